import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StageGame } from "../../src/numeric/stage-game.ts";
import { LogitBranchTracer, traceLogitBranch } from "../../src/numeric/trace-logit-branch.ts";
import { HAS_REFERENCE, readLogitPoints, readNfg, referenceGames } from "./read-nfg.ts";

const even = (players: number, lambda: number): Float64Array => new Float64Array(players).fill(lambda);

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = 0;
  for (let k = 0; k < b.length; k++) worst = Math.max(worst, Math.abs(a[k]! - b[k]!));
  return worst;
}

/** Everybody gets 1 for being the only one at a strategy: symmetric under any exchange of players or strategies. */
function beAlone(bonus: number): StageGame {
  const payoff: number[] = [];
  for (let profile = 0; profile < 8; profile++) {
    const chosen = [profile >> 2, (profile >> 1) & 1, profile & 1];
    for (const own of chosen) payoff.push(chosen.filter((other) => other === own).length === 1 ? 1 : 0);
  }
  payoff[0]! += bonus;
  return { players: 3, counts: Int32Array.of(2, 2, 2), payoff: Float64Array.from(payoff) };
}

function chicken(bonus: number): StageGame {
  return { players: 2, counts: Int32Array.of(2, 2), payoff: Float64Array.of(3 + bonus, 3, 1, 4, 4, 1, 0, 0) };
}

const games: fc.Arbitrary<StageGame> = fc
  .tuple(
    fc.constantFrom<number[]>([2, 2], [2, 3], [3, 3], [4, 4], [2, 2, 2], [3, 2, 3], [2, 2, 2, 2], [5, 1, 4]),
    fc.constantFrom(0.2, 1, 4, 20, 200),
  )
  .chain(([counts, scale]) => {
    const length = counts.reduce((a, b) => a * b, counts.length);
    return fc.array(fc.double({ min: 0, max: scale, noNaN: true }), { minLength: length, maxLength: length }).map(
      (payoff): StageGame => ({
        players: counts.length,
        counts: Int32Array.from(counts),
        payoff: Float64Array.from(payoff),
      }),
    );
  });

describe.skipIf(!HAS_REFERENCE)("the reference games (skipped where the reference data is absent)", () => {
  for (const name of HAS_REFERENCE ? referenceGames() : []) {
    it(`${name}: the branch at every λ given`, () => {
      const game = readNfg(name);
      const points = readLogitPoints(name);
      expect(points.length).toBeGreaterThanOrEqual(6);
      for (const point of points) {
        for (const shortcut of [true, false]) {
          const result = traceLogitBranch(game, even(game.players, point.lambda), { shortcut });
          expect(result.converged).toBe(true);
          expect(result.residual).toBeLessThan(1e-13);
          expect(distance(result.probabilities, point.profile), `λ = ${point.lambda}`).toBeLessThan(1e-8);
        }
      }
    });
  }
});

describe("forks", () => {
  it("a symmetric fork is located, and the symmetric branch kept", () => {
    const result = traceLogitBranch(chicken(0), even(2, 5));
    expect(distance(result.probabilities, [0.5, 0.5, 0.5, 0.5])).toBe(0);
    expect(result.forks).toHaveLength(1);
    expect(result.forks[0]).toBeCloseTo(0.4, 6); // λ = 2 by hand
  });

  it("s = 1 right on the fork is met and said", () => {
    const result = traceLogitBranch(chicken(0), even(2, 2));
    expect(result).toMatchObject({ converged: true, forks: [1] });
  });

  it("two branches crossing at once are seen too", () => {
    const result = traceLogitBranch(beAlone(0), even(3, 12));
    expect(result.forks).toHaveLength(1);
    expect(result.forks[0]).toBeCloseTo(1 / 3, 6); // λ = 4 by hand
    expect(distance(result.probabilities, new Float64Array(6).fill(0.5))).toBe(0);
  });

  it.each([1e-3, 1e-6, 1e-9, 1e-12])("with the symmetry broken by %d no step jumps across the gap", (bonus) => {
    const up = traceLogitBranch(chicken(bonus), even(2, 5));
    const down = traceLogitBranch(chicken(-bonus), even(2, 5));
    expect(up.forks).toEqual([]);
    expect(up.probabilities[0]).toBeCloseTo(0.992811935817, 4);
    expect(down.probabilities[0]).toBeCloseTo(0.007188064182, 4);
  });

  it.each([1e-3, 1e-6])("nor where two branches cross at once, broken by %d", (bonus) => {
    const three = traceLogitBranch(beAlone(bonus), even(3, 12));
    expect(three.probabilities[0]).toBeGreaterThan(0.99);
    // The second and the third player still are alike.
    expect(distance(three.probabilities.subarray(2, 4), three.probabilities.subarray(4, 6))).toBeLessThan(1e-10);
  });
});

describe("any game", () => {
  it("the shortcut gives what the trace gives", () => {
    const tracer = new LogitBranchTracer();
    let shortcuts = 0;
    fc.assert(
      fc.property(games, (game) => {
        const precision = even(game.players, 1);
        const quick = tracer.trace(game, precision);
        const traced = traceLogitBranch(game, precision, { shortcut: false });
        if (quick.reason === "unique") shortcuts++;
        expect(quick.converged && traced.converged).toBe(true);
        expect(distance(quick.probabilities, traced.probabilities)).toBeLessThan(1e-10);
      }),
      { seed: 11, numRuns: 300 },
    );
    expect(shortcuts).toBeGreaterThan(50);
  });

  it("scaling payoffs up and λ down changes nothing; adding to a player's payoffs neither", () => {
    fc.assert(
      fc.property(games, fc.double({ min: -50, max: 50, noNaN: true }), (game, shift) => {
        const moved = {
          ...game,
          payoff: game.payoff.map((value, k) => 2 * value + (k % game.players === 0 ? shift : 0)),
        };
        const before = traceLogitBranch(game, even(game.players, 1));
        const after = traceLogitBranch(moved, even(game.players, 0.5));
        expect(distance(before.probabilities, after.probabilities)).toBeLessThan(1e-10);
      }),
      { seed: 12, numRuns: 100 },
    );
  });

  it("λ = 0 is an even mixture, and a lone player's response is closed form", () => {
    const flat = traceLogitBranch(chicken(0.3), even(2, 0));
    expect(Array.from(flat.probabilities)).toEqual([0.5, 0.5, 0.5, 0.5]);
    const alone = { players: 1, counts: Int32Array.of(2), payoff: Float64Array.of(0, 1) };
    const result = traceLogitBranch(alone, even(1, 2));
    expect(result.probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(-2)), 14);
  });

  it("stopping early is said", () => {
    const result = traceLogitBranch(chicken(0.01), even(2, 50), { maxSteps: 3 });
    expect(result).toMatchObject({ converged: false, reason: "too-many-steps" });
  });
});
