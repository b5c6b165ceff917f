/**
 * Do ranges hold the truth as often as they say? Simulated crises whose truth
 * is drawn from the prior: `npm run bench -- calibration [RUNS] [DRAWS]`, 1000
 * and 128 by default; some minutes. No speed is measured here. The 80 % range
 * is to cover 80 ± 4 %, and ranks are to be uniform (χ² over ten bins).
 */
import { type CalibrationRun, calibrationRun, quantities } from "../test/analysis/simulated-crisis.ts";
import { recordResult } from "./record-result.ts";

const RUNS = Number(process.argv[2] ?? 1000);
const DRAWS = Number(process.argv[3] ?? 128);
const BINS = 10;

const runs: CalibrationRun[] = [];
for (let seed = 1; seed <= RUNS; seed++) {
  runs.push(await calibrationRun(seed, DRAWS));
  if (seed % 100 === 0) console.error(`${seed} of ${RUNS}`);
}
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
recordResult("calibration", {
  about: "share of simulated truths within the 80 % range, and how evenly they rank among the weighted draws",
  runs: RUNS,
  draws: DRAWS,
  meanEffectiveSampleSize: rounded(runs.reduce((sum, run) => sum + run.effectiveSampleSize, 0) / RUNS),
  chiSquareAboveWhichOneInAHundred: 21.7,
  quantities: Object.fromEntries(
    quantities.map((name, q) => {
      const bins = new Array<number>(BINS).fill(0);
      for (const { ranks } of runs) bins[Math.min(BINS - 1, Math.floor(ranks[q]! * BINS))]! += 1;
      const expected = RUNS / BINS;
      return [
        name,
        {
          covered: rounded(runs.filter(({ covered }) => covered[q]).length / RUNS),
          chiSquare: rounded(bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)),
          ranks: bins,
        },
      ];
    }),
  ),
});
