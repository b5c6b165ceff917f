import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Download, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import { type RunningDesk, startDesk } from "../../src/desk-server/desk-server.ts";
import { type PageFile, pageFolder, readPageFiles } from "../../src/desk-server/page-files.ts";
import { browserPath, openBrowser } from "./open-browser.ts";

/** The built page; the tests of a desk in a browser need it. */
export const built: ReadonlyMap<string, PageFile> | undefined = readPageFiles(pageFolder);
const missing = !browserPath ? "no chromium on this machine" : !built ? "run `npm run desk:build` first" : undefined;

/** Long, since a machine that is busy with other things is slow: no test hangs on how fast a page is. */
export const PATIENCE = 120_000;

const root = join(import.meta.dirname, "../..");
export const fixture: string = join(root, "test/fixtures/strait.yaml");
export const crisisFile = (name: string): string => join(root, "crises", name, "crisis.yaml");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

/** Ids of all views of the page. */
export const viewIds: readonly string[] = [
  ...readFileSync(join(root, "web/src/views/views.ts"), "utf8").matchAll(/\bid: "([\w-]+)"/g),
].map(([, id]) => id ?? "");

/** A desk on a folder with one small crisis, and pages on it: a fresh one for every test. */
export interface DeskPages {
  readonly folder: string;
  readonly address: string;
  readonly browser: Browser;
  /** What pages have said to their console as errors. */
  readonly complaints: readonly string[];
  /** The small crisis as it is on disk. */
  readonly file: () => string;
  readonly newPage: (options?: BrowserContextOptions & { readonly width?: number }) => Promise<Page>;
  readonly visit: (hash: string, options?: BrowserContextOptions & { readonly width?: number }) => Promise<Page>;
}

/** Tests of the desk in a real browser; skipped, and said so, where there is none. */
export function inBrowser(name: string, tests: (desk: DeskPages) => void): void {
  const title = missing ? `${name} (skipped: ${missing})` : name;
  describe.skipIf(missing !== undefined)(title, { timeout: PATIENCE }, () => {
    let browser: Browser;
    let running: RunningDesk;
    let folder = "";
    let open: Page[] = [];
    let complaints: string[] = [];

    beforeAll(async () => {
      browser = await openBrowser();
    }, PATIENCE);
    afterAll(async () => {
      await browser?.close();
    });
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), "brink-desk-"));
      copyFileSync(fixture, join(folder, "strait.yaml"));
      running = await startDesk({ folder, page: built ?? new Map(), port: 0 });
      complaints = [];
    });
    afterEach(async () => {
      for (const page of open) await page.close();
      open = [];
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const newPage: DeskPages["newPage"] = async ({ width = 1280, ...options } = {}) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, ...options });
      page.setDefaultTimeout(PATIENCE);
      open.push(page);
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      return page;
    };
    tests({
      get folder() {
        return folder;
      },
      get address() {
        return running.address;
      },
      get browser() {
        return browser;
      },
      get complaints() {
        return complaints;
      },
      file: () => readFileSync(join(folder, "strait.yaml"), "utf8"),
      newPage,
      async visit(hash, options) {
        const page = await newPage(options);
        await page.goto(`${running.address}#${hash}`);
        await page.waitForSelector("main .view, main [role=alert]");
        await settled(page);
        return page;
      },
    });
  });
}

/** Until nothing is being solved. */
export async function settled(page: Page): Promise<void> {
  // The message comes a moment after the work begins.
  await page.waitForTimeout(350);
  await page.waitForSelector("progress", { state: "detached" });
}

export async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).first().textContent())?.trim() ?? "";
}

/** The file a page hands out. */
export async function handedOut(page: Page, press: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return download;
}

const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
  [360, 1280, 2560].map((width) => ({ colorScheme, width })),
);

/**
 * What breaks an accessibility rule or does not fit, in light and dark, on a
 * phone, a desk and a wall. The page must have been opened with `bypassCSP`.
 */
export async function brokenLooks(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found: string[] = [];
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 900 });
    const { passes, broken }: { passes: number; broken: string[] } = await page.evaluate(
      // Links of the views look like leaps within the page where their row is scrolled; one link is such a leap.
      "axe.configure({ rules: [{ id: 'skip-link', selector: 'a.skip' }] });" +
        "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })" +
        ".then((run) => ({ passes: run.passes.length, broken: run.violations.map(" +
        "(rule) => rule.id + ': ' + rule.nodes.map((node) => node.html).join(' | ')) }))",
    );
    if (passes < 15) found.push(`only ${passes} rules could be checked`);
    const wide = Number(await page.evaluate("document.documentElement.scrollWidth"));
    if (wide > width) broken.push(`it is ${wide} pixels wide`);
    found.push(...broken.map((rule) => `${colorScheme} at ${width} pixels: ${rule}`));
  }
  return found;
}
