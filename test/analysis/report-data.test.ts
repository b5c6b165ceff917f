import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reportData } from "../../src/analysis/report-data.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";

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
