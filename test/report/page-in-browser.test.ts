import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportHtml } from "../../src/analysis/report-html/report-html.ts";
import { withHostileTexts } from "../fixtures/hostile.ts";
import { sampleInput } from "../fixtures/report-input.ts";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const browserPath = places.find((path) => existsSync(path));
const title = browserPath ? "the page in a browser" : "the page in a browser (skipped: no chromium on this machine)";

describe.skipIf(!browserPath)(title, () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  let hostileAddress: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "brink-page-"));
    address = save("report.html", reportHtml(sampleInput));
    hostileAddress = save("hostile.html", reportHtml(withHostileTexts(sampleInput)));
    browser = await chromium.launch({
      ...(browserPath ? { executablePath: browserPath } : {}),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });

  afterAll(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  function save(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return pathToFileURL(path).href;
  }

  async function open(width: number, options: BrowserContextOptions, at: string): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, ...options });
    await page.goto(at);
    return page;
  }

  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 360],
  ] as const)("breaks no accessibility rule, %s at %d pixels", async (colorScheme, width) => {
    const page = await open(width, { colorScheme, bypassCSP: true }, address);
    await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
    await page.addScriptTag({ content: readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8") });
    const found: unknown = await page.evaluate(
      "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })" +
        ".then((run) => ({ checked: run.passes.length > 20, broken: run.violations.map(" +
        "(rule) => rule.id + ': ' + rule.nodes.map((node) => node.html).join(' | ')) }))",
    );
    expect(found).toEqual({ checked: true, broken: [] });
    await page.close();
  });

  it.each([360, 768, 1280, 2560])("needs no sideways scrolling at %d pixels", async (width) => {
    for (const at of [address, hostileAddress]) {
      const page = await open(width, {}, at);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      await page.close();
    }
  });

  it("asks for nothing but itself and runs no foreign script", async () => {
    const page = await browser.newPage();
    const requests: string[] = [];
    const dialogs: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("dialog", async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
    await page.goto(hostileAddress);
    expect(requests).toEqual([hostileAddress]);
    expect(dialogs).toEqual([]);
    await page.close();
  });

  it("is reached by keyboard: the skip link first, then the sections", async () => {
    const page = await open(1280, {}, address);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the forecast");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("How it ends");
    await page.close();
  });
});
