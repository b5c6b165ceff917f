/** Equilibria by the sequence form meet the conditions themselves, and are among those of the strategic form. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addFractions, type Fraction, fraction, fractionValue, ZERO } from "../../src/numeric/fraction.ts";
import { randomStream } from "../../src/numeric/random.ts";
import { extremeEquilibria } from "../../src/solvers/classic/extreme-equilibria.ts";
import { profileWorth } from "../../src/solvers/classic/profile-worth.ts";
import { sequenceEquilibrium } from "../../src/solvers/classic/sequence-equilibrium.ts";
import { isZeroSum, solveZeroSum } from "../../src/solvers/classic/zero-sum.ts";
import { behaviourValues } from "../../src/tree/behaviour.ts";
import { CHANCE, type GameTree, TERMINAL } from "../../src/tree/game-tree.ts";
import { tableAsTree } from "../../src/tree/table-as-tree.ts";
import { randomTree } from "./random-tree.ts";

const seeds = fc.integer({ min: 0, max: 1_000_000 });

/** The tree with small whole payoffs, known exactly: ties abound. */
function exactly(tree: GameTree, seed: number, zeroSum = false): GameTree {
  const random = randomStream(seed, 5);
  const payoff: Fraction[] = Array.from(tree.payoff, () => ZERO);
  const chance: Fraction[] = Array.from(tree.chance, () => ZERO);
  tree.infoset.forEach((h, n) => {
    if (h === TERMINAL) {
      const own = BigInt(Math.floor(random.next() * 6) - 2);
      payoff[2 * n] = fraction(own);
      payoff[2 * n + 1] = fraction(zeroSum ? 1n - own : BigInt(Math.floor(random.next() * 6) - 2));
    }
    if (h !== CHANCE) return;
    const from = tree.childStart[n]!;
    const to = tree.childStart[n + 1]!;
    for (let c = from; c < to; c++) chance[c] = fraction(1n, BigInt(to - from));
  });
  return {
    ...tree,
    payoff: Float64Array.from(payoff, fractionValue),
    chance: Float64Array.from(chance, fractionValue),
    exact: { payoff, chance },
  };
}

const sum = (shares: readonly (Fraction | undefined)[]): Fraction =>
  shares.reduce<Fraction>((total, share) => addFractions(total, share ?? ZERO), ZERO);

describe("the sequence form", () => {
  it("ends in an equilibrium of random trees, most of them degenerate", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const tree = exactly(randomTree(randomStream(seed), 2, 2 + (seed % 3)), seed);
        const found = sequenceEquilibrium(tree, tree.exact!)!;
        tree.infosets.forEach((_, h) => {
          const own = found.slice(tree.first[h]!, tree.first[h + 1]!);
          expect(own.every((share) => share === undefined) || fractionValue(sum(own)) === 1).toBe(true);
        });
        expect(Math.max(...profileWorth(tree, behaviourValues(found)).gains)).toBeLessThan(1e-12);
      }),
      { seed: 1996, numRuns: 120 },
    );
  });

  it("gives tables equilibria that are extreme ones or mixtures of them: without regret", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (seed, rows, columns) => {
        const random = randomStream(seed);
        const exact = Array.from({ length: 2 * rows * columns }, () => fraction(BigInt(Math.floor(random.next() * 7))));
        const game = {
          title: "",
          names: ["A", "B"],
          strategies: [rows, columns].map((count) => Array.from({ length: count }, (_, a) => String(a))),
          players: 2,
          counts: Int32Array.of(rows, columns),
          payoff: Float64Array.from(exact, fractionValue),
          exact,
        };
        const tree = tableAsTree(game);
        const found = behaviourValues(sequenceEquilibrium(tree, tree.exact!)!);
        const { gains, payoffs } = profileWorth(tree, found);
        expect(Math.max(...gains)).toBeLessThan(1e-12);
        const { equilibria } = extremeEquilibria(game);
        if (equilibria.length > 1) return;
        // There is one alone, so it is this one.
        const only = Float64Array.from(equilibria[0]!.mixtures.flat(), fractionValue);
        only.forEach((share, k) => {
          expect(found[k]).toBeCloseTo(share, 12);
        });
        expect(payoffs[0]).toBeCloseTo(profileWorth(tree, only).payoffs[0]!, 12);
      }),
      { seed: 1964, numRuns: 120 },
    );
  });

  it("gives zero-sum trees their value", () => {
    for (let seed = 0; seed < 40; seed++) {
      const tree = exactly(randomTree(randomStream(seed), 2, 3), seed, true);
      expect(isZeroSum(tree)).toBe(true);
      const profile = behaviourValues(sequenceEquilibrium(tree, tree.exact!)!);
      const { payoffs, gains } = profileWorth(tree, profile);
      expect(Math.max(...gains)).toBeLessThan(1e-12);
      expect(payoffs[0]).toBeCloseTo(fractionValue(solveZeroSum(tree)!.value), 12);
    }
  });
});
