import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Game } from "../../src/game/game.ts";
import type { StageGame } from "../../src/numeric/stage-game.ts";
import { traceLogitBranch } from "../../src/numeric/trace-logit-branch.ts";
import { memberMix } from "../../src/solvers/endless-sweep.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { buildMarkovGame, type MarkovSpec } from "./build-markov-game.ts";

const PRISONERS = [
  [-1, -1],
  [-10, 0],
  [0, -10],
  [-5, -5],
];

/** One state, one step: the bare stage game. */
function once(counts: number[], payoff: readonly (readonly number[])[], spec: Partial<MarkovSpec> = {}): Game {
  const index = (profile: readonly number[]): number => profile.reduce((sum, a, i) => sum * counts[i]! + a, 0);
  return buildMarkovGame({
    counts: [counts],
    payoff: (_, profile) => payoff[index(profile)]!,
    next: () => [1],
    precision: counts.map(() => 1),
    discount: counts.map(() => 1),
    steps: 1,
    ...spec,
  });
}

function mixes(game: Game): number[][] {
  const { policy } = solveBackward(game);
  const table = game.stages[0]!.tables[0]!;
  return game.actors.map((_, m) => Array.from(memberMix(table, game.actors.length, 0, m, policy.at(0, 0))));
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe("a node where several move at the same time", () => {
  it("two with a dominant move: fixed point of the closed form", () => {
    const [first, second] = mixes(once([2, 2], PRISONERS));
    const stay = first![0]!;
    // Defecting gains 1 if the other stays, 5 if not.
    expect(stay).toBeCloseTo(1 / (1 + Math.exp(stay + 5 * (1 - stay))), 12);
    expect(second![0]).toBeCloseTo(stay, 14);
  });

  it("profiles carry the product of the mixes, values are (3), and the record says how", () => {
    const game = once([2, 2], PRISONERS, { cost: (_, actor, option) => (actor === 0 ? 0.3 * option : 0) });
    const { policy, value, record } = solveBackward(game);
    const [first, second] = mixes(game);
    // Defecting gains 1 if the other stays, 5 if not, and costs the first actor 0.3.
    const gain = (stay: number): number => stay + 5 * (1 - stay);
    expect(first![1]).toBeCloseTo(1 / (1 + Math.exp(0.3 - gain(second![0]!))), 12);
    expect(second![1]).toBeCloseTo(1 / (1 + Math.exp(-gain(first![0]!))), 12);
    const joint = Array.from(policy.at(0, 0));
    joint.forEach((p, c) => {
      expect(p).toBeCloseTo(first![c >> 1]! * second![c & 1]!, 14);
    });
    const gross = joint.map((p, c) => p * PRISONERS[c]![0]!);
    expect(value[0]).toBeCloseTo(sum(gross) - 0.3 * first![1]!, 12);
    expect(value[1]).toBeCloseTo(sum(joint.map((p, c) => p * PRISONERS[c]![1]!)), 12);
    expect(record).toMatchObject({ converged: true, forks: 0 });
    expect(record.residual).toBeLessThan(1e-12);
  });

  it("only one has a choice: a single logit response", () => {
    const game = once(
      [1, 3],
      [
        [5, 0],
        [6, 1],
        [7, 2],
      ],
      { precision: [1, 0.7] },
    );
    const weights = [0, 1, 2].map((q) => Math.exp(0.7 * q));
    mixes(game)[1]!.forEach((p, a) => {
      expect(p).toBeCloseTo(weights[a]! / sum(weights), 14);
    });
  });

  it("a member that acts by chance is averaged over", () => {
    const payoff = [
      [2, 0, 9],
      [0, 1, 9],
      [1, 3, 9],
      [4, 0, 9],
      [0, 2, 9],
      [3, 1, 9],
      [5, 0, 9],
      [1, 1, 9],
    ];
    const chance = [0.25, 0.75];
    const game = once([2, 2, 2], payoff, {
      precision: [1.5, 2, Number.NaN],
      given: (_, actor, option) => (actor === 2 ? chance[option]! : Number.NaN),
    });
    const averaged = [0, 2, 4, 6].flatMap((c) =>
      [0, 1].map((j) => chance[0]! * payoff[c]![j]! + chance[1]! * payoff[c + 1]![j]!),
    );
    const bare: StageGame = { players: 2, counts: Int32Array.of(2, 2), payoff: Float64Array.from(averaged) };
    const direct = traceLogitBranch(bare, Float64Array.of(1.5, 2));
    const [first, second, third] = mixes(game);
    [...first!, ...second!].forEach((p, k) => {
      expect(p).toBeCloseTo(direct.probabilities[k]!, 12);
    });
    expect(third![0]).toBeCloseTo(0.25, 14);
  });

  it("with shocks counted a member's value is the logarithm of the sum", () => {
    const game = once([2, 2], PRISONERS, { shocks: "counted", precision: [0.5, 2] });
    const [first, second] = mixes(game);
    const { value } = solveBackward(game);
    const q = [0, 1].map((a) => sum(second!.map((p, b) => p * PRISONERS[2 * a + b]![0]!)));
    expect(value[0]).toBeCloseTo(Math.log(sum(q.map((v) => Math.exp(0.5 * v)))) / 0.5, 12);
    const r = [0, 1].map((b) => sum(first!.map((p, a) => p * PRISONERS[2 * a + b]![1]!)));
    expect(value[1]).toBeCloseTo(Math.log(sum(r.map((v) => Math.exp(2 * v)))) / 2, 12);
  });

  it("a fork is counted, and the symmetric branch followed", () => {
    const game = once(
      [2, 2],
      [
        [3, 3],
        [1, 4],
        [4, 1],
        [0, 0],
      ],
      { precision: [5, 5] },
    );
    expect(mixes(game)).toEqual([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    expect(solveBackward(game).record.forks).toBe(1);
  });

  it("later steps count through their values", () => {
    // Two steps; the second state is worth 10 to the first actor, and is reached if both take option 1.
    const spec = (steps: number): Game =>
      buildMarkovGame({
        counts: [
          [2, 2],
          [1, 1],
        ],
        payoff: (state) => (state === 1 ? [10, 0] : [0, 0]),
        next: (state, profile) => (state === 1 || sum(profile) === 2 ? [0, 1] : [1, 0]),
        precision: [1, 1],
        discount: [0.5, 0.5],
        steps,
      });
    expect(mixes(spec(1))[0]).toEqual([0.5, 0.5]);
    const [first, second] = mixes(spec(2));
    expect(second).toEqual([0.5, 0.5]);
    expect(first![1]).toBeCloseTo(1 / (1 + Math.exp(-0.5 * 10 * 0.5)), 12);
  });
});

describe("any stage", () => {
  const stages = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 }))
    .chain((counts) => {
      const profiles = counts.reduce((a, b) => a * b, 1);
      const cell = fc.tuple(...counts.map(() => fc.double({ min: -4, max: 4, noNaN: true })));
      return fc.tuple(fc.constant(counts), fc.array(cell, { minLength: profiles, maxLength: profiles }));
    });

  it("probabilities sum to 1 and do not depend on the order of the members", () => {
    fc.assert(
      fc.property(stages, ([counts, payoff]) => {
        const game = once([...counts], payoff);
        const forward = mixes(game);
        for (const mix of forward) expect(sum(mix)).toBeCloseTo(1, 12);
        const turned = [...counts].reverse();
        const back: number[][] = [];
        for (let c = 0; c < turned[2]!; c++)
          for (let b = 0; b < turned[1]!; b++)
            for (let a = 0; a < turned[0]!; a++)
              back[(a * turned[1]! + b) * turned[2]! + c] = [...payoff[(c * counts[1] + b) * counts[2] + a]!].reverse();
        const reversed = mixes(once(turned, back)).reverse();
        forward.forEach((mix, m) => {
          mix.forEach((p, a) => {
            expect(reversed[m]![a]).toBeCloseTo(p, 9);
          });
        });
      }),
      { seed: 21, numRuns: 60 },
    );
  });
});
