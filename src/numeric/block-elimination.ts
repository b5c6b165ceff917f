/**
 * What elimination block by block will take, before any number is known: which
 * later blocks each one comes to share entries with, and which blocks can be
 * eliminated as one.
 *
 * The blocks form a forest: the parent of a block is the first of the later
 * ones it shares entries with once it is eliminated (Liu 1990, the elimination
 * tree). Fronts are eliminated children before parents; a chain of blocks that
 * share the same later ones is one front.
 */
import type { BlockPattern } from "./block-pattern.ts";

/** Fronts in the order of their elimination. */
export interface BlockElimination {
  /** Rows of front f: `rows[rowStart[f]]` …; the first `pivots[f]` are eliminated, the others belong to later fronts. */
  readonly rowStart: Int32Array;
  readonly rows: Int32Array;
  readonly pivots: Int32Array;
  /** Number of fronts whose remainders go into front f: the last ones that still wait. */
  readonly children: Int32Array;
  /** By row: the front that eliminates it. */
  readonly frontOf: Int32Array;
  /** Largest front, in rows. */
  readonly widest: number;
  /** Numbers the factors and the waiting remainders take. */
  readonly factorNumbers: number;
  readonly waitingNumbers: number;
  /** Multiplications of one elimination. */
  readonly work: number;
}

export function planElimination(pattern: BlockPattern): BlockElimination {
  const blocks = pattern.diagonal.length;
  const later = laterBlocks(pattern);
  const parent = later.map((own) => (own.length > 0 ? own[0]! : -1));
  const rank = rankOf(pattern.order);
  const sequence = childrenFirst(pattern.order, parent);
  return layOutFronts(pattern, sequence, parent, later, rank, blocks);
}

function rankOf(order: Int32Array): Int32Array {
  const rank = new Int32Array(order.length);
  order.forEach((h, at) => {
    rank[h] = at;
  });
  return rank;
}

/** By block: the later ones it shares entries with once it is eliminated, the next first. */
function laterBlocks({ order, start, neighbour }: BlockPattern): number[][] {
  const rank = rankOf(order);
  const later: number[][] = Array.from(order, () => []);
  const children: number[][] = Array.from(order, () => []);
  const seen = new Int32Array(order.length).fill(-1);
  for (const h of order) {
    const own = later[h]!;
    seen[h] = h;
    const add = (k: number): void => {
      if (seen[k] === h || rank[k]! < rank[h]!) return;
      seen[k] = h;
      own.push(k);
    };
    for (let e = start[h]!; e < start[h + 1]!; e++) add(neighbour[e]!);
    for (const child of children[h]!) for (const k of later[child]!) add(k);
    own.sort((a, b) => rank[a]! - rank[b]!);
    if (own.length > 0) children[own[0]!]!.push(h);
  }
  return later;
}

/** The blocks, every one after those of which it is the parent. */
function childrenFirst(order: Int32Array, parent: readonly number[]): number[] {
  const children: number[][] = Array.from(order, () => []);
  const roots: number[] = [];
  for (const h of order) (parent[h]! < 0 ? roots : children[parent[h]!]!).push(h);
  const sequence: number[] = [];
  const open = roots.reverse();
  // A block is written when it is taken up the second time, after its children.
  const taken = new Uint8Array(order.length);
  while (open.length > 0) {
    const h = open.at(-1)!;
    if (taken[h] === 1) {
      sequence.push(open.pop()!);
      continue;
    }
    taken[h] = 1;
    for (let k = children[h]!.length - 1; k >= 0; k--) open.push(children[h]![k]!);
  }
  return sequence;
}

function layOutFronts(
  { first }: BlockPattern,
  sequence: readonly number[],
  parent: readonly number[],
  later: readonly (readonly number[])[],
  rank: Int32Array,
  blocks: number,
): BlockElimination {
  const size = (h: number): number => first[h + 1]! - first[h]!;
  const extent = (list: readonly number[]): number => list.reduce((sum, h) => sum + size(h), 0);
  const fronts: number[][] = [];
  const frontOfBlock = new Int32Array(blocks);
  for (const h of sequence) {
    const last = fronts.at(-1);
    const below = last?.at(-1);
    const joins = below !== undefined && parent[below] === h && later[below]!.length === later[h]!.length + 1;
    if (joins) last!.push(h);
    else fronts.push([h]);
    frontOfBlock[h] = fronts.length - 1;
  }
  const rowStart = new Int32Array(fronts.length + 1);
  const pivots = new Int32Array(fronts.length);
  const children = new Int32Array(fronts.length);
  const frontOf = new Int32Array(first[blocks]!);
  const rows: number[] = [];
  const waiting: number[] = [];
  let [widest, factorNumbers, waitingNow, waitingNumbers, work] = [0, 0, 0, 0, 0];
  fronts.forEach((own, f) => {
    const after = later[own.at(-1)!]!;
    for (const h of own) {
      frontOf.fill(f, first[h]!, first[h + 1]!);
      for (let row = first[h]!; row < first[h + 1]!; row++) rows.push(row);
    }
    for (const h of [...after].sort((a, b) => rank[a]! - rank[b]!)) {
      for (let row = first[h]!; row < first[h + 1]!; row++) rows.push(row);
    }
    rowStart[f + 1] = rows.length;
    const p = extent(own);
    const m = extent(after);
    pivots[f] = p;
    widest = Math.max(widest, p + m);
    factorNumbers += p * (p + 2 * m);
    work += (p * p * p) / 3 + p * p * m + p * m * m;
    for (let k = 0; k < children[f]!; k++) waitingNow -= waiting.pop()!;
    waiting.push(m * m);
    waitingNow += m * m;
    waitingNumbers = Math.max(waitingNumbers, waitingNow);
    const above = parent[own.at(-1)!]!;
    if (above >= 0) children[frontOfBlock[above]!]! += 1;
  });
  return {
    rowStart,
    rows: Int32Array.from(rows),
    pivots,
    children,
    frontOf,
    widest,
    factorNumbers,
    waitingNumbers,
    work,
  };
}
