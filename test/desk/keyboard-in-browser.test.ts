import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser, settled, viewIds } from "./desk-pages.ts";
import { fullAddress, opening } from "./open-views.ts";

/** Roles of what is pressed, chosen, moved or written in. */
const roles = [
  ...["button", "link", "checkbox", "radio", "switch", "slider", "spinbutton", "textbox", "searchbox", "combobox"],
  ...["listbox", "option", "menuitem", "menuitemcheckbox", "menuitemradio", "tab", "tree", "treeitem", "scrollbar"],
];
const pressed = [
  ...["a[href]", "button", "select", "input", "textarea", "summary", "[contenteditable=true]", "[tabindex='0']"],
  ...roles.map((role) => `[role=${role}]`),
].join(", ");

/**
 * Notes on the page what can be pressed and was not reached yet, below the
 * roots of shadows too, and what has the focus.
 */
const watch = `(() => {
  const within = (root) => [...root.querySelectorAll("*")].flatMap((own) => [own, ...(own.shadowRoot ? within(own.shadowRoot) : [])]);
  const can = (own) => own.checkVisibility({ visibilityProperty: true }) && !own.disabled && !own.closest("[inert]");
  window.left = new Set(within(document).filter((own) => own.matches(${JSON.stringify(pressed)}) && can(own)));
  document.activeElement?.blur();
  document.addEventListener("focusin", (event) => {
    [window.at] = event.composedPath();
    window.left.delete(window.at);
    // A tree is where its items are.
    window.left.delete(window.at.closest("[role=tree], [role=listbox]"));
  });
})()`;

/** Of what has the focus: others of its role that only arrows lead to. */
const beside = `(() => {
  const role = window.at?.getAttribute("role");
  return role ? [...window.left].filter((own) => own.getAttribute("role") === role && own.tabIndex < 0).length : 0;
})()`;

/** What was reached on the way through the page by Tab, and by arrows where there is one stop for many, and what was not. */
async function notReached(page: Page): Promise<readonly string[]> {
  await page.evaluate(watch);
  const left = async (): Promise<number> => Number(await page.evaluate("window.left.size"));
  const count = await left();
  // The views alone are more than a dozen links.
  if (count < 15) return [`only ${count} things to press were found`];
  for (let k = 0; k < count + 40 && (await left()) > 0; k++) {
    await page.keyboard.press("Tab");
    const others = Number(await page.evaluate(beside));
    if (others > 0) await page.keyboard.press("Home");
    for (let n = 0; n < others; n++) {
      await page.keyboard.press((await page.evaluate("window.at.role")) === "treeitem" ? "ArrowDown" : "ArrowRight");
    }
  }
  return await page.evaluate("[...window.left].map((own) => own.outerHTML.slice(0, 160))");
}

inBrowser("the desk by keyboard", (desk) => {
  it.each(viewIds)("reaches everything that can be pressed, once it has run: %s", async (view) => {
    const page = await desk.visit(fullAddress(view, desk));
    await opening[view]?.(page);
    await settled(page);
    expect(await notReached(page)).toEqual([]);
  });

  it("chooses words of an article by arrows, and from there their draft", async () => {
    const page = await desk.visit("drafts?file=strait.yaml");
    await opening.drafts?.(page);
    await page.keyboard.press("Escape");
    const marks = page.locator(".text .mark");
    const focused = page.locator(".text .mark:focus");
    await page.getByRole("region", { name: "Text of the article" }).focus();
    await page.keyboard.press("Tab");
    expect(await focused.count()).toBe(1);
    await page.keyboard.press("Home");
    expect(await focused.textContent()).toBe(await marks.first().textContent());
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    const words = await marks.nth(1).textContent();
    expect(await focused.textContent()).toBe(words);
    await page.keyboard.press("Space");
    await page.locator(".card.chosen blockquote", { hasText: words ?? "" }).waitFor();
    await page.keyboard.press("r");
    await page.locator(".card.rejected").nth(1).waitFor();
  });

  it("shows where one is: focus has an outline", async () => {
    const page = await desk.visit("answer?file=strait.yaml");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    const outline: string = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
    expect(outline).toBe("solid");
  });
});
