import { planElimination } from "../../numeric/block-elimination.ts";
import { type BlockPattern, layOutBlocks } from "../../numeric/block-pattern.ts";
import type { GameTree } from "../../tree/game-tree.ts";

/** Information sets with something to choose as the blocks of the derivatives of a tree's equations. */
export interface TreeBlocks {
  readonly pattern: BlockPattern;
  /** By information set; −1 where there is one action only. */
  readonly blockOf: Int32Array;
}

/**
 * Two sets share entries where a path of the tree passes through both. They
 * are best eliminated from the ends of the tree to its root: what a set far
 * down is left to share are the sets above it.
 *
 * Cost: the nodes times how deep they lie.
 */
export function treeBlocks(tree: GameTree): TreeBlocks {
  const sets = tree.infosets.length;
  const blockOf = new Int32Array(sets).fill(-1);
  const first: number[] = [];
  for (let h = 0; h < sets; h++) {
    if (tree.first[h + 1]! - tree.first[h]! < 2) continue;
    blockOf[h] = first.length;
    first.push(tree.first[h]! - h);
  }
  const blocks = first.length;
  first.push(tree.first[sets]! - sets);
  const shared = Array.from({ length: blocks }, () => new Set<number>());
  const depth = new Int32Array(blocks);
  for (let z = 0; z < tree.infoset.length; z++) {
    const own = tree.infoset[z]! < 0 ? -1 : blockOf[tree.infoset[z]!]!;
    if (own < 0) continue;
    let above = 0;
    for (let x = tree.parent[z]!; x >= 0; x = tree.parent[x]!) {
      const other = tree.infoset[x]! < 0 ? -1 : blockOf[tree.infoset[x]!]!;
      if (other < 0) continue;
      above++;
      // Forgetful players may meet a set twice on one path.
      if (other === own) continue;
      shared[own]!.add(other);
      shared[other]!.add(own);
    }
    depth[own] = Math.max(depth[own]!, above);
  }
  const neighbours = shared.map((own) => Int32Array.from(own).sort());
  const order = Int32Array.from({ length: blocks }, (_, k) => k).sort((a, b) => depth[b]! - depth[a]! || a - b);
  return { pattern: layOutBlocks(Int32Array.from(first), neighbours, order), blockOf };
}

/** What a step along the branch of a tree takes. */
export interface TreeWork {
  /** Free probabilities: one fewer than the actions of each information set. */
  readonly ratios: number;
  /** Multiplications of one elimination, and the numbers it keeps. */
  readonly multiplications: number;
  readonly numbers: number;
}

/** Cost: as `treeBlocks`. */
export function treeWork(tree: GameTree): TreeWork {
  const { pattern } = treeBlocks(tree);
  const { work, factorNumbers, waitingNumbers, widest } = planElimination(pattern);
  return {
    ratios: pattern.first[pattern.diagonal.length]!,
    multiplications: work,
    numbers: pattern.values + factorNumbers + waitingNumbers + widest * widest,
  };
}
