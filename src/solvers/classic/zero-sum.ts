/**
 * A two-player zero-sum tree of perfect recall as a linear programme over
 * sequences of own moves, solved in exact arithmetic.
 *
 * x_q is the weight of the first player's sequence q (the product of its own
 * probabilities along it), v_h the value the second player's set h keeps, with
 * every payoff A shifted above 0. Because more weight can then only help, the
 * equations of the sequence form may be written as inequalities with slack
 * ≥ 0, and the empty programme is a feasible start:
 *
 *     maximise v_0 subject to
 *     Σ_{a} x_ha ≤ x_before(h)                       for each set h of the first player
 *     v_set(q) − Σ_{h after q} v_h ≤ Σ_p A_pq x_p     for each sequence q of the second
 *
 * The dual variables of the second group are the second player's weights.
 *
 * Source: von Stengel, Efficient computation of behavior strategies, Games and
 * Economic Behavior 14 (1996).
 */
import {
  addFractions,
  commonDenominator,
  type Fraction,
  fraction,
  multiplyFractions,
  ONE,
  ZERO,
} from "../../numeric/fraction.ts";
import { IntegerDictionary } from "../../numeric/integer-dictionary.ts";
import { CHANCE, type ExactNumbers, type GameTree, lastOwnBranch, membersOf, TERMINAL } from "../../tree/game-tree.ts";

export interface ZeroSumSolution {
  /** Flat behaviour profile. */
  readonly profile: readonly Fraction[];
  /** What the first player gets. */
  readonly value: Fraction;
}

/** Pivots before the programme is given up. */
const MOST_PIVOTS = 20_000;

/** True for two players with exact payoffs whose sum is the same at every end. */
export function isZeroSum(tree: GameTree): boolean {
  const { exact } = tree;
  if (tree.players.length !== 2 || !exact) return false;
  let sum: Fraction | undefined;
  for (let n = 0; n < tree.infoset.length; n++) {
    if (tree.infoset[n] !== TERMINAL) continue;
    const here = addFractions(exact.payoff[2 * n]!, exact.payoff[2 * n + 1]!);
    sum ??= here;
    if (here.numerator !== sum.numerator || here.denominator !== sum.denominator) return false;
  }
  return true;
}

/** Minimax behaviour of both players. The tree must be zero-sum (`isZeroSum`) and of perfect recall. */
export function solveZeroSum(tree: GameTree): ZeroSumSolution | undefined {
  return new SequenceProgramme(tree, tree.exact!).solve();
}

class SequenceProgramme {
  private readonly tree: GameTree;
  private readonly exact: ExactNumbers;
  /** By set: the own branch before it, −1 for none. */
  private readonly before: Int32Array;
  /** Sets of each player; sequences are the flat profile entries, counted within the player from 1, 0 being the empty one. */
  private readonly sets: readonly (readonly number[])[];
  private readonly sequence: Int32Array;
  private readonly sequences: readonly number[];
  private readonly shift: Fraction;

  constructor(tree: GameTree, exact: ExactNumbers) {
    this.tree = tree;
    this.exact = exact;
    const last = lastOwnBranch(tree);
    const { start, node } = membersOf(tree);
    this.before = Int32Array.from(tree.infosets, ({ player }, h) => last[node[start[h]!]! * 2 + player]!);
    this.sets = [0, 1].map((player) => tree.infosets.flatMap((set, h) => (set.player === player ? [h] : [])));
    this.sequence = new Int32Array(tree.first[tree.infosets.length]!);
    this.sequences = this.sets.map((own) => {
      let count = 1;
      for (const h of own) for (let k = tree.first[h]!; k < tree.first[h + 1]!; k++) this.sequence[k] = count++;
      return count;
    });
    this.shift = this.findShift();
  }

  solve(): ZeroSumSolution | undefined {
    const { rows, columns } = this.programme();
    // The objective is the last row, kept out of the ratio test: it starts as z = 0 + v_0.
    const dictionary = new IntegerDictionary(rows, columns);
    const objective = rows.length - 1;
    for (let pivots = 0; pivots < MOST_PIVOTS; pivots++) {
      const column = entering(dictionary, objective);
      if (column < 0) return this.read(dictionary, objective);
      const row = dictionary.leavingRow(column, objective);
      if (row < 0) return undefined;
      dictionary.pivot(row, column);
    }
    return undefined;
  }

  /** Columns: x of the sequences but the empty one, v_0, v of the second player's sets. */
  private programme(): { readonly rows: readonly (readonly bigint[])[]; readonly columns: number } {
    const { tree, sets, sequences } = this;
    const weights = sequences[0]! - 1;
    const columns = weights + 1 + sets[1]!.length;
    const { matrix, common } = this.payoffs();
    const rows: bigint[][] = sets[0]!.map((h) => {
      const row: bigint[] = new Array(columns + 1).fill(0n);
      for (let k = tree.first[h]!; k < tree.first[h + 1]!; k++) row[this.sequence[k]! - 1] = 1n;
      if (this.before[h]! < 0) row[columns] = 1n;
      else row[this.sequence[this.before[h]!]! - 1] = -1n;
      return row;
    });
    for (let q = 0; q < sequences[1]!; q++) {
      const row: bigint[] = new Array(columns + 1).fill(0n);
      for (let p = 1; p < sequences[0]!; p++) row[p - 1] = -matrix[p]![q]!;
      row[columns] = matrix[0]![q]!;
      rows.push(row);
    }
    const empty = sets[0]!.length;
    rows[empty]![weights] = common;
    sets[1]!.forEach((h, at) => {
      const column = weights + 1 + at;
      for (let k = tree.first[h]!; k < tree.first[h + 1]!; k++) rows[empty + this.sequence[k]!]![column] = common;
      const up = this.before[h]! < 0 ? 0 : this.sequence[this.before[h]!]!;
      rows[empty + up]![column] = -common;
    });
    const objective: bigint[] = new Array(columns + 1).fill(0n);
    objective[weights] = -1n;
    rows.push(objective);
    return { rows, columns };
  }

  /** Payoff to the first player by pair of sequences, shifted above 0, times a common denominator. */
  private payoffs(): { readonly matrix: readonly (readonly bigint[])[]; readonly common: bigint } {
    const { tree, exact, sequences, shift } = this;
    const last = lastOwnBranch(tree);
    const sums: Fraction[][] = Array.from({ length: sequences[0]! }, () => new Array(sequences[1]!).fill(ZERO));
    const reach: Fraction[] = new Array(tree.infoset.length).fill(ONE);
    for (let n = 1; n < tree.infoset.length; n++) {
      const up = tree.parent[n]!;
      const chance = exact.chance[tree.childStart[up]! + tree.action[n]!]!;
      reach[n] = tree.infoset[up] === CHANCE ? multiplyFractions(reach[up]!, chance) : reach[up]!;
      if (tree.infoset[n] !== TERMINAL) continue;
      const [p, q] = [0, 1].map((player) => {
        const branch = last[n * 2 + player]!;
        return branch < 0 ? 0 : this.sequence[branch]!;
      });
      const worth = multiplyFractions(reach[n]!, addFractions(exact.payoff[2 * n]!, shift));
      sums[p!]![q!] = addFractions(sums[p!]![q!]!, worth);
    }
    const common = commonDenominator(sums.flat());
    return {
      matrix: sums.map((row) => row.map(({ numerator, denominator }) => numerator * (common / denominator))),
      common,
    };
  }

  private findShift(): Fraction {
    let least = 0n;
    this.tree.infoset.forEach((h, n) => {
      if (h !== TERMINAL) return;
      const { numerator, denominator } = this.exact.payoff[2 * n]!;
      const floor = numerator / denominator - 1n;
      if (floor < least) least = floor;
    });
    return fraction(1n - least);
  }

  private read(dictionary: IntegerDictionary, objective: number): ZeroSumSolution {
    const { tree, sets, sequences } = this;
    const weightOf = (variable: number): bigint => {
      const row = dictionary.rowOf(variable);
      return row < 0 ? 0n : dictionary.side(row);
    };
    const dualOf = (row: number): bigint => {
      const column = dictionary.columnOf(dictionary.columns + row);
      return column < 0 ? 0n : dictionary.at(objective, column);
    };
    const profile: Fraction[] = new Array(this.sequence.length).fill(ZERO);
    sets.forEach((own, player) => {
      for (const h of own) {
        const weight = (k: number): bigint =>
          player === 0 ? weightOf(this.sequence[k]! - 1) : dualOf(sets[0]!.length + this.sequence[k]!);
        fillShares(tree, h, weight, profile);
      }
    });
    const value = fraction(weightOf(sequences[0]! - 1), dictionary.determinant);
    const { numerator, denominator } = this.shift;
    return { profile, value: addFractions(value, fraction(-numerator, denominator)) };
  }
}

/** Weights of a set's actions as shares; the first action where all are 0, which happens only off the way. */
function fillShares(tree: GameTree, h: number, weight: (k: number) => bigint, profile: Fraction[]): void {
  let total = 0n;
  for (let k = tree.first[h]!; k < tree.first[h + 1]!; k++) total += weight(k);
  if (total === 0n) {
    profile[tree.first[h]!] = ONE;
    return;
  }
  for (let k = tree.first[h]!; k < tree.first[h + 1]!; k++) profile[k] = fraction(weight(k), total);
}

/** The column that raises the objective fastest, −1 at the optimum. */
function entering(dictionary: IntegerDictionary, objective: number): number {
  let best = -1;
  for (let c = 0; c < dictionary.columns; c++) {
    const gain = dictionary.at(objective, c);
    if (gain < 0n && (best < 0 || gain < dictionary.at(objective, best))) best = c;
  }
  return best;
}
