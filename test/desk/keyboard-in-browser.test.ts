import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { crisisFile, inBrowser, viewIds } from "./desk-pages.ts";

/** Everything on the page that can be pressed, moved or written in, as it is now. */
const all = `[...document.querySelectorAll("a[href], button, select, input, textarea, summary, [contenteditable=true], [role=tree]")]
  .filter((own) => own.checkVisibility({ visibilityProperty: true }) && !own.disabled && !own.closest("[inert]"))`;

/** What was reached on the way through the page by Tab, until it comes round, and what was not. */
async function notReached(page: Page): Promise<readonly string[]> {
  await page.evaluate(`(() => {
    window.left = new Set(${all});
    document.activeElement?.blur();
    document.addEventListener("focusin", ({ target }) => {
      window.left.delete(target);
      // One of a tree, a group or an editor stands for all of it: arrows move within.
      const whole = target.closest("[role=tree], [contenteditable=true]");
      if (whole) for (const own of [...window.left]) if (whole === own || whole.contains(own)) window.left.delete(own);
    });
  })()`);
  const count = Number(await page.evaluate("window.left.size"));
  // The views alone are more than a dozen links.
  if (count < 15) return [`only ${count} things to press were found`];
  for (let k = 0; k < count + 40 && Number(await page.evaluate("window.left.size")) > 0; k++)
    await page.keyboard.press("Tab");
  return await page.evaluate("[...window.left].map((own) => own.outerHTML.slice(0, 120))");
}

inBrowser("the desk by keyboard", (desk) => {
  it.each(viewIds)("reaches everything that can be pressed: %s", async (view) => {
    copyFileSync(crisisFile("taiwan-1995"), join(desk.folder, "taiwan.yaml"));
    const page = await desk.visit(`${view}?file=strait.yaml&set=clash_cost%3D4`);
    if (view === "what-if") await page.waitForSelector(".result[data-answer=solved]");
    if (view === "paths") await page.waitForSelector("[role=treeitem]");
    if (view === "file") await page.waitForSelector(".cm-content");
    await page.waitForTimeout(500);
    expect(await notReached(page)).toEqual([]);
  });

  it("shows where one is: focus has an outline", async () => {
    const page = await desk.visit("answer?file=strait.yaml");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    const outline: string = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
    expect(outline).toBe("solid");
  });
});
