import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Game } from "../../src/game/game.ts";
import type { Policy, Solution } from "../../src/game/policy.ts";
import { prepareFilter } from "../../src/inference/filter-ground.ts";
import { filterOdds } from "../../src/inference/filter-odds.ts";
import { LANES } from "../../src/lanes/kernel.ts";
import { LaneGames } from "../../src/lanes/lane-games.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { randomEvidence, randomGame } from "../inference/random-game.ts";
import { otherNumbers } from "./other-numbers.ts";

const SEED = 20261130;

/** Only what can be solved at once: nobody moves at the same time as another. */
function oneByOne({ stages }: Game): boolean {
  return stages.every(({ kind }) => kind !== "together");
}

/** Games of one structure, one of them with an actor that acts by chance and has no values of its own. */
function alike(seed: number, count: number, drivers = 0): readonly Game[] {
  const found = randomGame(seed, 3000, oneByOne, drivers);
  const byChance = found.stages.some(({ kind, actors }) => kind === "turn" && actors[0] === 2);
  const game = { ...found, precision: Float64Array.of(1, 1, byChance ? 1 : Number.NaN) };
  return Array.from({ length: count }, (_, k) => otherNumbers(game, seed + 17 * k));
}

function rowsOf({ steps, stages }: Game, policy: Policy): number[][] {
  return Array.from({ length: steps }, (_, step) => stages.map((_, p) => [...policy.at(step, p)])).flat();
}

/** Every digit of two solutions. */
function expectSame(game: Game, own: Solution, alone: Solution): void {
  expect(rowsOf(game, own.policy)).toEqual(rowsOf(game, alone.policy));
  expect([...own.value]).toEqual([...alone.value]);
  expect(own.record).toEqual(alone.record);
}

describe("games of one structure solved at once", () => {
  it("have the digits each has alone, for one to four of them, whatever came before", () => {
    const lanes = new LaneGames();
    let choices = 0;
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: LANES }), (seed, count) => {
        const games = alike(seed, count);
        expect(lanes.solve(games)).toBe(true);
        expect(() => lanes.solution(count)).toThrow("have not been solved");
        games.forEach((game, k) => {
          const alone = solveBackward(game);
          expectSame(game, lanes.solution(k), alone);
          choices += rowsOf(game, alone.policy).flat().length;
        });
      }),
      { seed: SEED, numRuns: 200 },
    );
    expect(choices).toBeGreaterThan(2000);
  });

  it("have the endings each has alone after reports", () => {
    const lanes = new LaneGames();
    const met = { legs: 0, chains: 0, reports: 0, wide: 0 };
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: LANES }),
        fc.nat({ max: 3 }),
        (seed, as, count, drivers) => {
          const games = alike(seed, count, drivers);
          const [first] = games;
          const evidence = randomEvidence(first!, seed + 2, as % 3 === 0);
          const asOfStep = as % first!.steps;
          const request = { asOfStep, asOfDay: asOfStep * 10 + 9 };
          const ground = prepareFilter(first!, evidence, request);
          lanes.solve(games);
          const found = lanes.filterOdds(ground)!;
          games.forEach((game, k) => {
            const { policy } = solveBackward(game);
            expect(found[k]).toEqual(filterOdds(game, policy, evidence, request));
          });
          if (ground.plan.legs.length > asOfStep + 1) met.legs++;
          if (ground.columns.some(({ widths }) => widths.some((width) => width > 2))) met.wide++;
          if (ground.plan.reports.length > 0) met.reports++;
          if (first!.stages.some((_, p) => ground.shapes.chainFrom(first!, asOfStep, p) !== null)) met.chains++;
        },
      ),
      { seed: SEED, numRuns: 1000 },
    );
    expect(
      Object.values(met).every((times) => times > 40),
      JSON.stringify(met),
    ).toBe(true);
  });

  it("come back to a structure, and go on with another ground", () => {
    const lanes = new LaneGames();
    const [one, other] = [alike(11, 3, 2), alike(29, 4, 1)];
    for (const games of [one, other, one, one, other]) {
      lanes.solve(games);
      for (const asOfStep of [0, games[0]!.steps - 1]) {
        const request = { asOfStep, asOfDay: 1e9 };
        const evidence = randomEvidence(games[0]!, asOfStep);
        const found = lanes.filterOdds(prepareFilter(games[0]!, evidence, request))!;
        games.forEach((game, k) => {
          const alone = solveBackward(game);
          expectSame(game, lanes.solution(k), alone);
          expect(found[k]).toEqual(filterOdds(game, alone.policy, evidence, request));
        });
      }
    }
  });

  it("leave to others what they cannot do", () => {
    const lanes = new LaneGames();
    const game = randomGame(5, 3000, (own) => oneByOne(own) && own.stages.some(({ kind }) => kind === "turn"));
    const precision = game.precision.map(() => Number.POSITIVE_INFINITY);
    expect(lanes.solve([game])).toBe(true);
    const together = randomGame(1, 3000, (own) => !oneByOne(own));
    expect(lanes.solve([{ ...game, shocks: "counted" }])).toBe(false);
    expect(lanes.solve([game, { ...game, precision }])).toBe(false);
    expect(lanes.solve([{ ...game, discount: game.discount.map(() => 0) }])).toBe(false);
    expect(lanes.solve([{ ...game, steps: Number.POSITIVE_INFINITY }])).toBe(false);
    expect(lanes.solve([together])).toBe(false);
  });

  it("refuse games of several structures, too many of them, and a filter before there are any", () => {
    const [one, other] = [alike(11, 1), alike(29, 1)];
    const ground = prepareFilter(other[0]!, randomEvidence(other[0]!, 1), { asOfStep: 0, asOfDay: 0 });
    const lanes = new LaneGames();
    expect(() => lanes.filterOdds(ground)).toThrow("have not been solved");
    expect(() => lanes.solve([...one, ...other])).toThrow("2 games are solved at once; it takes up to 4");
    expect(() => lanes.solve(Array.from({ length: LANES + 1 }, () => one[0]!))).toThrow("5 games");
    lanes.solve(one);
    expect(() => lanes.filterOdds(ground)).toThrow("others since");
  });
});
