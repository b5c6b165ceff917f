import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reportData } from "../../src/analysis/report-data.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { readText } from "../crisis/read-text.ts";

const root = join(import.meta.dirname, "../..");

describe.each(["test/fixtures/strait.yaml", "crises/taiwan-1995/crisis.yaml"])("the data of the page: %s", (file) => {
  const { crisis } = readCrisis(file, (name) => readFileSync(join(root, name), "utf8"));

  it("hold what was believed of each hidden fact as of every step", async () => {
    if (!crisis) throw new Error(`${file} has mistakes`);
    const { input } = await reportData(crisis, file);
    expect(input?.hidden.length).toBeGreaterThan(0);
    for (const { course, now } of input?.hidden ?? []) {
      expect(course?.length).toBe((input?.result.asOfStep ?? -1) + 1);
      for (const odds of course ?? []) expect(odds.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      for (const [level, odds] of now.entries()) expect(course?.at(-1)?.[level]).toBeCloseTo(odds, 12);
    }
  });
});

describe("the course of the odds", () => {
  it("ends with the as-of date, also within a step, and with what is known by then", async () => {
    const text = readFileSync(join(root, "test/fixtures/strait.yaml"), "utf8");
    const weeks = text
      .replace(
        "clock: { start: 2031-01, step: month, steps: 6 }",
        "clock: { start: 2031-01-01, step: 2 weeks, steps: 13 }",
      )
      .replace("happened: 2031-02, source", "happened: 2031-01-15..2031-01-20, told: 2031-01-20, source")
      .replace("happened: 2031-01..2031-03", "happened: 2031-01-01..2031-01-28, told: 2031-01-28");
    const odds = async (asOf: string) =>
      (await reportData(readText(weeks), "strait.yaml", { asOf })).input!.oddsOverTime!;
    const [within, end] = [await odds("2031-01-16"), await odds("2031-01-28")];
    expect(within.steps).toEqual(["2031-01-14", "2031-01-16"]);
    expect(end.steps).toEqual(["2031-01-14", "2031-01-28"]);
    expect(within.question!.at(-1)).not.toBeCloseTo(end.question!.at(-1)!, 6);
  });
});
