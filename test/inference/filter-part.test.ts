import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PartBelief } from "../../src/inference/belief.ts";
import { prepareFilter } from "../../src/inference/filter-ground.ts";
import { filterOdds } from "../../src/inference/filter-odds.ts";
import { filterPart } from "../../src/inference/filter-part.ts";
import { Flows } from "../../src/inference/flows.ts";
import { beliefByEnumeration } from "./brute-force.ts";
import { randomEvidence, randomGame, randomPolicy } from "./random-game.ts";

const SEED = 20260117;

/** Equal to 1e-12 of the largest of them. */
function expectClose(actual: Float64Array, expected: Float64Array, what: string): void {
  const tolerance = 1e-12 * Math.max(...expected, Number.MIN_VALUE);
  expect(actual.length, what).toBe(expected.length);
  expected.forEach((value, k) => {
    expect(Math.abs(actual[k]! - value), `${what}[${k}]: ${actual[k]} for ${value}`).toBeLessThanOrEqual(tolerance);
  });
}

function expectSame(actual: PartBelief, expected: Omit<PartBelief, "cells">): void {
  const numbers = (belief: Omit<PartBelief, "cells">): Float64Array =>
    Float64Array.of(belief.mass, belief.survival, belief.question);
  expect([...actual.counted]).toEqual([...expected.counted]);
  expectClose(numbers(actual), numbers(expected), "mass, survival, question");
  for (const key of ["prefix", "alive", "aliveAtEnd", "endings", "reliable"] as const)
    expectClose(actual[key], expected[key], key);
  expectClose(actual.without.mass, expected.without.mass, "without.mass");
  expectClose(actual.without.question, expected.without.question, "without.question");
  for (const key of ["nextMoves", "levels", "levelsNow"] as const) {
    expected[key].forEach((row, k) => {
      expectClose(actual[key][k]!, row, `${key}[${k}]`);
    });
  }
}

describe("filterPart", () => {
  it("equals the sum over all histories", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, as) => {
        const game = randomGame(seed);
        const policy = randomPolicy(game, seed + 1);
        const evidence = randomEvidence(game, seed + 2);
        const asOfStep = as % game.steps;
        const request = {
          asOfStep,
          asOfDay: asOfStep * 10 + 5 + (as % 5),
          question: { ending: as % 4, byStep: (as >> 3) % game.steps },
        };
        const belief = filterPart(game, policy, evidence, request);
        expectSame(belief, beliefByEnumeration(game, policy, evidence, request));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("equals it where reports of moves are weighed within a step", () => {
    let within = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const game = randomGame(seed, 6000, ({ steps, stages }) => steps > 1 && stages.length > 1);
        const policy = randomPolicy(game, seed + 1);
        const asOfStep = game.steps - 1;
        const request = {
          asOfStep,
          asOfDay: asOfStep * 10 + 9,
          question: { ending: seed % 4, byStep: asOfStep },
        };
        const evidence = Array.from({ length: 40 }, (_, k) => randomEvidence(game, seed + 2 + k, true)).find(
          (one) => prepareFilter(game, one, request).plan.legs.length > game.steps,
        );
        if (evidence === undefined) return;
        within++;
        const belief = filterPart(game, policy, evidence, request);
        expectSame(belief, beliefByEnumeration(game, policy, evidence, request));
      }),
      { seed: SEED, numRuns: 150 },
    );
    expect(within).toBeGreaterThan(50);
  });

  it("equals it where several drivers are passed at once", () => {
    let passed = 0;
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, as) => {
        const game = randomGame(seed, 6000, ({ steps }) => steps > 1, 2 + (seed % 2));
        const policy = randomPolicy(game, seed + 1);
        const evidence = randomEvidence(game, seed + 2, seed % 3 === 0);
        const asOfStep = as % game.steps;
        if (new Flows(game, policy).landing(asOfStep, game.stages.length - 2) === game.stages.length) passed++;
        const question = { ending: as % 2, byStep: game.steps - 1 };
        const request = { asOfStep, asOfDay: asOfStep * 10 + 9, question };
        const belief = filterPart(game, policy, evidence, request);
        expectSame(belief, beliefByEnumeration(game, policy, evidence, request));
      }),
      { seed: SEED, numRuns: 150 },
    );
    expect(passed).toBeGreaterThan(100);
  });

  it("gives baselines the same odds by its forward half", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, as) => {
        const game = randomGame(seed, 500);
        const policy = randomPolicy(game, seed + 1);
        const evidence = randomEvidence(game, seed + 2);
        const request = { asOfStep: as % game.steps, asOfDay: (as % game.steps) * 10 + 7 };
        const odds = filterOdds(game, policy, evidence, request);
        const belief = filterPart(game, policy, evidence, request);
        expectClose(Float64Array.of(odds.mass), Float64Array.of(belief.mass), "mass");
        expectClose(odds.endings, belief.endings, "endings");
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});
