import { addFractions, type Fraction, ZERO } from "../numeric/fraction.ts";
import { CHANCE, type ExactNumbers, type GameTree, type Infoset, TERMINAL } from "./game-tree.ts";

/** One node in preorder, for `buildTree`. */
export interface NodeSource {
  /** Index into `infosets`, `CHANCE` or `TERMINAL`. */
  readonly infoset: number;
  /** At a chance node: the probability of each branch. */
  readonly chances?: readonly number[];
  readonly exactChances?: readonly Fraction[];
  /** What each player gets on passing here, added up along the play. */
  readonly payoffs?: readonly number[];
  readonly exactPayoffs?: readonly Fraction[];
}

export interface TreeSource {
  readonly title: string;
  readonly players: readonly string[];
  /** In the order of their first appearance. */
  readonly infosets: readonly Infoset[];
  readonly nodes: readonly NodeSource[];
  /** All numbers are given exactly too. */
  readonly exact: boolean;
}

/** Lay a tree out flat. The nodes must be complete and in preorder. Cost: linear. */
export function buildTree(source: TreeSource): GameTree {
  const { nodes, players } = source;
  const order = source.infosets
    .map((_, h) => h)
    .sort((a, b) => source.infosets[a]!.player - source.infosets[b]!.player || a - b);
  const place = new Int32Array(order.length);
  order.forEach((h, at) => {
    place[h] = at;
  });
  const infosets = order.map((h) => source.infosets[h]!);
  const infoset = Int32Array.from(nodes, (node) => (node.infoset >= 0 ? place[node.infoset]! : node.infoset));
  const childStart = new Int32Array(nodes.length + 1);
  nodes.forEach((node, n) => {
    childStart[n + 1] = childStart[n]! + branches(node, source.infosets);
  });
  const links = link(infoset, childStart);
  const sums = addUp(source, links.parent, infoset);
  const first = new Int32Array(infosets.length + 1);
  infosets.forEach(({ actions }, h) => {
    first[h + 1] = first[h]! + actions.length;
  });
  const chance = new Float64Array(links.child.length);
  nodes.forEach((node, n) => {
    node.chances?.forEach((probability, a) => {
      chance[childStart[n]! + a] = probability;
    });
  });
  const exact = source.exact
    ? { chance: exactChances(source, childStart, chance.length), payoff: sums.exact }
    : undefined;
  return {
    title: source.title,
    players,
    infosets,
    first,
    ...links,
    infoset,
    childStart,
    chance,
    payoff: sums.payoff,
    exact,
  };
}

function branches(node: NodeSource, infosets: readonly Infoset[]): number {
  if (node.infoset === TERMINAL) return 0;
  return node.infoset === CHANCE ? node.chances!.length : infosets[node.infoset]!.actions.length;
}

/** Parents and children from preorder. */
function link(infoset: Int32Array, childStart: Int32Array): Pick<GameTree, "parent" | "action" | "child"> {
  const nodes = infoset.length;
  const parent = new Int32Array(nodes).fill(-1);
  const action = new Int32Array(nodes);
  const child = new Int32Array(childStart[nodes]!);
  const filled = new Int32Array(nodes);
  const open: number[] = [];
  for (let n = 0; n < nodes; n++) {
    const up = open.at(-1);
    if (up !== undefined) {
      parent[n] = up;
      action[n] = filled[up]!;
      child[childStart[up]! + filled[up]!] = n;
      filled[up]! += 1;
    }
    if (childStart[n + 1]! > childStart[n]!) open.push(n);
    for (
      let top = open.at(-1);
      top !== undefined && filled[top] === childStart[top + 1]! - childStart[top]!;
      top = open.at(-1)
    ) {
      open.pop();
    }
  }
  return { parent, action, child };
}

/** Payoffs received along the way to each terminal. */
function addUp(
  source: TreeSource,
  parent: Int32Array,
  infoset: Int32Array,
): { payoff: Float64Array; exact: Fraction[] } {
  const players = source.players.length;
  const payoff = new Float64Array(source.nodes.length * players);
  const exact: Fraction[] = new Array(source.exact ? payoff.length : 0).fill(ZERO);
  source.nodes.forEach((node, n) => {
    const up = parent[n]!;
    for (let i = 0; i < players; i++) {
      const at = n * players + i;
      payoff[at] = (up < 0 ? 0 : payoff[up * players + i]!) + (node.payoffs?.[i] ?? 0);
      if (source.exact)
        exact[at] = addFractions(up < 0 ? ZERO : exact[up * players + i]!, node.exactPayoffs?.[i] ?? ZERO);
    }
  });
  for (let n = 0; n < infoset.length; n++) {
    if (infoset[n] === TERMINAL) continue;
    for (let i = 0; i < players; i++) {
      payoff[n * players + i] = 0;
      if (source.exact) exact[n * players + i] = ZERO;
    }
  }
  return { payoff, exact };
}

function exactChances(source: TreeSource, childStart: Int32Array, count: number): ExactNumbers["chance"] {
  const chance: Fraction[] = new Array(count).fill(ZERO);
  source.nodes.forEach((node, n) => {
    node.exactChances?.forEach((probability, a) => {
      chance[childStart[n]! + a] = probability;
    });
  });
  return chance;
}
