import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser } from "./desk-pages.ts";

inBrowser("what the desk hands out", (desk) => {
  const { visit } = desk;

  it("is every picture of every view, as SVG and PNG, and every table, as CSV", async () => {
    const page = await visit("export?file=strait.yaml&forbid=south.fire");
    // Views are set up out of sight; the what-if takes longest.
    await page.getByRole("button", { name: "SVG of" }).nth(7).waitFor();
    await page.getByRole("rowheader", { name: /Moves in .*, changed/ }).waitFor();
    await page.evaluate(catchFiles);
    const pictures = page
      .locator("section", { has: page.getByRole("heading", { name: "Pictures" }) })
      .locator("tbody tr");
    const titles = await pictures.locator("th").allTextContents();
    for (const part of [
      "How it ends",
      "The forecast beside other odds",
      "as known at each date",
      "has ended this way by each date",
      "each rung of tension",
      "Reports, with what each is worth",
      "Belief in nerve of the South",
      "without and with the change",
      "as it is and changed",
    ])
      expect(titles.join("\n")).toContain(part);
    for (const row of await pictures.all()) {
      const title = (await row.locator("th").textContent()) ?? "";
      const svg = await textOfFile(page, () => row.getByRole("button", { name: "SVG of" }).click());
      expect(svg, title).toMatch(/^<svg[^>]* xmlns=/);
      // The look of the page is in it: nothing is left to a style sheet.
      expect(svg, title).toMatch(/<(rect|path|circle)[^>]* fill="(rgb|#)/);
      expect(svg, title).not.toMatch(/class=|var\(/);
      const png = await bytesOfFile(page, () => row.getByRole("button", { name: "PNG of" }).click());
      expect(png.subarray(1, 4).toString(), title).toBe("PNG");
      expect(png.length, title).toBeGreaterThan(1500);
      await expectRows(page, () => row.getByRole("button", { name: "CSV of" }).click(), title);
    }
    const tables = page.locator("section", { has: page.getByRole("heading", { name: "Tables" }) }).locator("tbody tr");
    const names = (await tables.locator("th").allTextContents()).join("\n");
    for (const part of ["Endings", "Next moves", "Trail", "Sources", "Moves in", "ways"]) expect(names).toContain(part);
    for (const row of await tables.all()) {
      const count = Number(await row.locator("td.number").textContent());
      const title = (await row.locator("th").textContent()) ?? "";
      await expectRows(page, () => row.getByRole("button", { name: "CSV of" }).click(), title, count);
    }
    expect(desk.complaints).toEqual([]);
  });
});

/** Runs in the page: keeps what would be saved, since a browser asks before it saves more than ten files in a row. */
const catchFiles = `(() => {
  const made = new Map(), make = URL.createObjectURL;
  window.handed = [];
  URL.createObjectURL = (blob) => { const link = make(blob); made.set(link, blob); return link; };
  HTMLAnchorElement.prototype.click = function () { window.handed.push(made.get(this.href)); };
})()`;

async function bytesOfFile(page: Page, press: () => Promise<void>): Promise<Buffer> {
  await press();
  await expect.poll(() => page.evaluate("window.handed.length"), { timeout: 20_000 }).toBe(1);
  const bytes: number[] = await page.evaluate(
    "window.handed.shift().arrayBuffer().then((own) => [...new Uint8Array(own)])",
  );
  return Buffer.from(bytes);
}

async function textOfFile(page: Page, press: () => Promise<void>): Promise<string> {
  return (await bytesOfFile(page, press)).toString("utf8");
}

/** A head and as many rows as are told, or some. */
async function expectRows(page: Page, press: () => Promise<void>, title: string, count?: number): Promise<void> {
  const lines = (await textOfFile(page, press)).trimEnd().split("\r\n");
  if (count === undefined) expect(lines.length, title).toBeGreaterThan(1);
  else expect(lines.length, title).toBe(count + 1);
}
