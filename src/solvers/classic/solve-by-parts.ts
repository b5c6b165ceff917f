/**
 * The agent logit equilibrium of a tree part by part: the branch from λ = 0 is
 * followed only through the largest subgames in which somebody does not see
 * everything, each by itself; what is above them is solved by recursion.
 *
 * This is the point at which the branch of the whole tree first reaches λ: the
 * equations of a subgame hold nothing that lies outside of it, so the branch of
 * the whole runs along the branch of each subgame, back and forth where another
 * turns, and what is above has one solution at each of its points.
 */
import { type BranchReason, BranchTracer } from "../../numeric/branch-tracer.ts";
import { CHANCE, type GameTree, payoffRanges, TERMINAL } from "../../tree/game-tree.ts";
import { type Subgame, subgameAt } from "../../tree/subgames.ts";
import { logitResponse } from "../respond.ts";
import { TreeLogitSystem } from "./tree-logit-system.ts";

export interface SolvedParts {
  readonly profile: Float64Array;
  /** Over all parts: the largest residual, and the sums of steps and folds. */
  readonly residual: number;
  readonly steps: number;
  readonly folds: number;
  /** λ of the first player at each fork of each part, as a share of the λ asked for. */
  readonly forks: readonly number[];
  readonly converged: boolean;
  /** Of the first part that did not arrive, else `traced`. */
  readonly reason: BranchReason;
  /** Largest gain at one place by another action, as a share of the player's payoff range. */
  readonly regret: number;
}

/**
 * @param roots `coupledSubgames(tree)`.
 * @param precision λ per player, finite and ≥ 0.
 *
 * Cost: that of the branches of the parts, and linear in the nodes above them.
 */
export function solveByParts(tree: GameTree, roots: readonly number[], precision: Float64Array): SolvedParts {
  const players = tree.players.length;
  const ranges = payoffRanges(tree);
  const profile = new Float64Array(tree.first[tree.infosets.length]!);
  const value = tree.payoff.slice();
  const done = new Uint8Array(tree.infoset.length);
  let [residual, steps, folds, regret] = [0, 0, 0, 0];
  let reason: BranchReason = "traced";
  let converged = true;
  const forks: number[] = [];
  for (const root of roots) {
    const part = subgameAt(tree, root);
    const system = new TreeLogitSystem(part.tree, precision);
    const branch = new BranchTracer(system).trace();
    if (!branch.converged && converged) reason = branch.reason;
    converged &&= branch.converged;
    residual = Math.max(residual, branch.residual);
    steps += branch.steps;
    folds += branch.folds;
    forks.push(...branch.forks);
    takeDown(tree, part, system.probability, profile);
    done.fill(1, root, root + part.tree.infoset.length);
    regret = Math.max(regret, gainIn(part.tree, system, ranges));
    const worth = valuesAtRoot(part.tree, system.probability);
    value.set(worth, root * players);
  }
  regret = Math.max(regret, solveAbove(tree, done, precision, profile, value, ranges));
  return { profile, residual, steps, folds, forks, converged, reason, regret };
}

function takeDown(tree: GameTree, { tree: own, setOf }: Subgame, probability: Float64Array, into: Float64Array): void {
  setOf.forEach((h, k) => {
    into.set(probability.subarray(own.first[k]!, own.first[k + 1]!), tree.first[h]!);
  });
}

/** Largest gain at an information set, given the beliefs there. */
function gainIn(tree: GameTree, { probability, utility }: TreeLogitSystem, ranges: Float64Array): number {
  let worst = 0;
  tree.infosets.forEach(({ player }, h) => {
    let best = Number.NEGATIVE_INFINITY;
    let mean = 0;
    for (let k = tree.first[h]!; k < tree.first[h + 1]!; k++) {
      best = Math.max(best, utility[k]!);
      mean += probability[k]! * utility[k]!;
    }
    worst = Math.max(worst, (best - mean) / (ranges[player]! || 1));
  });
  return worst;
}

/** What each player expects at the root of a subgame. */
function valuesAtRoot(tree: GameTree, probability: Float64Array): Float64Array {
  const players = tree.players.length;
  const value = tree.payoff.slice();
  for (let n = tree.infoset.length - 1; n >= 0; n--) {
    if (tree.infoset[n] !== TERMINAL) setMean(tree, n, probability, value);
  }
  return value.slice(0, players);
}

/** Sets the value of a node to the mean of its children's. */
function setMean(tree: GameTree, n: number, probability: Float64Array, value: Float64Array): void {
  const players = tree.players.length;
  const h = tree.infoset[n]!;
  const from = tree.childStart[n]!;
  for (let i = 0; i < players; i++) {
    let sum = 0;
    for (let c = from; c < tree.childStart[n + 1]!; c++) {
      const weight = h === CHANCE ? tree.chance[c]! : probability[tree.first[h]! + c - from]!;
      if (weight > 0) sum += weight * value[tree.child[c]! * players + i]!;
    }
    value[n * players + i] = sum;
  }
}

/** Recursion over the nodes that no part holds; the largest gain at one of them. */
function solveAbove(
  tree: GameTree,
  done: Uint8Array,
  precision: Float64Array,
  profile: Float64Array,
  value: Float64Array,
  ranges: Float64Array,
): number {
  const players = tree.players.length;
  const widest = tree.infoset.reduce((most, _, n) => Math.max(most, tree.childStart[n + 1]! - tree.childStart[n]!), 1);
  const worth = new Float64Array(widest);
  let regret = 0;
  for (let n = tree.infoset.length - 1; n >= 0; n--) {
    const h = tree.infoset[n]!;
    if (done[n] === 1 || h === TERMINAL) continue;
    if (h >= 0) {
      const { player } = tree.infosets[h]!;
      const from = tree.childStart[n]!;
      const count = tree.childStart[n + 1]! - from;
      let best = Number.NEGATIVE_INFINITY;
      for (let a = 0; a < count; a++) {
        worth[a] = value[tree.child[from + a]! * players + player]!;
        best = Math.max(best, worth[a]!);
      }
      logitResponse(worth, 0, 1, count, precision[player]!, profile, tree.first[h]!, false);
      setMean(tree, n, profile, value);
      regret = Math.max(regret, (best - value[n * players + player]!) / (ranges[player]! || 1));
    } else setMean(tree, n, profile, value);
  }
  return regret;
}
