/** Random games meet the equilibrium conditions themselves; the equations' derivatives are right. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BranchTracer } from "../../src/numeric/branch-tracer.ts";
import { fraction, fractionValue } from "../../src/numeric/fraction.ts";
import { randomStream } from "../../src/numeric/random.ts";
import { extremeEquilibria } from "../../src/solvers/classic/extreme-equilibria.ts";
import { lemkeHowson } from "../../src/solvers/classic/lemke-howson.ts";
import { profileWorth } from "../../src/solvers/classic/profile-worth.ts";
import { solveRecursively } from "../../src/solvers/classic/solve-recursively.ts";
import { strategicWorth } from "../../src/solvers/classic/strategic-worth.ts";
import { enumerateSupports } from "../../src/solvers/classic/support-enumeration.ts";
import { TreeLogitSystem } from "../../src/solvers/classic/tree-logit-system.ts";
import { isZeroSum, solveZeroSum } from "../../src/solvers/classic/zero-sum.ts";
import { type GameTree, hasPerfectInformation, membersOf, recallOf, TERMINAL } from "../../src/tree/game-tree.ts";
import { reducedForm } from "../../src/tree/reduced-form.ts";
import { rangesOfGame, type StrategicGame } from "../../src/tree/strategic-game.ts";
import { tableAsTree } from "../../src/tree/table-as-tree.ts";
import { randomTree } from "./random-tree.ts";

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const runs = { seed: 404, numRuns: 40 };

/** Conditional values of all actions by plain recursion over the tree: another way than the solver's. */
function plainUtilities(tree: GameTree, profile: Float64Array): Float64Array {
  const players = tree.players.length;
  const weight = (n: number, a: number): number => {
    const h = tree.infoset[n]!;
    return h >= 0 ? profile[tree.first[h]! + a]! : tree.chance[tree.childStart[n]! + a]!;
  };
  const worth = (n: number, i: number): number => {
    if (tree.infoset[n] === TERMINAL) return tree.payoff[n * players + i]!;
    let sum = 0;
    for (let c = tree.childStart[n]!; c < tree.childStart[n + 1]!; c++) {
      sum += weight(n, c - tree.childStart[n]!) * worth(tree.child[c]!, i);
    }
    return sum;
  };
  const reach = (n: number): number =>
    tree.parent[n]! < 0 ? 1 : reach(tree.parent[n]!) * weight(tree.parent[n]!, tree.action[n]!);
  const utility = new Float64Array(profile.length);
  const { start, node } = membersOf(tree);
  tree.infosets.forEach(({ player, actions }, h) => {
    const members = [...node.subarray(start[h]!, start[h + 1]!)];
    const total = members.reduce((sum, n) => sum + reach(n), 0);
    actions.forEach((_, a) => {
      for (const n of members) {
        utility[tree.first[h]! + a]! += (reach(n) / total) * worth(tree.child[tree.childStart[n]! + a]!, player);
      }
    });
  });
  return utility;
}

function responseGap(tree: GameTree, profile: Float64Array, lambda: number): number {
  const utility = plainUtilities(tree, profile);
  let worst = 0;
  for (let h = 0; h < tree.infosets.length; h++) {
    const own = [...utility.subarray(tree.first[h]!, tree.first[h + 1]!)];
    const top = Math.max(...own);
    const weights = own.map((value) => Math.exp(lambda * (value - top)));
    const total = weights.reduce((sum, value) => sum + value, 0);
    weights.forEach((value, a) => {
      worst = Math.max(worst, Math.abs(value / total - profile[tree.first[h]! + a]!));
    });
  }
  return worst;
}

describe("trees with information sets", () => {
  it("are of perfect recall as generated", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(recallOf(randomTree(randomStream(seed), 2 + (seed % 2), 3))).toBe("perfect");
      }),
      runs,
    );
  });

  it("end in logit responses to the values of plain recursion", () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0.1, 1, 4), (seed, lambda) => {
        const tree = randomTree(randomStream(seed), 2 + (seed % 2), 3 + (seed % 2));
        const system = new TreeLogitSystem(tree, new Float64Array(tree.players.length).fill(lambda));
        const branch = new BranchTracer(system).trace();
        expect(branch.converged).toBe(true);
        expect(responseGap(tree, branch.probabilities, lambda)).toBeLessThan(1e-9);
      }),
      runs,
    );
  });

  it("have the derivatives that differences show", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = randomStream(seed);
        const tree = randomTree(random, 2 + (seed % 2), 3);
        const system = new TreeLogitSystem(tree, new Float64Array(tree.players.length).fill(1.3));
        const { size } = system;
        const y = Float64Array.from({ length: size }, () => 2 * random.next() - 1);
        const matrix = new Float64Array(size * size);
        system.evaluate(y, 0.7);
        system.jacobian(0.7, matrix, size);
        for (let l = 0; l < size; l++) {
          const side = (step: number): Float64Array => {
            const moved = y.slice();
            moved[l]! += step;
            system.evaluate(moved, 0.7);
            return system.equation.slice(0, size);
          };
          const [low, high] = [side(-1e-5), side(1e-5)];
          for (let k = 0; k < size; k++) expect(matrix[k * size + l]).toBeCloseTo((high[k]! - low[k]!) / 2e-5, 6);
        }
      }),
      { ...runs, numRuns: 15 },
    );
  });

  it("agree with plain recursion where all is seen, and no deviation gains in the subgame-perfect one", () => {
    let seen = 0;
    for (let seed = 0; seed < 200; seed++) {
      const tree = randomTree(randomStream(seed), 2, 4);
      if (!hasPerfectInformation(tree)) continue;
      seen++;
      const lambda = Float64Array.of(1.5, 1.5);
      const recursive = solveRecursively(tree, lambda, 10);
      const traced = new BranchTracer(new TreeLogitSystem(tree, lambda)).trace();
      recursive.profile.forEach((p, k) => {
        expect(traced.probabilities[k]).toBeCloseTo(p, 11);
      });
      const perfect = solveRecursively(tree, Float64Array.of(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY), 10);
      expect(Math.max(...profileWorth(tree, perfect.profile).gains)).toBeLessThan(1e-12);
    }
    expect(seen).toBeGreaterThan(10);
  });
});

function randomTable(seed: number, counts: readonly number[], zeroSum: boolean): StrategicGame {
  const random = randomStream(seed);
  const profiles = counts.reduce((product, count) => product * count, 1);
  const whole = Array.from({ length: profiles * counts.length }, () => BigInt(Math.floor(random.next() * 7)));
  if (zeroSum) for (let at = 0; at < whole.length; at += 2) whole[at + 1] = -whole[at]!;
  const exact = whole.map((value) => fraction(value));
  return {
    title: "random",
    names: counts.map((_, i) => `P${i + 1}`),
    strategies: counts.map((count) => Array.from({ length: count }, (_, a) => String(a))),
    players: counts.length,
    counts: Int32Array.from(counts),
    payoff: Float64Array.from(exact, fractionValue),
    exact,
  };
}

const sizes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));

describe("tables of small whole numbers, many of them degenerate", () => {
  it("have extreme equilibria without regret, among them what Lemke and Howson find", () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, counts) => {
        const game = randomTable(seed, counts, false);
        const { equilibria, complete } = extremeEquilibria(game);
        expect(complete).toBe(true);
        const points = equilibria.map(({ mixtures }) => Float64Array.from(mixtures.flat(), fractionValue));
        for (const point of points) expect(Math.max(...strategicWorth(game, point).gains)).toBeLessThan(1e-12);
        for (let dropped = 0; dropped < counts[0] + counts[1]; dropped++) {
          const one = Float64Array.from(lemkeHowson(game, dropped)!.mixtures.flat(), fractionValue);
          expect(points.some((point) => point.every((p, k) => Math.abs(p - one[k]!) < 1e-12))).toBe(true);
        }
      }),
      { ...runs, numRuns: 200 },
    );
  });

  it("have the same value by the sequence form as by any equilibrium, where zero-sum", () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, counts) => {
        const game = randomTable(seed, counts, true);
        const tree = tableAsTree(game);
        expect(isZeroSum(tree)).toBe(true);
        const found = solveZeroSum(tree)!;
        const profile = Float64Array.from(found.profile, fractionValue);
        expect(Math.max(...strategicWorth(game, profile).gains)).toBeLessThan(1e-12);
        const other = Float64Array.from(extremeEquilibria(game).equilibria[0]!.mixtures.flat(), fractionValue);
        expect(strategicWorth(game, other).payoffs[0]).toBeCloseTo(fractionValue(found.value), 12);
      }),
      { ...runs, numRuns: 100 },
    );
  });

  it("are the reduced form of themselves as trees", () => {
    const game = randomTable(7, [2, 3, 2], false);
    expect(reducedForm(tableAsTree(game))!.game.payoff).toEqual(game.payoff);
  });

  it("have equilibria of three players that gain nothing by deviating", () => {
    for (let seed = 0; seed < 20; seed++) {
      const game = randomTable(seed, [2, 2, 2], false);
      const ranges = rangesOfGame(game);
      for (const point of enumerateSupports(game, ranges, seed).equilibria) {
        expect(Math.max(...strategicWorth(game, point).gains)).toBeLessThan(1e-8);
      }
    }
  });
});
