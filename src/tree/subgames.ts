import { type GameTree, TERMINAL } from "./game-tree.ts";

/**
 * Roots of the largest subgames in which somebody does not see everything:
 * parts that have to be solved as a whole. Above them, and wherever none is
 * below, every node can be solved by what follows from it alone. In preorder;
 * `[0]` where the whole tree is one such part.
 *
 * A node is the root of a subgame if no information set has nodes both below
 * it (itself included) and elsewhere.
 *
 * Cost: linear.
 */
export function coupledSubgames(tree: GameTree): readonly number[] {
  const { isRoot, end } = subgameRoots(tree);
  const roots: number[] = [];
  for (let n = 0; n < tree.infoset.length; n++) {
    // Only roots of subgames are come to: whatever is not one is passed over with the part it is in.
    if (isFree(tree, n, isRoot)) continue;
    roots.push(n);
    n = end[n]! - 1;
  }
  return roots;
}

/** Nobody's view joins what follows from the actions of a node. */
function isFree(tree: GameTree, n: number, isRoot: Uint8Array): boolean {
  for (let c = tree.childStart[n]!; c < tree.childStart[n + 1]!; c++) if (isRoot[tree.child[c]!] === 0) return false;
  return true;
}

/** Which nodes are roots of subgames, and where what is below each ends (preorder: it follows its root). */
function subgameRoots(tree: GameTree): { readonly isRoot: Uint8Array; readonly end: Int32Array } {
  const nodes = tree.infoset.length;
  const firstOf = new Int32Array(tree.infosets.length).fill(nodes);
  const lastOf = new Int32Array(tree.infosets.length).fill(-1);
  tree.infoset.forEach((h, n) => {
    if (h < 0) return;
    firstOf[h] = Math.min(firstOf[h]!, n);
    lastOf[h] = Math.max(lastOf[h]!, n);
  });
  const end = new Int32Array(nodes);
  const earliest = new Int32Array(nodes);
  const latest = new Int32Array(nodes);
  const isRoot = new Uint8Array(nodes);
  for (let n = nodes - 1; n >= 0; n--) {
    const h = tree.infoset[n]!;
    end[n] = n + 1;
    earliest[n] = h >= 0 ? firstOf[h]! : n;
    latest[n] = h >= 0 ? lastOf[h]! : n;
    for (let c = tree.childStart[n]!; c < tree.childStart[n + 1]!; c++) {
      const child = tree.child[c]!;
      end[n] = Math.max(end[n]!, end[child]!);
      earliest[n] = Math.min(earliest[n]!, earliest[child]!);
      latest[n] = Math.max(latest[n]!, latest[child]!);
    }
    isRoot[n] = earliest[n]! >= n && latest[n]! < end[n]! ? 1 : 0;
  }
  return { isRoot, end };
}

/** A subgame as a tree of its own. */
export interface Subgame {
  readonly tree: GameTree;
  /** By information set of the subgame: its index in the whole tree. */
  readonly setOf: Int32Array;
}

/** The subgame at a root of one. Cost: linear in its nodes and in the information sets of the whole. */
export function subgameAt(tree: GameTree, root: number): Subgame {
  const players = tree.players.length;
  const end = endOf(tree, root);
  const isIn = new Uint8Array(tree.infosets.length);
  for (let n = root; n < end; n++) if (tree.infoset[n]! >= 0) isIn[tree.infoset[n]!] = 1;
  const setOf = Int32Array.from(tree.infosets.keys()).filter((h) => isIn[h] === 1);
  const place = new Int32Array(tree.infosets.length).fill(-1);
  setOf.forEach((h, k) => {
    place[h] = k;
  });
  const first = new Int32Array(setOf.length + 1);
  setOf.forEach((h, k) => {
    first[k + 1] = first[k]! + tree.first[h + 1]! - tree.first[h]!;
  });
  const branch = tree.childStart[root]!;
  const lastBranch = tree.childStart[end]!;
  const own: GameTree = {
    title: tree.title,
    players: tree.players,
    infosets: Array.from(setOf, (h) => tree.infosets[h]!),
    first,
    parent: tree.parent.slice(root, end).map((up, k) => (k === 0 ? -1 : up - root)),
    action: tree.action.slice(root, end).map((action, k) => (k === 0 ? 0 : action)),
    infoset: tree.infoset.slice(root, end).map((h) => (h >= 0 ? place[h]! : h)),
    childStart: tree.childStart.slice(root, end + 1).map((at) => at - branch),
    child: tree.child.slice(branch, lastBranch).map((n) => n - root),
    chance: tree.chance.slice(branch, lastBranch),
    payoff: tree.payoff.slice(root * players, end * players),
    exact: undefined,
  };
  return { tree: own, setOf };
}

function endOf(tree: GameTree, root: number): number {
  let n = root;
  // The last child of the last child …: the last node below.
  while (tree.infoset[n] !== TERMINAL) n = tree.child[tree.childStart[n + 1]! - 1]!;
  return n + 1;
}
