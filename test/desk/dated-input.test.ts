import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import { reportData } from "../../src/analysis/report-data.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { datedInput } from "../../web/src/state/dated-input.ts";

describe.each(["test/fixtures/strait.yaml", "crises/taiwan-1995/crisis.yaml"])("an earlier date: %s", (file) => {
  const root = join(import.meta.dirname, "../..");
  const { crisis } = readCrisis(file, (name) => readFileSync(join(root, name), "utf8"));

  it("shows what the history of the last date says of it", async () => {
    if (!crisis) throw new Error(`${file} has mistakes`);
    const base = (await reportData(crisis, file)).input;
    if (!base) throw new Error(`${file} has no answer`);
    expect(base.hidden.length).toBeGreaterThan(0);
    for (let step = 0; step < base.result.asOfStep; step++) {
      const asOf = base.result.stepEnds[step] ?? "";
      const { result } = await forecast(crisis, { asOf });
      const alone = (await reportData(crisis, file, { asOf })).input;
      if (!result || !alone) throw new Error(`no answer as of ${asOf}`);
      const dated = datedInput(base, result);
      expect(dated.result.question?.probability).toBeCloseTo(base.oddsOverTime?.question?.[step] ?? Number.NaN, 10);
      expect(dated.result.asOf).toBe(dated.oddsOverTime?.steps.at(-1));
      expect(dated.oddsOverTime?.steps).toEqual(alone.oddsOverTime?.steps);
      expect(dated.oddsOverTime?.question?.at(-1)).toBeCloseTo(alone.oddsOverTime?.question?.at(-1) ?? Number.NaN, 10);
      expect(dated.sources).toEqual(alone.sources);
      for (const [h, { course, now }] of dated.hidden.entries()) {
        expect(now).toEqual(alone.hidden[h]?.now);
        for (const [level, odds] of now.entries()) expect(course?.at(-1)?.[level]).toBeCloseTo(odds, 10);
      }
    }
  });
});
