import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Evidence } from "../../src/game/evidence.ts";
import type { Game } from "../../src/game/game.ts";
import { prepareFilter } from "../../src/inference/filter-ground.ts";
import { filterPart } from "../../src/inference/filter-part.ts";
import type { FilterRequest } from "../../src/inference/filter-request.ts";
import { oddsOverTime } from "../../src/inference/odds-over-time.ts";
import { beliefByEnumeration } from "./brute-force.ts";
import { randomEvidence, randomGame, randomPolicy } from "./random-game.ts";

const SEED = 20260118;

function weighsWithin(game: Game, evidence: Evidence, request: FilterRequest): boolean {
  return prepareFilter(game, evidence, request).plan.legs.length > request.asOfStep + 1;
}

describe("oddsOverTime", () => {
  it("equals the sum over all histories, as of every step", () => {
    let within = 0;
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, as) => {
        const game = randomGame(seed, 2000);
        const policy = randomPolicy(game, seed + 1);
        const asOfStep = game.steps - 1;
        const asOfDay = asOfStep * 10 + (as % 10);
        const question = { ending: as % 4, byStep: (as >> 3) % game.steps };
        // For half of them, reports that are weighed within a step, where some are found.
        const evidence = Array.from({ length: as % 2 === 0 ? 40 : 0 }, (_, k) =>
          randomEvidence(game, seed + 2 + k, true),
        )
          .concat(randomEvidence(game, seed + 2))
          .find((one, k, all) => k === all.length - 1 || weighsWithin(game, one, { asOfStep, asOfDay }))!;
        if (weighsWithin(game, evidence, { asOfStep, asOfDay })) within++;
        const odds = oddsOverTime(game, policy, evidence, { asOfStep, asOfDay, question });
        for (let step = 0; step <= asOfStep; step++) {
          const told = (report: { toldStep: number; toldDay: number }): boolean =>
            report.toldStep <= step && report.toldDay <= asOfDay;
          const belief = beliefByEnumeration(game, policy, evidence, { asOfStep: step, asOfDay, question }, told);
          const close = (actual: number, expected: number, what: string): void => {
            const error = Math.abs(actual - expected);
            expect(error, `${what} as of ${step}`).toBeLessThanOrEqual(1e-12 * Math.max(belief.mass, 1e-300));
          };
          close(odds.mass[step]!, belief.mass, "mass");
          expect(Math.abs(odds.survival[step]! - belief.survival)).toBeLessThan(1e-13);
          close(odds.question[step]!, belief.question, "question");
          game.endings.forEach((ending, e) => {
            const all = belief.endings.subarray(e * game.steps, (e + 1) * game.steps).reduce((sum, mass) => sum + mass);
            close(odds.endings[step * game.endings.length + e]!, all, ending);
          });
          game.variables.forEach(({ name, levels }, v) => {
            levels.forEach((level, l) => {
              close(odds.levels[v]![step * levels.length + l]!, belief.levelsNow[v]![l]!, `${name} ${level}`);
            });
          });
          evidence.sources.forEach(({ name }, s) => {
            close(odds.reliable[step * evidence.sources.length + s]!, belief.reliable[s]!, name);
          });
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
    expect(within).toBeGreaterThan(20);
  });

  it("ends with the belief itself", () => {
    const game = randomGame(7);
    const policy = randomPolicy(game, 8);
    const evidence = randomEvidence(game, 9);
    const request = { asOfStep: game.steps - 1, asOfDay: 1000, question: { ending: 0, byStep: 3 } };
    const belief = filterPart(game, policy, evidence, request);
    const odds = oddsOverTime(game, policy, evidence, request);
    expect(odds.mass.at(-1)).toBeCloseTo(belief.mass, 14);
    expect(odds.question.at(-1)).toBeCloseTo(belief.question, 14);
  });
});
