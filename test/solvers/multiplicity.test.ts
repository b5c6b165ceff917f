import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StageGame } from "../../src/numeric/stage-game.ts";
import { traceLogitBranch } from "../../src/numeric/trace-logit-branch.ts";
import { findStageEquilibria } from "../../src/solvers/multiplicity.ts";

const chicken: StageGame = { players: 2, counts: Int32Array.of(2, 2), payoff: Float64Array.of(3, 3, 1, 4, 4, 1, 0, 0) };
const even = (players: number, lambda: number): Float64Array => new Float64Array(players).fill(lambda);

/** Both get 1 for meeting at the same place. */
function meet(strategies: number): StageGame {
  const payoff: number[] = [];
  for (let a = 0; a < strategies; a++) {
    for (let b = 0; b < strategies; b++) payoff.push(...(a === b ? [1, 1] : [0, 0]));
  }
  return { players: 2, counts: Int32Array.of(strategies, strategies), payoff: Float64Array.from(payoff) };
}

describe("other equilibria of a stage", () => {
  it("chicken: one below λ = 2, three above, the symmetric one first", () => {
    expect(findStageEquilibria(chicken, even(2, 1.9), 1).equilibria).toHaveLength(1);
    const { equilibria, indicesAddUp } = findStageEquilibria(chicken, even(2, 5), 1);
    expect(equilibria.map(({ isPrincipal, index }) => [isPrincipal, index])).toEqual([
      [true, -1],
      [false, 1],
      [false, 1],
    ]);
    expect(indicesAddUp).toBe(true);
    const [middle, first, second] = equilibria;
    expect(Array.from(middle!.probabilities)).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(first!.probabilities[0]).toBeCloseTo(0.992811935817, 10);
    expect(second!.probabilities[0]).toBeCloseTo(0.007188064183, 10);
    for (const { residual } of equilibria) expect(residual).toBeLessThan(1e-13);
  });

  it("meeting at one of three places: all seven at a high λ", () => {
    const { equilibria, indicesAddUp } = findStageEquilibria(meet(3), even(2, 12), 1);
    expect(equilibria).toHaveLength(7);
    expect(indicesAddUp).toBe(true);
  });

  it("the same seed, the same answer", () => {
    const run = () => findStageEquilibria(meet(3), even(2, 12), 9);
    expect(run()).toEqual(run());
  });

  it("on drawn games the principal one comes first, and the indices add up", () => {
    const payoffs = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 24, maxLength: 24 });
    let several = 0;
    fc.assert(
      fc.property(payoffs, (payoff) => {
        const game = { players: 3, counts: Int32Array.of(2, 2, 2), payoff: Float64Array.from(payoff) };
        const { equilibria, indicesAddUp } = findStageEquilibria(game, even(3, 3), 4);
        const traced = traceLogitBranch(game, even(3, 3));
        expect(Array.from(equilibria[0]!.probabilities)).toEqual(Array.from(traced.probabilities));
        expect(indicesAddUp).toBe(true);
        if (equilibria.length > 1) several++;
      }),
      { seed: 31, numRuns: 40 },
    );
    expect(several).toBeGreaterThan(5);
  });
});
