import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { brokenLooks, crisisFile, inBrowser, viewIds } from "./desk-pages.ts";

/** An article with something of every kind that is drafted. */
const news = [
  "The Northern Republic pressed forward last week, a navy spokesman said.",
  "The Northern Republic denied that it would pull back.",
  "The Southern League may fire on the blockade.",
  "An insurer puts the chance of a naval clash at 20 percent.",
  "On 2 March the Southern League fired on the blockade.",
  "It rained.",
].join("\n");

/** What has to be opened so that all of a view is there to be looked at. */
const open: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  answer: (page) => page.getByText(/The range holds eight in ten/).waitFor(),
  ladder: (page) => page.waitForSelector("main svg"),
  moves: async (page) => {
    await page.locator("button.move:not([disabled])").first().click();
    await page.waitForSelector(".why");
  },
  "what-if": (page) => page.waitForSelector(".result"),
  sensitivity: async (page) => {
    await page.getByRole("button", { name: "Full analysis" }).click();
    await page.getByRole("heading", { name: "What would be worth knowing" }).waitFor();
  },
  reports: (page) => page.getByRole("button", { name: "Add a report" }).click(),
  drafts: async (page) => {
    await page.getByLabel("Text of the article").fill(news);
    await page.getByLabel("Its date").fill("2031-04-20");
    await page.getByRole("button", { name: "Draft reports" }).click();
    await page.locator(".card .title").last().click();
    await page.getByRole("button", { name: "Accept A", exact: true }).click();
    await page.waitForSelector(".card.accepted");
    await page.getByRole("button", { name: "Reject R" }).click();
    await page.getByRole("button", { name: "Edit E" }).click();
  },
  hidden: (page) => page.waitForSelector("main svg"),
  trail: (page) => page.waitForSelector("main .view"),
  file: (page) => page.waitForSelector(".cm-content"),
  paths: (page) => page.waitForSelector("[role=treeitem]"),
  map: (page) => page.waitForSelector(".mark, main p strong"),
  play: async (page) => {
    await page.getByRole("button", { name: "Start" }).click();
    await page.waitForSelector(".moves button");
    await page.getByRole("button", { name: "Hint" }).click();
    await page.waitForSelector("main summary");
  },
  compare: async (page) => {
    await page.locator("main select").selectOption("taiwan.yaml");
    await page.getByText("Odds of each ending, here").waitFor();
  },
  export: (page) => page.waitForSelector("main table"),
};

/** Tables and pictures of an opened view that nobody can take along. */
async function notHandedOut(page: Page, view: string): Promise<readonly string[]> {
  // The lists of files themselves are none.
  if (view === "export") return [];
  const count = (selector: string): Promise<number> => page.locator(selector).count();
  const found: string[] = [];
  if ((await count("main table")) > (await count('main button[aria-label^="CSV of"]')))
    found.push("a table without CSV");
  const pictures = (await count("main svg[role=img]")) + (await count("main .bars"));
  for (const kind of ["SVG", "PNG"])
    if (pictures > (await count(`main button[aria-label^="${kind} of"]`))) found.push(`a picture without ${kind}`);
  return found;
}

inBrowser("the looks of the desk", (desk) => {
  it("are looked at for every view there is", () => {
    expect(Object.keys(open).sort()).toEqual([...viewIds].sort());
  });

  it.each(viewIds)("break no accessibility rule and no policy, and fit, in light and dark: %s", async (view) => {
    copyFileSync(crisisFile("taiwan-1995"), join(desk.folder, "taiwan.yaml"));
    const address = `${view}?file=strait.yaml&forbid=south.pay`;
    const strict = await desk.visit(address);
    await open[view]?.(strict);
    expect(desk.complaints).toEqual([]);
    await strict.close();
    const page = await desk.visit(address, { bypassCSP: true });
    await open[view]?.(page);
    const closed = page.locator("main details:not([open]) > summary:visible");
    while ((await closed.count()) > 0) await closed.first().click();
    await page.evaluate("scrollTo(0, 0)");
    expect(await notHandedOut(page, view)).toEqual([]);
    expect(await brokenLooks(page)).toEqual([]);
  });
});
