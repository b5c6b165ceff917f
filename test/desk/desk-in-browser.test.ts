import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningDesk, startDesk } from "../../src/desk-server/desk-server.ts";
import { pageFolder, readPageFiles } from "../../src/desk-server/page-files.ts";
import { browserPath, openBrowser } from "./open-browser.ts";

const views = ["answer", "ladder", "moves", "what-if", "reports", "hidden", "trail"];
const built = readPageFiles(pageFolder);
const missing = !browserPath ? "no chromium on this machine" : !built ? "run `npm run desk:build` first" : undefined;
const title = missing ? `the desk in a browser (skipped: ${missing})` : "the desk in a browser";
const fixture = join(import.meta.dirname, "../fixtures/strait.yaml");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const quiet = "progress";

describe.skipIf(missing !== undefined)(title, { timeout: 60_000 }, () => {
  let browser: Browser;
  let folder: string;
  let desk: RunningDesk;
  let open: Page[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "brink-desk-page-"));
    copyFileSync(fixture, join(folder, "strait.yaml"));
    desk = await startDesk({ folder, page: built ?? new Map(), port: 0 });
  });
  afterEach(async () => {
    for (const page of open) await page.close();
    open = [];
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function visit(hash: string, options: BrowserContextOptions & { readonly width?: number } = {}): Promise<Page> {
    const { width = 1280, ...rest } = options;
    const page = await browser.newPage({ viewport: { width, height: 900 }, ...rest });
    open.push(page);
    await page.goto(`${desk.address}#${hash}`);
    await page.waitForSelector("main .view, main [role=alert]");
    await settled(page);
    return page;
  }

  async function settled(page: Page): Promise<void> {
    // The message comes a moment after the work begins.
    await page.waitForTimeout(350);
    await page.waitForSelector(quiet, { state: "detached" });
  }

  async function violations(page: Page): Promise<unknown> {
    return await page.evaluate(
      "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })" +
        ".then((run) => ({ checked: run.passes.length > 15, broken: run.violations.map(" +
        "(rule) => rule.id + ': ' + rule.nodes.map((node) => node.html).join(' | ')) }))",
    );
  }

  const textOf = async (page: Page, selector: string): Promise<string> =>
    (await page.locator(selector).first().textContent())?.trim() ?? "";
  const answer = (page: Page): Promise<string> => textOf(page, "main .odds");
  const reportOdds = (page: Page): Promise<string> => textOf(page, "main strong.now");
  const file = (): string => readFileSync(join(folder, "strait.yaml"), "utf8");

  it.each(views)("breaks no accessibility rule and fits, in light and dark, narrow and wide: %s", async (view) => {
    const page = await visit(`${view}?forbid=south.pay`, { bypassCSP: true });
    for (const summary of await page.locator("main summary").all()) await summary.click();
    if (view === "moves") {
      await page.locator("button.move:not([disabled])").first().click();
      await page.waitForSelector(".why");
    }
    if (view === "what-if") await page.waitForSelector(".result");
    if (view === "reports") await page.getByRole("button", { name: "Add a report" }).click();
    await page.evaluate(axe);
    for (const [colorScheme, width] of [
      ["light", 1280],
      ["dark", 1280],
      ["light", 360],
      ["dark", 2560],
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      expect(await violations(page), `${colorScheme} at ${width} pixels`).toEqual({ checked: true, broken: [] });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    }
  });

  it("asks nobody but its own server, and nothing against its policy", async () => {
    const page = await browser.newPage();
    open.push(page);
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    for (const view of views) {
      await page.goto(`${desk.address}#${view}`);
      await page.waitForSelector("main .view");
      await settled(page);
    }
    expect(asked.filter((url) => !url.startsWith(desk.address) && !url.startsWith("blob:"))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("answers the question, and again as of an earlier date, by keyboard", async () => {
    const page = await visit("answer");
    expect(await textOf(page, "h1")).toBe("Do the two navies fire on each other?");
    const last = await answer(page);
    await page.getByLabel("As of").focus();
    await page.keyboard.press("ArrowLeft");
    await settled(page);
    expect(await answer(page)).not.toBe(last);
    expect(page.url()).toContain("as-of=2031-");
    await page.reload();
    await page.waitForSelector("main .view");
    await settled(page);
    expect(await page.getByLabel("As of").inputValue()).not.toBe(await page.getByLabel("As of").getAttribute("max"));
    await page.getByLabel("As of").press("End");
    await settled(page);
    expect(await answer(page)).toBe(last);
  });

  it("works out the range over the parameters when asked", async () => {
    const page = await visit("answer");
    await page.getByRole("button", { name: "Work out the range" }).click();
    await page.getByText(/The range holds eight in ten of \d+ draws of 1 parameter/).waitFor();
    expect(await textOf(page, "main .words")).toMatch(/, \d+\.\d% to \d+\.\d%, by 2031-06$/);
    expect(await page.locator("main .range").count()).toBe(3);
  });

  it("switches a report off and on without touching the file", async () => {
    const page = await visit("reports");
    const before = await reportOdds(page);
    await page.getByLabel("Patrol boats off the cape counts").uncheck();
    await settled(page);
    expect(await reportOdds(page)).not.toBe(before);
    expect(page.url()).toContain("off=patrols_seen");
    await page.getByLabel("Patrol boats off the cape counts").check();
    await settled(page);
    expect(await reportOdds(page)).toBe(before);
    expect(file()).toBe(readFileSync(fixture, "utf8"));
  });

  it("grades anew, takes it back, and saves only what was changed", async () => {
    const page = await visit("reports");
    const before = await reportOdds(page);
    await page.getByLabel("Grade of a shipping newsletter").selectOption("A");
    await settled(page);
    expect(await reportOdds(page)).not.toBe(before);
    await page.getByRole("button", { name: "Undo" }).click();
    await settled(page);
    expect(await reportOdds(page)).toBe(before);
    await page.getByLabel("Credibility of Patrol boats off the cape").selectOption("5");
    await settled(page);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Save", exact: true }).waitFor({ state: "detached" });
    expect(file()).toBe(
      readFileSync(fixture, "utf8").replace("credibility: 2, saw: tension", "credibility: 5, saw: tension"),
    );
  });

  it("adds a report at the end of the list", async () => {
    const page = await visit("reports");
    await page.getByRole("button", { name: "Add a report" }).click();
    await page.getByLabel("Name in the file").fill("blockade_seen");
    await page.getByLabel("What was seen").fill("tension == blockade");
    await page.getByLabel(/^Happened/).selectOption("2031-03");
    await page.getByRole("button", { name: "Add it and solve" }).click();
    await page.getByRole("heading", { name: "blockade seen" }).waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Save", exact: true }).waitFor({ state: "detached" });
    expect(file()).toContain(
      'about: south, text: [N4] }\n  - { id: blockade_seen, happened: 2031-03, source: newsletter, saw: "tension == blockade", credibility: 3 }\nestimates:',
    );
  });

  it("shows mistakes where they stand and keeps the last answer", async () => {
    writeFileSync(join(folder, "strait.yaml"), file().replace("tension >= patrols, text: [N2]", "tention >= patrols"));
    const page = await visit("answer");
    const problem = page.getByRole("alert");
    expect(await problem.textContent()).toMatch(/tention[\s\S]*did you mean/i);
    expect(await page.locator("main .view").count()).toBe(0);
  });

  it("tells the second of two tabs, and never overwrites in silence", async () => {
    const [one, other] = [await visit("reports"), await visit("reports")];
    for (const [page, grade] of [
      [one, "A"],
      [other, "E"],
    ] as const) {
      await page.getByLabel("Grade of navy spokesman").selectOption(grade);
      await settled(page);
    }
    await one.getByRole("button", { name: "Save", exact: true }).click();
    await one.getByRole("button", { name: "Save", exact: true }).waitFor({ state: "detached" });
    const saved = file();
    await other.getByRole("button", { name: "Save", exact: true }).click();
    await other.getByRole("alertdialog").waitFor();
    expect(file()).toBe(saved);
    await other.getByRole("button", { name: "Take what is on disk" }).click();
    await settled(other);
    expect(await other.getByLabel("Grade of navy spokesman").inputValue()).toBe("A");
    expect(await reportOdds(other)).toBe(await reportOdds(one));
  });

  it("asks what if, by slider and by move, and gives the command and the link", async () => {
    const page = await visit("what-if?forbid=south.fire");
    await page.waitForSelector(".result");
    expect(await textOf(page, ".share code")).toBe("brink what-if strait.yaml --forbid south.fire");
    const forbidden = await answer(page);
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.getByLabel("clash cost").focus();
    await page.keyboard.press("End");
    await settled(page);
    await page.waitForSelector(".result");
    await settled(page);
    expect(await textOf(page, ".share code")).toBe("brink what-if strait.yaml --set clash_cost=5");
    expect(await answer(page)).not.toBe(forbidden);
    const again = await visit(page.url().split("#")[1] ?? "");
    await again.waitForSelector(".result");
    await settled(again);
    expect(await answer(again)).toBe(await answer(page));
  });

  it("says why a move is preferred", async () => {
    const page = await visit("moves");
    await page
      .getByRole("button", { name: /press forward/ })
      .first()
      .click();
    await page.waitForSelector(".why table");
    expect(await textOf(page, ".why")).toContain("Together");
  });

  it("stops when told to, keeps the last answer, and solves again", async () => {
    copyFileSync(join(import.meta.dirname, "../../crises/cuba-1962/crisis.yaml"), join(folder, "cuba.yaml"));
    const page = await visit("reports?file=cuba.yaml");
    const before = await reportOdds(page);
    await page.getByLabel("blockade announced counts").uncheck();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped; the answer shown is older than the file.").waitFor();
    expect(await reportOdds(page)).toBe(before);
    await page.getByRole("button", { name: "Solve again" }).click();
    await page.getByText("Stopped;").waitFor({ state: "detached" });
    await settled(page);
    expect(await reportOdds(page)).not.toBe(before);
  });
});
