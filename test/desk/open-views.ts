import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { crisisFile, type DeskPages } from "./desk-pages.ts";

/** An article with something of every kind that is drafted. */
const news = [
  "The Northern Republic pressed forward last week, a navy spokesman said.",
  "The Northern Republic denied that it would pull back.",
  "The Southern League may fire on the blockade.",
  "An insurer puts the chance of a naval clash at 20 percent.",
  "On 2 March the Southern League fired on the blockade.",
  "It rained.",
].join("\n");

/** What has to be opened, run or typed so that all of a view is there to be looked at and pressed. */
export const opening: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
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
  map: (page) => page.waitForSelector("g.mark"),
  play: async (page) => {
    await page.getByRole("button", { name: "Start" }).click();
    await page.waitForSelector(".moves button");
    await page.getByRole("button", { name: "Hint" }).click();
    await page.waitForSelector("main summary");
  },
  compare: async (page) => {
    await page.locator("main select").selectOption("other.yaml");
    await page.getByText("Odds of each ending, here").waitFor();
  },
  export: (page) => page.waitForSelector("main table"),
};

/** Where a view has all it can have: with a what-if, another crisis to compare with, and countries on the map. */
export function fullAddress(view: string, desk: DeskPages): string {
  copyFileSync(crisisFile("deterrence"), join(desk.folder, "other.yaml"));
  if (view !== "map") return `${view}?file=strait.yaml&forbid=south.pay`;
  copyFileSync(crisisFile("taiwan-1995"), join(desk.folder, "taiwan.yaml"));
  return "map?file=taiwan.yaml";
}
