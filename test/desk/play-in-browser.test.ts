import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { brokenLooks, handedOut, inBrowser } from "./desk-pages.ts";

const rivalry = join(import.meta.dirname, "../fixtures/rivalry.yaml");

inBrowser("a play in a browser", (desk) => {
  const { visit } = desk;
  const moves = (page: Page) => page.locator(".moves button:not([disabled])");
  const heading = (page: Page) => page.locator("main h2").first();
  const story = (page: Page) => page.locator(".story").last();

  /** Saves the play, and opens it on a page of its own. */
  async function openedAgain(page: Page, hash: string): Promise<Page> {
    const log = await handedOut(page, () => page.getByRole("button", { name: "Save the play" }).click());
    const place = join(desk.folder, "play.json");
    await log.saveAs(place);
    const again = await visit(hash);
    await again.getByLabel("Saved play").setInputFiles(place);
    await again.getByText("Opened.").waitFor();
    return again;
  }

  it("goes on, is taken back, saved, and opened again", async () => {
    const page = await visit("play");
    await page.getByRole("button", { name: "Start" }).click();
    await moves(page).first().waitFor();
    const start = await heading(page).textContent();
    await moves(page).nth(1).click();
    await page.getByRole("heading", { name: "The whole play" }).waitFor();
    await page.getByRole("button", { name: "Take back my move" }).click();
    await expect.poll(() => heading(page).textContent()).toBe(start);
    await moves(page).nth(1).click();
    await page.getByRole("heading", { name: "The whole play" }).waitFor();
    const told = await story(page).textContent();
    const again = await openedAgain(page, "play");
    expect(await story(again).textContent()).toBe(told);
  });

  it("has no last step on an endless clock: it is hinted at, stopped, saved, opened and gone on with", async () => {
    copyFileSync(rivalry, join(desk.folder, "rivalry.yaml"));
    const page = await visit("play?file=rivalry.yaml", { bypassCSP: true });
    await page.getByLabel("Number").fill("1");
    await page.getByRole("button", { name: "Start" }).click();
    await moves(page).first().waitFor();
    await page.getByText(/The clock has no last step: .* counts 0\.9 now/).waitFor();
    expect(await heading(page).textContent()).toBe("2024-01: you are a");
    await page.getByRole("button", { name: "Hint" }).click();
    await page.getByText(/A solved actor would most likely choose/).waitFor();
    const hinted = await page.getByRole("table", { name: /what each move is worth/ }).textContent();
    expect(hinted).toContain("treaty, ever after it");
    expect(await brokenLooks(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
    for (let k = 0; k < 3; k++) {
      await page.getByRole("button", { name: "talk" }).click();
      await expect.poll(() => page.getByRole("button", { name: "Take back my move" }).isEnabled()).toBe(true);
    }
    await page.getByRole("button", { name: "Stop here" }).click();
    expect(await heading(page).textContent()).toMatch(/^You stopped in 2024-\d\d; it had not ended$/);
    expect(await page.getByText(/Received so far, discounted, in utils: a −?\d/).count()).toBe(1);
    expect(await moves(page).count()).toBe(0);
    const told = await story(page).textContent();
    const again = await openedAgain(page, "play?file=rivalry.yaml");
    expect(await heading(again).textContent()).toBe(await heading(page).textContent());
    expect(await story(again).textContent()).toBe(told);
    await again.getByRole("button", { name: "Go on" }).click();
    await moves(again).first().waitFor();
    expect(desk.complaints).toEqual([]);
  });
});
