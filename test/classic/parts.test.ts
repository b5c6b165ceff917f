/** Trees solved part by part are solved as they are whole. */
import { describe, expect, it } from "vitest";
import { BranchTracer } from "../../src/numeric/branch-tracer.ts";
import { randomStream } from "../../src/numeric/random.ts";
import { solveByParts } from "../../src/solvers/classic/solve-by-parts.ts";
import { solveRecursively } from "../../src/solvers/classic/solve-recursively.ts";
import { TreeLogitSystem } from "../../src/solvers/classic/tree-logit-system.ts";
import { buildTree, type NodeSource } from "../../src/tree/build-tree.ts";
import { CHANCE, type GameTree, hasPerfectInformation, type Infoset, TERMINAL } from "../../src/tree/game-tree.ts";
import { coupledSubgames, subgameAt } from "../../src/tree/subgames.ts";
import { randomTree } from "./random-tree.ts";

/** The second player, or chance, chooses among trees; what is below each stays as it is. */
function joined(trees: readonly GameTree[], byChance: boolean): GameTree {
  const infosets: Infoset[] = [];
  const nodes: NodeSource[] = [];
  if (byChance) nodes.push({ infoset: CHANCE, chances: trees.map(() => 1 / trees.length) });
  else {
    infosets.push({ player: 1, name: "top", actions: trees.map((_, a) => String(a)) });
    nodes.push({ infoset: 0 });
  }
  for (const tree of trees) {
    const offset = infosets.length;
    const order = new Map<number, number>();
    for (const h of tree.infoset) if (h >= 0 && !order.has(h)) order.set(h, offset + order.size);
    for (const h of order.keys()) infosets.push(tree.infosets[h]!);
    tree.infoset.forEach((h, n) => {
      const [from, to] = [tree.childStart[n]!, tree.childStart[n + 1]!];
      if (h === TERMINAL) nodes.push({ infoset: h, payoffs: [...tree.payoff.subarray(2 * n, 2 * n + 2)] });
      else if (h === CHANCE) nodes.push({ infoset: h, chances: [...tree.chance.subarray(from, to)] });
      else nodes.push({ infoset: order.get(h)! });
    });
  }
  return buildTree({ title: "joined", players: ["A", "B"], infosets, nodes, exact: false });
}

describe("subgames in which somebody does not see everything", () => {
  it("are found below what is seen, and are games of their own", () => {
    let parts = 0;
    for (let seed = 0; seed < 40; seed++) {
      const trees = [0, 1, 2].map((k) => randomTree(randomStream(seed, k), 2, 2));
      const tree = joined(trees, seed % 2 === 0);
      const roots = coupledSubgames(tree);
      // Each tree is the root of one part, or seen throughout, or has smaller parts itself.
      for (const root of roots) {
        expect(root).toBeGreaterThan(0);
        const part = subgameAt(tree, root).tree;
        expect(hasPerfectInformation(part)).toBe(false);
        expect(
          part.parent.every((up, n) =>
            n === 0 ? up === -1 : part.child.slice(part.childStart[up]!, part.childStart[up + 1]!).includes(n),
          ),
        ).toBe(true);
        parts++;
      }
      if (hasPerfectInformation(tree)) expect(roots).toEqual([]);
    }
    expect(parts).toBeGreaterThan(40);
  });

  it("solved apart give the point of the whole branch", () => {
    for (let seed = 0; seed < 25; seed++) {
      const trees = [0, 1, 2].map((k) => randomTree(randomStream(seed, k), 2, 2));
      const tree = joined(trees, seed % 3 === 0);
      for (const lambda of [0.3, 1.5, 6]) {
        const precision = new Float64Array(2).fill(lambda);
        const whole = new BranchTracer(new TreeLogitSystem(tree, precision)).trace();
        const apart = solveByParts(tree, coupledSubgames(tree), precision);
        expect(apart.converged && whole.converged).toBe(true);
        apart.profile.forEach((share, k) => {
          expect(share).toBeCloseTo(whole.probabilities[k]!, 8);
        });
      }
    }
  });

  it("are none where all is seen: then it is recursion", () => {
    let compared = 0;
    for (let seed = 0; seed < 100; seed++) {
      const tree = randomTree(randomStream(seed), 2, 3);
      if (!hasPerfectInformation(tree)) continue;
      compared++;
      const precision = new Float64Array(2).fill(2);
      const roots = coupledSubgames(tree);
      expect(roots).toEqual([]);
      expect(solveByParts(tree, roots, precision).profile).toEqual(solveRecursively(tree, precision, 0).profile);
    }
    expect(compared).toBeGreaterThan(3);
  });
});
