import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { fixture, handedOut, inBrowser, settled } from "./desk-pages.ts";

inBrowser("work on a crisis in a browser", (desk) => {
  const { visit, file } = desk;

  /** Puts the cursor at the first place of a text, found as a person finds it, with the text selected. */
  async function select(page: Page, text: string): Promise<void> {
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+f");
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
  }

  it("shows a mistake while one types, offers the names of the file, takes back, and saves", async () => {
    const page = await visit("file");
    await select(page, "precision: 2, text");
    await page.keyboard.type("precision: clash_kost, text");
    await page.keyboard.press("Escape");
    await page.getByText("No parameter is called clash_kost").waitFor();
    expect(await page.locator(".cm-lintRange-error").textContent()).toBe("clash_kost");
    for (let k = 0; k < ", text".length; k++) await page.keyboard.press("ArrowLeft");
    for (let k = 0; k < "kost".length; k++) await page.keyboard.press("Backspace");
    await page.keyboard.press("Control+Space");
    await page.getByRole("option", { name: "clash_cost" }).waitFor();
    // Keys that come at once after the list appeared are not taken for a choice.
    await page.waitForTimeout(150);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "No mistakes" }).waitFor();
    await settled(page);
    expect(await page.locator(".cm-content").textContent()).toContain("precision: clash_cost, text");
    await page.keyboard.type("XYZ");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+s");
    await page.getByText("Saved.").waitFor();
    expect(file()).toBe(readFileSync(fixture, "utf8").replace("precision: 2, text", "precision: clash_cost, text"));
  });

  it("has nothing to take back before one types, however late the file came", async () => {
    const page = await desk.newPage();
    await page.route(/api\/file/, async (route) => {
      await page.waitForSelector(".cm-content", { state: "attached" });
      await route.continue();
    });
    await page.goto(`${desk.address}#file?file=strait.yaml`);
    await page.locator(".cm-line", { hasText: "Standoff in a strait" }).waitFor();
    expect(await page.getByRole("button", { name: "Undo typing" }).isDisabled()).toBe(true);
    await page.locator(".cm-content").press("Control+z");
    expect(await page.locator(".cm-content").textContent()).toContain("Standoff in a strait");
  });

  it("helps where one points", async () => {
    const page = await visit("file");
    await page.locator(".cm-line", { hasText: "clash_cost: {" }).getByText("clash_cost", { exact: true }).hover();
    await page.getByText("Parameter: clash cost = 3, range 2 to 5 utils").waitFor();
  });

  it("opens a broken file, and asks before it writes over what changed on disk", async () => {
    writeFileSync(join(desk.folder, "strait.yaml"), file().replace("turns: [north, south]", "turns: [north, south"));
    const page = await visit("file");
    expect(await page.locator("li.error").count()).toBeGreaterThan(0);
    await select(page, "turns: [north, south");
    await page.keyboard.type("turns: [south, north]");
    writeFileSync(join(desk.folder, "strait.yaml"), `# somebody else\n${readFileSync(fixture, "utf8")}`);
    await page.keyboard.press("Control+s");
    const question = page.getByRole("alertdialog");
    await question.waitFor();
    expect(file()).toContain("# somebody else");
    await question.getByRole("button", { name: "Save mine under another name" }).click();
    await page.getByLabel("New file in the folder").fill("mine.yaml");
    await page.locator("form").getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved as mine.yaml.").waitFor();
    expect(readFileSync(join(desk.folder, "mine.yaml"), "utf8")).toContain("turns: [south, north]");
    expect(file()).toContain("# somebody else");
  });

  it("walks the tree of ways by keyboard", async () => {
    const page = await visit("paths");
    const items = page.getByRole("treeitem");
    await items.first().waitFor();
    await page.keyboard.press("Tab");
    await items.first().focus();
    const before = await items.count();
    await page.keyboard.press("ArrowLeft");
    expect(await items.first().getAttribute("aria-expanded")).toBe("false");
    expect(await items.count()).toBeLessThan(before);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await page.locator("[role=treeitem]:focus").getAttribute("aria-level")).toBe("2");
    await page.keyboard.press("End");
    expect(await page.locator("[role=treeitem]:focus").getAttribute("aria-level")).toBe("1");
    expect(await page.locator("[role=treeitem][tabindex='0']").count()).toBe(1);
  });

  it("compares an edit with what is saved, and hands out report, table and picture", async () => {
    const page = await visit("file");
    await select(page, "value: 3");
    await page.keyboard.type("value: 5");
    await settled(page);
    await page.getByRole("link", { name: "Compare" }).click();
    await page.getByText("Odds of each ending, here").waitFor();
    expect(await page.locator("main td del").textContent()).toBe("3");
    expect(await page.locator("main td ins").textContent()).toBe("5");
    expect(await page.locator("main section p strong").textContent()).toMatch(/there, .* here: [+−]?\d+\.\d\d points/);
    await page.getByRole("link", { name: "Export" }).click();
    const report = await handedOut(page, () => page.getByRole("button", { name: "Report, one HTML page" }).click());
    expect(readFileSync(await report.path(), "utf8")).toMatch(/^<!doctype html>/);
    const csv = await handedOut(page, () => page.getByRole("button", { name: "CSV of Endings" }).click());
    expect(readFileSync(await csv.path(), "utf8")).toMatch(/^Ending,Label,Rule,Probability,Low,High\r\n/);
    await page.getByRole("link", { name: "Answer" }).click();
    const svg = await handedOut(page, () =>
      page
        .getByRole("button", { name: /^SVG of/ })
        .first()
        .click(),
    );
    const drawn = readFileSync(await svg.path(), "utf8");
    expect(drawn).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(drawn).not.toContain("var(");
    const png = await handedOut(page, () =>
      page
        .getByRole("button", { name: /^PNG of/ })
        .first()
        .click(),
    );
    expect([...readFileSync(await png.path()).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect(desk.complaints).toEqual([]);
  });
});
