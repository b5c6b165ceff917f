/** Trees whose derivatives are eliminated block by block: against the whole matrix, recursion and the equations themselves. */
import { describe, expect, it } from "vitest";
import { refuseLargeTree } from "../../src/analysis/classic-limits.ts";
import { offsetOfBlock } from "../../src/numeric/block-pattern.ts";
import { BorderedBlocks, BorderedDense } from "../../src/numeric/bordered-solver.ts";
import { BranchTracer } from "../../src/numeric/branch-tracer.ts";
import { randomStream } from "../../src/numeric/random.ts";
import { solveRecursively } from "../../src/solvers/classic/solve-recursively.ts";
import { treeBlocks, treeWork } from "../../src/solvers/classic/tree-blocks.ts";
import { TreeLogitSystem } from "../../src/solvers/classic/tree-logit-system.ts";
import { buildTree, type NodeSource } from "../../src/tree/build-tree.ts";
import { CHANCE, type GameTree, type Infoset, TERMINAL } from "../../src/tree/game-tree.ts";
import { randomTree } from "./random-tree.ts";

/**
 * Chance deals each of two players one of two types, unseen by the other; then
 * they move in turn, three actions each, and see all moves.
 *
 * @param weight how much a payoff hangs on the types; the rest hangs on the moves.
 */
function dealtTree(depth: number, weight: number, seed: number): GameTree {
  const random = randomStream(seed, 11);
  const moves = new Map<string, number[]>();
  const sets = new Map<string, number>();
  const infosets: Infoset[] = [];
  const nodes: NodeSource[] = [{ infoset: CHANCE, chances: [0.3, 0.2, 0.1, 0.4] }];
  const byMoves = (history: string): number[] => {
    if (!moves.has(history)) moves.set(history, [random.next(), random.next()]);
    return moves.get(history)!;
  };
  const visit = (types: readonly number[], history: string): void => {
    if (history.length === depth) {
      const payoffs = byMoves(history).map((common) => common + weight * random.next());
      nodes.push({ infoset: TERMINAL, payoffs });
      return;
    }
    const player = history.length % 2;
    const key = `${player} ${types[player]} ${history}`;
    if (!sets.has(key)) {
      sets.set(key, infosets.length);
      infosets.push({ player, name: key, actions: ["a", "b", "c"] });
    }
    nodes.push({ infoset: sets.get(key)! });
    for (const action of ["a", "b", "c"]) visit(types, history + action);
  };
  for (const first of [0, 1]) for (const second of [0, 1]) visit([first, second], "");
  return buildTree({ title: "dealt", players: ["1", "2"], infosets, nodes, exact: false });
}

/** Largest |p − logit response| by the definition: reach, beliefs and values, path by path. */
function missOf(tree: GameTree, profile: Float64Array, lambda: number): number {
  const players = tree.players.length;
  const nodes = tree.infoset.length;
  const chanceOf = (n: number, a: number): number =>
    tree.infoset[n] === CHANCE ? tree.chance[tree.childStart[n]! + a]! : profile[tree.first[tree.infoset[n]!]! + a]!;
  const reach = new Float64Array(nodes).fill(1);
  for (let n = 1; n < nodes; n++) reach[n] = reach[tree.parent[n]!]! * chanceOf(tree.parent[n]!, tree.action[n]!);
  const value = tree.payoff.slice();
  for (let n = nodes - 1; n > 0; n--) {
    const up = tree.parent[n]!;
    for (let i = 0; i < players; i++)
      value[up * players + i]! += chanceOf(up, tree.action[n]!) * value[n * players + i]!;
  }
  const worth = new Float64Array(profile.length);
  const all = new Float64Array(tree.infosets.length);
  for (let n = 1; n < nodes; n++) {
    const h = tree.infoset[tree.parent[n]!]!;
    if (h < 0) continue;
    const up = reach[tree.parent[n]!]!;
    worth[tree.first[h]! + tree.action[n]!]! += up * value[n * players + tree.infosets[h]!.player]!;
    if (tree.action[n] === 0) all[h]! += up;
  }
  let worst = 0;
  for (let h = 0; h < tree.infosets.length; h++) {
    const own = Array.from(worth.subarray(tree.first[h]!, tree.first[h + 1]!), (u) => Math.exp((lambda * u) / all[h]!));
    const total = own.reduce((a, b) => a + b, 0);
    own.forEach((share, a) => {
      worst = Math.max(worst, Math.abs(share / total - profile[tree.first[h]! + a]!));
    });
  }
  return worst;
}

function traced(tree: GameTree, lambda: number) {
  const system = new TreeLogitSystem(tree, new Float64Array(tree.players.length).fill(lambda));
  return { system, branch: new BranchTracer(system).trace() };
}

describe("derivatives of a tree, block by block", () => {
  it("are those of the whole matrix, on random trees", () => {
    const random = randomStream(5);
    for (let k = 0; k < 30; k++) {
      const tree = randomTree(random, 2 + (k % 2), 2 + (k % 4));
      const system = new TreeLogitSystem(tree, new Float64Array(tree.players.length).fill(1.5));
      const { size } = system;
      system.evaluate(
        Float64Array.from({ length: size }, () => 2 * random.next() - 1),
        0.7,
      );
      const whole = new Float64Array(size * size);
      system.jacobian(0.7, whole, size);
      const { pattern } = treeBlocks(tree);
      const values = new Float64Array(pattern.values);
      system.blockJacobian(0.7, values);
      const { first, diagonal } = pattern;
      const rebuilt = new Float64Array(size * size);
      diagonal.forEach((own, h) => {
        diagonal.forEach((_, other) => {
          const at = h === other ? own : offsetOfBlock(pattern, h, other);
          const columns = first[other + 1]! - first[other]!;
          for (let i = 0; at >= 0 && i < first[h + 1]! - first[h]!; i++) {
            for (let j = 0; j < columns; j++) {
              rebuilt[(first[h]! + i) * size + first[other]! + j] = values[at + i * columns + j]!;
            }
          }
        });
      });
      expect(rebuilt).toEqual(whole);
    }
  });

  it("bordered, they solve and change sign as the whole does", () => {
    const tree = dealtTree(4, 1, 3);
    const random = randomStream(6);
    const signs = new Set<number>();
    for (let k = 0; k < 12; k++) {
      const system = new TreeLogitSystem(tree, Float64Array.of(12, 12));
      const { size } = system;
      const across = Float64Array.from({ length: size + 1 }, () => random.next() - 0.5);
      const right = Float64Array.from({ length: size + 1 }, () => random.next() - 0.5);
      system.evaluate(
        Float64Array.from({ length: size }, () => 6 * random.next() - 3),
        1,
      );
      const solvers = [new BorderedDense(size + 1), new BorderedBlocks(system.blocks())];
      const [dense, blocks] = solvers.map((solver) => {
        const x = right.slice();
        solver.factor(system, 1, across);
        solver.solve(x);
        signs.add(solver.sign);
        return { sign: solver.sign, x };
      });
      expect(blocks!.sign).toBe(dense!.sign);
      const length = dense!.x.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      dense!.x.forEach((x, i) => {
        expect(Math.abs(blocks!.x[i]! - x) / length).toBeLessThan(1e-9);
      });
    }
    expect(signs).toEqual(new Set([1, -1]));
  });
});

describe("a tree with more than 3,000 free probabilities that depend on each other", () => {
  it("whose types do not matter is what recursion over its moves gives", () => {
    const tree = dealtTree(7, 0, 1);
    const { system, branch } = traced(tree, 4);
    expect(system.size).toBeGreaterThan(3000);
    expect(branch).toMatchObject({ converged: true, reason: "traced", forks: [] });
    // The same moves without types: one node an information set.
    const plain = dealtTree(7, 0, 1);
    const only = plain.infosets.map(({ name }) => name);
    const alone = withoutTypes(plain);
    const exact = solveRecursively(alone.tree, Float64Array.of(4, 4), 0).profile;
    only.forEach((name, h) => {
      const own = alone.setOf.get(name.split(" ")[2]!)!;
      for (let a = 0; a < 3; a++) {
        const p = branch.probabilities[tree.first[h]! + a]!;
        expect(Math.abs(p - exact[alone.tree.first[own]! + a]!)).toBeLessThan(1e-9);
      }
    });
  });

  it("meets the equations by their definition where the types do matter", () => {
    const tree = dealtTree(7, 1, 2);
    const { system, branch } = traced(tree, 3);
    expect(system.size).toBeGreaterThan(3000);
    expect(branch).toMatchObject({ converged: true, reason: "traced" });
    const profile = branch.probabilities.slice(0, system.strategies);
    expect(missOf(tree, profile, 3)).toBeLessThan(1e-9);
    profile[0]! += 1e-6;
    expect(missOf(tree, profile, 3)).toBeGreaterThan(1e-7);
  });
});

describe("the limit", () => {
  it("is what an elimination takes, said before anything is solved", () => {
    const { ratios, multiplications, numbers } = treeWork(dealtTree(7, 0, 1));
    expect(ratios).toBe(4372);
    // A whole matrix would take 2.8e10.
    expect(multiplications).toBeLessThan(1e7);
    expect(numbers).toBeLessThan(1e6);
    expect(() => refuseLargeTree(dealtTree(7, 0, 1))).not.toThrow();
  });

  it("refuses a tree in which everything is hidden from everybody", () => {
    const random = randomStream(2);
    // Two players choose once each without seeing the other; 3,300 actions each meet in one matrix.
    const names = Array.from({ length: 3300 }, (_, a) => String(a));
    const nodes: NodeSource[] = [{ infoset: 0 }];
    for (const _ of names) {
      nodes.push({ infoset: 1 });
      for (const __ of names.slice(0, 3)) nodes.push({ infoset: TERMINAL, payoffs: [random.next(), random.next()] });
    }
    const tree = buildTree({
      title: "hidden",
      players: ["1", "2"],
      infosets: [
        { player: 0, name: "1", actions: names },
        { player: 1, name: "2", actions: names.slice(0, 3) },
      ],
      nodes,
      exact: false,
    });
    expect(() => refuseLargeTree(tree)).toThrow(/3301 free probabilities/);
  });
});

/** The subtree after the first deal as a game of its own, and the information set of each history. */
function withoutTypes(tree: GameTree): { tree: GameTree; setOf: Map<string, number> } {
  const root = tree.child[0]!;
  const end = tree.child[1]!;
  const names: string[] = [];
  const infosets: Infoset[] = [];
  const nodes: NodeSource[] = [];
  for (let n = root; n < end; n++) {
    const h = tree.infoset[n]!;
    if (h < 0) {
      nodes.push({ infoset: TERMINAL, payoffs: [tree.payoff[2 * n]!, tree.payoff[2 * n + 1]!] });
      continue;
    }
    nodes.push({ infoset: infosets.length });
    infosets.push(tree.infosets[h]!);
    names.push(tree.infosets[h]!.name.split(" ")[2]!);
  }
  const own = buildTree({ title: "alone", players: tree.players, infosets, nodes, exact: false });
  return { tree: own, setOf: new Map(own.infosets.map(({ name }, h) => [name.split(" ")[2]!, h])) };
}
