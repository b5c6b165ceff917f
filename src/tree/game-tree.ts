import type { Fraction } from "../numeric/fraction.ts";

/** What a node's `infoset` says where nobody moves. */
export const CHANCE = -1;
export const TERMINAL = -2;

/** An information set: nodes its player cannot tell apart. */
export interface Infoset {
  /** Index of the player. */
  readonly player: number;
  readonly name: string;
  readonly actions: readonly string[];
}

/**
 * A game in extensive form in flat arrays. Nodes stand in preorder: a node
 * before its children. Branch `childStart[n] + a` leads from node n by its
 * a-th action. Behaviour profiles are flat: information sets in the order of
 * `infosets` (players, then first appearance in the tree), the actions of set
 * h from `first[h]` on.
 */
export interface GameTree {
  readonly title: string;
  readonly players: readonly string[];
  readonly infosets: readonly Infoset[];
  /** Offset of each information set in a profile, and the length of a profile at the end. */
  readonly first: Int32Array;
  /** By node: −1 at the root. */
  readonly parent: Int32Array;
  /** By node: which action of its parent leads here. */
  readonly action: Int32Array;
  /** By node: index of the information set, `CHANCE` or `TERMINAL`. */
  readonly infoset: Int32Array;
  /** By node, and the number of branches at the end. */
  readonly childStart: Int32Array;
  /** By branch: the node it leads to. */
  readonly child: Int32Array;
  /** By branch of a chance node: its probability, summing to 1; 0 elsewhere. */
  readonly chance: Float64Array;
  /** [node · players + i]: what i gets in all if play ends in this terminal; 0 elsewhere. */
  readonly payoff: Float64Array;
  /** The same numbers exactly, where they are known so: by branch, and by node and player. */
  readonly exact: ExactNumbers | undefined;
}

export interface ExactNumbers {
  readonly chance: readonly Fraction[];
  readonly payoff: readonly Fraction[];
}

/** Largest minus smallest payoff of each player. */
export function payoffRanges(tree: GameTree): Float64Array {
  const players = tree.players.length;
  const low = new Float64Array(players).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(players).fill(Number.NEGATIVE_INFINITY);
  for (let n = 0; n < tree.infoset.length; n++) {
    if (tree.infoset[n] !== TERMINAL) continue;
    for (let i = 0; i < players; i++) {
      low[i] = Math.min(low[i]!, tree.payoff[n * players + i]!);
      high[i] = Math.max(high[i]!, tree.payoff[n * players + i]!);
    }
  }
  return high.map((value, i) => value - low[i]!);
}

/** Nodes of each information set: those of set h at `start[h]` … `start[h + 1] − 1`, in preorder. */
export interface Members {
  readonly start: Int32Array;
  readonly node: Int32Array;
}

export function membersOf(tree: GameTree): Members {
  const start = new Int32Array(tree.infosets.length + 1);
  for (const h of tree.infoset) if (h >= 0) start[h + 1]! += 1;
  for (let h = 0; h < tree.infosets.length; h++) start[h + 1]! += start[h]!;
  const at = start.slice();
  const node = new Int32Array(start[tree.infosets.length]!);
  tree.infoset.forEach((h, n) => {
    if (h >= 0) {
      node[at[h]!] = n;
      at[h]! += 1;
    }
  });
  return { start, node };
}

/** True where every player always knows which node it is at. */
export function hasPerfectInformation(tree: GameTree): boolean {
  const seen = new Uint8Array(tree.infosets.length);
  for (const h of tree.infoset) {
    if (h < 0) continue;
    if (seen[h] === 1) return false;
    seen[h] = 1;
  }
  return true;
}

/** The last own branch before each node: for player i at node n, [n · players + i], −1 for none. */
export function lastOwnBranch(tree: GameTree): Int32Array {
  const players = tree.players.length;
  const last = new Int32Array(tree.infoset.length * players).fill(-1);
  for (let n = 1; n < tree.infoset.length; n++) {
    const up = tree.parent[n]!;
    for (let i = 0; i < players; i++) last[n * players + i] = last[up * players + i]!;
    const h = tree.infoset[up]!;
    if (h >= 0) last[n * players + tree.infosets[h]!.player] = tree.first[h]! + tree.action[n]!;
  }
  return last;
}

/** How well players remember. */
export type Recall =
  /** Everybody knows all its own earlier moves and what it knew then. */
  | "perfect"
  /** Somebody forgets, but nobody comes twice to one information set in a play. */
  | "imperfect"
  /** A play passes twice through one information set. */
  | "absent-minded";

export function recallOf(tree: GameTree): Recall {
  const players = tree.players.length;
  const last = lastOwnBranch(tree);
  const { start, node } = membersOf(tree);
  let recall: Recall = "perfect";
  for (let h = 0; h < tree.infosets.length; h++) {
    const { player } = tree.infosets[h]!;
    const members = node.subarray(start[h]!, start[h + 1]!);
    const before = last[members[0]! * players + player];
    if (members.every((n) => last[n * players + player] === before)) continue;
    recall = "imperfect";
    if (meetsItself(tree, h, members)) return "absent-minded";
  }
  return recall;
}

function meetsItself(tree: GameTree, h: number, members: Int32Array): boolean {
  return members.some((n) => {
    for (let up = tree.parent[n]!; up >= 0; up = tree.parent[up]!) if (tree.infoset[up] === h) return true;
    return false;
  });
}
