import {
  addFractions,
  commonDenominator,
  type Fraction,
  fraction,
  multiplyFractions,
  ONE,
  ZERO,
} from "../../numeric/fraction.ts";
import { CHANCE, type ExactNumbers, type GameTree, lastOwnBranch, membersOf, TERMINAL } from "../../tree/game-tree.ts";

/**
 * The sequence form of a two-player tree of perfect recall. A sequence of a
 * player is the chain of its own actions that ends in an entry of the profile;
 * sequence 0 is the empty one.
 */
export interface SequenceForm {
  /** Information sets of each player. */
  readonly sets: readonly (readonly number[])[];
  /** Number of sequences of each player, the empty one included. */
  readonly sequences: readonly number[];
  /** By entry of a profile: the sequence of its player that ends there. */
  readonly sequence: Int32Array;
  /** By information set: the sequence of its player that leads there. */
  readonly before: Int32Array;
  /** Costs, above 0 and in whole numbers: what each player falls short of its best end, [player][own p][other q]; 0 where no end has the pair. */
  readonly cost: readonly (readonly (readonly bigint[])[])[];
}

/** The tree must have two players and exact numbers. */
export function sequenceFormOf(tree: GameTree, exact: ExactNumbers): SequenceForm {
  const last = lastOwnBranch(tree);
  const { start, node } = membersOf(tree);
  const sequence = new Int32Array(tree.first[tree.infosets.length]!);
  const sets = [0, 1].map((player) => tree.infosets.flatMap((set, h) => (set.player === player ? [h] : [])));
  const sequences = sets.map((own) => {
    let count = 1;
    for (const h of own) for (let k = tree.first[h]!; k < tree.first[h + 1]!; k++) sequence[k] = count++;
    return count;
  });
  const sequenceAt = (n: number, player: number): number => {
    const branch = last[n * 2 + player]!;
    return branch < 0 ? 0 : sequence[branch]!;
  };
  const before = Int32Array.from(tree.infosets, ({ player }, h) => sequenceAt(node[start[h]!]!, player));
  const cost = [0, 1].map((player) => costs(tree, exact, player, sequences, sequenceAt));
  return { sets, sequences, sequence, before, cost };
}

function costs(
  tree: GameTree,
  exact: ExactNumbers,
  player: number,
  sequences: readonly number[],
  sequenceAt: (n: number, player: number) => number,
): readonly (readonly bigint[])[] {
  const other = 1 - player;
  const top = bestEnd(tree, exact, player);
  const sums: Fraction[][] = Array.from({ length: sequences[player]! }, () =>
    new Array<Fraction>(sequences[other]!).fill(ZERO),
  );
  const reach: Fraction[] = new Array(tree.infoset.length).fill(ONE);
  for (let n = 0; n < tree.infoset.length; n++) {
    if (n > 0) {
      const up = tree.parent[n]!;
      const chance = exact.chance[tree.childStart[up]! + tree.action[n]!]!;
      reach[n] = tree.infoset[up] === CHANCE ? multiplyFractions(reach[up]!, chance) : reach[up]!;
    }
    if (tree.infoset[n] !== TERMINAL) continue;
    const { numerator, denominator } = exact.payoff[2 * n + player]!;
    const short = addFractions(top, fraction(-numerator, denominator));
    const row = sums[sequenceAt(n, player)]!;
    const q = sequenceAt(n, other);
    row[q] = addFractions(row[q]!, multiplyFractions(reach[n]!, short));
  }
  const common = commonDenominator(sums.flat());
  return sums.map((row) => row.map(({ numerator, denominator }) => numerator * (common / denominator)));
}

/** A whole number above every payoff of the player. */
function bestEnd(tree: GameTree, exact: ExactNumbers, player: number): Fraction {
  let top: bigint | undefined;
  tree.infoset.forEach((h, n) => {
    if (h !== TERMINAL) return;
    const { numerator, denominator } = exact.payoff[2 * n + player]!;
    const above = numerator / denominator + 2n;
    if (top === undefined || above > top) top = above;
  });
  return fraction(top ?? 1n);
}
