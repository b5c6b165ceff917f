/** What a behaviour profile is worth to everybody, and what each could still gain. */
import { CHANCE, type GameTree, hasPerfectInformation, lastOwnBranch, TERMINAL } from "../../tree/game-tree.ts";

export interface ProfileWorth {
  /** Expected payoff of each player. */
  readonly payoffs: Float64Array;
  /** What each player gains at most by another strategy, the others kept. */
  readonly gains: Float64Array;
}

/**
 * Expected payoffs and gains from the best deviation; perfect recall is
 * needed for the gains.
 *
 * Cost: O(nodes · players) where everybody sees everything, else
 * O(nodes · own moves in the longest play · players).
 */
export function profileWorth(tree: GameTree, profile: Float64Array): ProfileWorth {
  if (hasPerfectInformation(tree)) return worthWhereAllIsSeen(tree, profile);
  const players = tree.players.length;
  const payoffs = new Float64Array(players);
  const gains = new Float64Array(players);
  const value = new Float64Array(tree.infoset.length);
  const depth = ownDepths(tree);
  for (let i = 0; i < players; i++) {
    sweep(tree, profile, i, value, new Int32Array(0));
    payoffs[i] = value[0]!;
    gains[i] = Math.max(0, bestValue(tree, profile, i, depth, value) - payoffs[i]!);
  }
  return { payoffs, gains };
}

/** One pass: at its own nodes a player that deviates takes the best that is left. */
function worthWhereAllIsSeen(tree: GameTree, profile: Float64Array): ProfileWorth {
  const players = tree.players.length;
  const value = tree.payoff.slice();
  const most = tree.payoff.slice();
  for (let n = tree.infoset.length - 1; n >= 0; n--) {
    const h = tree.infoset[n]!;
    if (h === TERMINAL) continue;
    const from = tree.childStart[n]!;
    const to = tree.childStart[n + 1]!;
    const mover = h === CHANCE ? -1 : tree.infosets[h]!.player;
    for (let i = 0; i < players; i++) {
      let sum = 0;
      let reply = mover === i ? Number.NEGATIVE_INFINITY : 0;
      for (let c = from; c < to; c++) {
        const weight = h === CHANCE ? tree.chance[c]! : profile[tree.first[h]! + c - from]!;
        const at = tree.child[c]! * players + i;
        if (weight > 0) sum += weight * value[at]!;
        if (mover === i) reply = Math.max(reply, most[at]!);
        else if (weight > 0) reply += weight * most[at]!;
      }
      value[n * players + i] = sum;
      most[n * players + i] = reply;
    }
  }
  const payoffs = value.slice(0, players);
  return { payoffs, gains: payoffs.map((payoff, i) => Math.max(0, most[i]! - payoff)) };
}

/** How many own moves lie before each information set. */
function ownDepths(tree: GameTree): Int32Array {
  const last = lastOwnBranch(tree);
  const players = tree.players.length;
  const depth = new Int32Array(tree.infosets.length).fill(-1);
  const setOf = setOfBranch(tree);
  tree.infoset.forEach((h, n) => {
    if (h < 0 || depth[h]! >= 0) return;
    const branch = last[n * players + tree.infosets[h]!.player]!;
    depth[h] = branch < 0 ? 0 : depth[setOf[branch]!]! + 1;
  });
  return depth;
}

/** By profile entry: the information set it belongs to. */
export function setOfBranch(tree: GameTree): Int32Array {
  const setOf = new Int32Array(tree.first[tree.infosets.length]!);
  for (let h = 0; h < tree.infosets.length; h++) setOf.fill(h, tree.first[h]!, tree.first[h + 1]!);
  return setOf;
}

/** Values to player i, upwards; where `choice` names an action (≥ 0) of a set of i, that one is taken. */
function sweep(tree: GameTree, profile: Float64Array, i: number, value: Float64Array, choice: Int32Array): void {
  const players = tree.players.length;
  for (let n = tree.infoset.length - 1; n >= 0; n--) {
    const h = tree.infoset[n]!;
    if (h === TERMINAL) {
      value[n] = tree.payoff[n * players + i]!;
      continue;
    }
    const from = tree.childStart[n]!;
    const taken = h >= 0 ? (choice[h] ?? -1) : -1;
    if (taken >= 0) {
      value[n] = value[tree.child[from + taken]!]!;
      continue;
    }
    let sum = 0;
    for (let c = from; c < tree.childStart[n + 1]!; c++) {
      const weight = h === CHANCE ? tree.chance[c]! : profile[tree.first[h]! + c - from]!;
      if (weight > 0) sum += weight * value[tree.child[c]!]!;
    }
    value[n] = sum;
  }
}

/** Value of the root to i under its best strategy: its deepest sets decide first. */
function bestValue(tree: GameTree, profile: Float64Array, i: number, depth: Int32Array, value: Float64Array): number {
  const choice = new Int32Array(tree.infosets.length).fill(-1);
  const reach = reachByOthers(tree, profile, i);
  let deepest = -1;
  tree.infosets.forEach(({ player }, h) => {
    if (player === i) deepest = Math.max(deepest, depth[h]!);
  });
  const worth = new Float64Array(profile.length);
  for (let level = deepest; level >= 0; level--) {
    worth.fill(0);
    tree.infoset.forEach((h, n) => {
      if (h < 0 || tree.infosets[h]!.player !== i || depth[h] !== level) return;
      for (let c = tree.childStart[n]!, k = tree.first[h]!; c < tree.childStart[n + 1]!; c++, k++) {
        worth[k] = worth[k]! + reach[n]! * value[tree.child[c]!]!;
      }
    });
    tree.infosets.forEach(({ player }, h) => {
      if (player === i && depth[h] === level) choice[h] = best(worth, tree.first[h]!, tree.first[h + 1]!);
    });
    sweep(tree, profile, i, value, choice);
  }
  return value[0]!;
}

function best(worth: Float64Array, from: number, to: number): number {
  let at = from;
  for (let k = from + 1; k < to; k++) if (worth[k]! > worth[at]!) at = k;
  return at - from;
}

/** Probability that chance and the others let each node be reached. */
function reachByOthers(tree: GameTree, profile: Float64Array, i: number): Float64Array {
  const reach = new Float64Array(tree.infoset.length);
  reach[0] = 1;
  for (let n = 1; n < reach.length; n++) {
    const up = tree.parent[n]!;
    const h = tree.infoset[up]!;
    const a = tree.action[n]!;
    const step =
      h === CHANCE
        ? tree.chance[tree.childStart[up]! + a]!
        : tree.infosets[h]!.player === i
          ? 1
          : profile[tree.first[h]! + a]!;
    reach[n] = reach[up]! * step;
  }
  return reach;
}
