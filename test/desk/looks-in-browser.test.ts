import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { brokenLooks, inBrowser, viewIds } from "./desk-pages.ts";
import { fullAddress, opening } from "./open-views.ts";

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
    expect(Object.keys(opening).sort()).toEqual([...viewIds].sort());
  });

  it.each(viewIds)("break no accessibility rule and no policy, and fit, in light and dark: %s", async (view) => {
    const address = fullAddress(view, desk);
    const strict = await desk.visit(address);
    await opening[view]?.(strict);
    expect(desk.complaints).toEqual([]);
    await strict.close();
    const page = await desk.visit(address, { bypassCSP: true });
    await opening[view]?.(page);
    const closed = page.locator("main details:not([open]) > summary:visible");
    while ((await closed.count()) > 0) await closed.first().click();
    await page.evaluate("scrollTo(0, 0)");
    expect(await notHandedOut(page, view)).toEqual([]);
    expect(await brokenLooks(page)).toEqual([]);
  });
});
