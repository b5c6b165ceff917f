import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { percent } from "../../src/analysis/odds-in-words.ts";
import { crisisFile, inBrowser } from "./desk-pages.ts";

const command = join(import.meta.dirname, "../../dist/cli/main.js");
const rivalry = readFileSync(join(import.meta.dirname, "../fixtures/rivalry.yaml"), "utf8");

/** The same among so many states that a solve takes its time. */
const slow = rivalry
  .replace("discount: 0.9", "discount: 0.995")
  .replace("state:\n", "state:\n  hour: { levels: 24 }\n  weather: { levels: 12 }\n")
  .replace(
    "payoffs:",
    "drivers:\n" +
      '  tick: { chance: 90%, then: { hour: "if(hour == 23, 0, hour + 1)" } }\n' +
      '  cloud: { chance: 30%, then: { weather: "if(weather == 11, 0, weather + 1)" } }\n' +
      "payoffs:",
  )
  .replace("0.2 * heat", "0.2 * heat + 0.01 * hour - 0.01 * weather");

inBrowser("what the odds hang on, in a browser", (desk) => {
  const { visit } = desk;

  it("says how long it takes to find out what the odds hang on, does it, and stops when told to", async () => {
    copyFileSync(crisisFile("cuba-1962"), join(desk.folder, "cuba.yaml"));
    const page = await visit("sensitivity?file=strait.yaml");
    await page.getByText(/numbers could be otherwise/).waitFor();
    await page.getByRole("button", { name: "First look" }).click();
    await page.getByRole("heading", { name: "All that was screened" }).waitFor();
    expect(await page.getByRole("heading", { name: "Tipping points" }).count()).toBe(0);
    await page.getByRole("button", { name: "Full analysis" }).click();
    await page.getByRole("heading", { name: "What would be worth knowing" }).waitFor();
    const file = join(desk.folder, "strait.yaml");
    const told = execFileSync(process.execPath, [command, "sensitivity", file, "--json"], { encoding: "utf8" });
    const { tornado }: { tornado: { label: string; low: { odds: number[] }; high: { odds: number[] } }[] } =
      JSON.parse(told);
    await page.locator("main details summary").first().click();
    await page.locator("main details table tbody tr").first().waitFor();
    const rows = await page.locator("main details table").first().locator("tbody tr").allTextContents();
    for (const { label, low, high } of tornado) {
      const row = rows.find((text) => text.includes(label));
      expect(row, label).toContain(percent(low.odds[0]!));
      expect(row, label).toContain(percent(high.odds[0]!));
    }
    await page.getByLabel("Look at").selectOption("tribute");
    await page.getByText(/Odds of “tribute” with one number/).waitFor();
    // It goes on while other views are looked at, and ends when it is told to.
    await page.goto(`${desk.address}#sensitivity?file=cuba.yaml`);
    await page.getByRole("button", { name: "Full analysis" }).click();
    await page.getByText(/of at most \d+ solves/).waitFor();
    await page.getByRole("link", { name: "Ladder" }).click();
    await page.waitForSelector("main svg");
    await page.getByRole("link", { name: "Sensitivity" }).click();
    await page.getByText(/of at most \d+ solves/).waitFor();
    await page.getByRole("button", { name: "Stop" }).last().click();
    await page.waitForSelector("progress", { state: "detached" });
    expect(await page.getByRole("heading", { name: "One at a time" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "First look" }).isEnabled()).toBe(true);
  });

  it("is found out on an endless clock too: told of as it goes on, stopped between its solves", async () => {
    writeFileSync(join(desk.folder, "slow.yaml"), slow);
    writeFileSync(join(desk.folder, "rivalry.yaml"), rivalry);
    const page = await visit("sensitivity?file=slow.yaml");
    await page.getByRole("button", { name: "Full analysis" }).click();
    const said = page.getByText(/\d+ of at most \d+ solves/);
    await said.waitFor();
    const first = await said.textContent();
    await page.getByRole("link", { name: "Play" }).click();
    await page.getByRole("button", { name: "Start" }).waitFor();
    await page.getByRole("link", { name: "Sensitivity" }).click();
    await expect.poll(() => said.textContent(), { timeout: 60_000 }).not.toBe(first);
    await page.getByRole("button", { name: "Stop" }).last().click();
    await page.waitForSelector("progress", { state: "detached" });
    expect(await page.getByRole("heading", { name: "One at a time" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "First look" }).isEnabled()).toBe(true);
    await page.goto(`${desk.address}#sensitivity?file=rivalry.yaml`);
    await page.getByText(/numbers could be otherwise/).waitFor();
    await page.getByRole("button", { name: "Full analysis" }).click();
    await page.getByRole("heading", { name: "What would be worth knowing" }).waitFor();
    const file = join(desk.folder, "rivalry.yaml");
    const told = execFileSync(process.execPath, [command, "sensitivity", file, "--json"], { encoding: "utf8" });
    const { solves }: { solves: number } = JSON.parse(told);
    expect(await page.getByText(`${solves} solves, seed 1.`).count()).toBe(1);
    expect(desk.complaints).toEqual([]);
  });
});
