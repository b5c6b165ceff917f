import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Evidence } from "../../src/game/evidence.ts";
import type { Game } from "../../src/game/game.ts";
import type { Policy, Solution } from "../../src/game/policy.ts";
import { prepareFilter } from "../../src/inference/filter-ground.ts";
import { filterOdds } from "../../src/inference/filter-odds.ts";
import { LANES } from "../../src/lanes/kernel.ts";
import { LaneGames } from "../../src/lanes/lane-games.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { randomEvidence, randomGame } from "../inference/random-game.ts";
import { buildTinyGame, type TinyChoice, type TinyStage } from "../inference/tiny-game.ts";
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

/** Reports of the move by sources with more than one report, so that many columns live. */
function moveEvidence(seed: number): Evidence {
  const watches = [0, 1, 2].map((from) => ({ from, moves: Int32Array.of(0), holds: new Uint8Array(0) }));
  const reports = Array.from({ length: 12 }, (_, k) => ({
    id: `${k}`,
    chain: [(seed + k) % 3],
    hit: 0.6 + 0.03 * k,
    to: k >> 2,
    toldDay: k,
    toldStep: k >> 2,
    sameAs: k,
    claim: [{ watch: k >> 2, never: k % 2 === 0 }],
  }));
  const sources = [0.3, 0.6, 0.8].map((reliability, k) => ({ name: `source ${k}`, reliability }));
  return { sources, watches, reports };
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

  it("stay in their memory where a step leads beyond the nodes it can reach", () => {
    // State 1 is left in step 0 and met again in step 3, where it leads to many states met there first: it is at hand in
    // step 1, which has the same table, and nothing comes to it there.
    const many = 1500;
    const to = (state: number): TinyChoice => ({ moves: [], cost: [0], outcomes: [{ chance: 1, state }] });
    const outcomes = Array.from({ length: many }, (_, k) => ({ chance: 1 / many, state: 2 + k }));
    const rows = (early: TinyChoice, start: TinyChoice): TinyChoice[][] => [
      [start],
      [early],
      ...Array.from({ length: many }, (_, k) => [to(2 + k)]),
    ];
    const stage: TinyStage = {
      kind: "driver",
      actors: [],
      tables: [rows(to(0), to(0)), rows({ moves: [], cost: [0], outcomes }, to(0)), rows(to(1), to(1))],
      tableOfPhase: [0, 1, 2],
    };
    const mover: TinyStage = {
      kind: "turn",
      actors: [0],
      tables: [Array.from({ length: many + 2 }, (_, state) => [to(state), { ...to(state), moves: [0] }])],
      tableOfPhase: [0, 0, 0],
    };
    const level = (): number[] => Array.from({ length: many + 2 }, () => 0);
    const game = buildTinyGame({
      states: many + 2,
      steps: 5,
      phaseOfStep: [0, 1, 2, 1, 1],
      actors: 1,
      moves: [{ actor: 0, name: "a" }],
      endings: 1,
      stages: [mover, stage],
      residual: [level(), level(), level()],
      residualEnding: 0,
      otherwise: 0,
      payoff: [1, -1, 0.5].map((sign) => level().map((_, k) => [(sign * k) / many])),
      discount: [0.9],
      start: [0.5, 0.5, ...Array(many).fill(0)],
    });
    const games = [1, 2, 3, 4].map((seed) => otherNumbers({ ...game, precision: Float64Array.of(2) }, seed));
    const lanes = new LaneGames();
    lanes.solve(games);
    for (let seed = 0; seed < 3; seed++) {
      const evidence = moveEvidence(seed);
      const request = { asOfStep: 2, asOfDay: 1e9 };
      const ground = prepareFilter(game, evidence, request);
      expect(Math.max(...ground.columns.flatMap(({ widths }) => widths))).toBeGreaterThan(4);
      const found = lanes.filterOdds(ground)!;
      games.forEach((own, k) => {
        expect(found[k]).toEqual(filterOdds(own, solveBackward(own).policy, evidence, request));
      });
    }
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
