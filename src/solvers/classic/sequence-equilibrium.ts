/**
 * One equilibrium of a two-player tree with information sets by Lemke's path
 * through its sequence form, in exact arithmetic. The sequence form grows with
 * the tree, where the strategic form grows exponentially.
 *
 * With C and D what the players fall short of (above 0), E x = e and F y = f
 * that weights of sequences flow on through the tree, and p, q the values of
 * information sets, an equilibrium is a solution of
 *
 *     x ≥ 0  ⊥  C y − Eᵀp ≥ 0        y ≥ 0  ⊥  Dᵀx − Fᵀq ≥ 0        E x = e,  F y = f
 *
 * (x ⊥ w: in each place one of the two is 0). Each free variable is the
 * difference of two that are ≥ 0 and each equation two inequalities. As costs
 * are above 0, the path from the artificial start with the covering vector
 * (1, …, 1) cannot run off to infinity, and ends in a solution. Ties are broken
 * lexicographically.
 *
 * Source: Koller, Megiddo and von Stengel, Efficient computation of equilibria
 * for extensive two-person games, Games and Economic Behavior 14 (1996).
 * Tests: test/classic/sequence-form.test.ts.
 */
import { type Fraction, fraction } from "../../numeric/fraction.ts";
import { IntegerDictionary } from "../../numeric/integer-dictionary.ts";
import type { ExactNumbers, GameTree } from "../../tree/game-tree.ts";
import { type SequenceForm, sequenceFormOf } from "./sequence-form.ts";

/** Pivots times entries that are worked off before the path is given up: about a minute. */
const MOST_WORK = 1e9;

/**
 * Flat behaviour profile; entries of sets that their player's own choices rule
 * out are `undefined`. Nothing where the path was too long.
 *
 * The tree must have two players, perfect recall and exact numbers.
 */
export function sequenceEquilibrium(
  tree: GameTree,
  exact: ExactNumbers,
): readonly (Fraction | undefined)[] | undefined {
  const form = sequenceFormOf(tree, exact);
  const { rows, right } = complementarity(tree, form);
  const weight = followLemke(rows, right);
  return weight && behaviour(tree, form, weight);
}

/** w = M z + b with z = (x, y, p′, p″, q′, q″). */
function complementarity(tree: GameTree, form: SequenceForm): { readonly rows: bigint[][]; readonly right: bigint[] } {
  const { sequences, sets, cost } = form;
  const [own = 0, other = 0] = sequences;
  // One equation for the empty sequence, and one for each set.
  const flows = sets.map((list) => list.length + 1);
  const values = own + other;
  const size = values + 2 * (flows[0]! + flows[1]!);
  const rows: bigint[][] = Array.from({ length: size }, () => new Array<bigint>(size).fill(0n));
  const right: bigint[] = new Array<bigint>(size).fill(0n);
  for (let p = 0; p < own; p++) for (let q = 0; q < other; q++) rows[p]![own + q] = cost[0]![p]![q]!;
  for (let q = 0; q < other; q++) for (let p = 0; p < own; p++) rows[own + q]![p] = cost[1]![q]![p]!;
  let flow = values;
  [0, 1].forEach((player) => {
    const offset = player === 0 ? 0 : own;
    const count = flows[player]!;
    const add = (equation: number, sequence: number, sign: bigint): void => {
      const column = offset + sequence;
      const [plus, minus] = [flow + equation, flow + count + equation];
      rows[plus]![column] = sign;
      rows[minus]![column] = -sign;
      rows[column]![plus] = -sign;
      rows[column]![minus] = sign;
    };
    add(0, 0, 1n);
    right[flow] = -1n;
    right[flow + count] = 1n;
    sets[player]!.forEach((h, k) => {
      for (let entry = tree.first[h]!; entry < tree.first[h + 1]!; entry++) add(k + 1, form.sequence[entry]!, 1n);
      add(k + 1, form.before[h]!, -1n);
    });
    flow += 2 * count;
  });
  return { rows, right };
}

/** The weights z, times a common factor, at the end of the path. */
function followLemke(rows: readonly (readonly bigint[])[], right: readonly bigint[]): readonly bigint[] | undefined {
  const size = rows.length;
  let first = 0;
  right.forEach((side, k) => {
    if (side < right[first]!) first = k;
  });
  // The artificial variable has entered already and pushed out w of row `first`, which is the last column now.
  // Its row stands last: ties are broken as if the other right-hand sides were larger by ever smaller amounts, and
  // only where no amount is taken off does the path keep from running off.
  const order = [...rows.keys()].filter((k) => k !== first).concat(first);
  const base = rows[first]!;
  const start = order.map((k) => {
    const isFirst = k === first;
    const entries = rows[k]!.map((entry, c) => (isFirst ? entry : base[c]! - entry));
    return [...entries, -1n, isFirst ? -right[k]! : right[k]! - right[first]!];
  });
  const dictionary = new IntegerDictionary(start, size + 1);
  const artificial = 2 * size;
  /** The partner of a variable. z_k is k, w of `first` is `size`, any other w_k stands in its row's place above. */
  const partner = (variable: number): number => {
    if (variable < size) return variable === first ? size : size + 1 + (variable < first ? variable : variable - 1);
    return variable === size ? first : order[variable - size - 1]!;
  };
  let entering = first;
  const mostPivots = MOST_WORK / (size * size);
  for (let pivots = 0; pivots < mostPivots; pivots++) {
    const column = dictionary.columnOf(entering);
    const row = dictionary.leavingRow(column);
    if (row < 0) return undefined;
    const leaving = dictionary.basic[row]!;
    dictionary.pivot(row, column);
    if (leaving === artificial) return weights(dictionary, size);
    entering = partner(leaving);
  }
  return undefined;
}

function weights(dictionary: IntegerDictionary, size: number): readonly bigint[] {
  const found: bigint[] = new Array<bigint>(size).fill(0n);
  dictionary.basic.forEach((variable, row) => {
    if (variable < size) found[variable] = dictionary.side(row);
  });
  return found;
}

/** Shares of the actions of each set in the weight that flows through it. */
function behaviour(tree: GameTree, form: SequenceForm, weight: readonly bigint[]): readonly (Fraction | undefined)[] {
  const profile: (Fraction | undefined)[] = new Array(form.sequence.length).fill(undefined);
  tree.infosets.forEach(({ player }, h) => {
    const offset = player === 0 ? 0 : form.sequences[0]!;
    const own = (k: number): bigint => weight[offset + form.sequence[k]!]!;
    let total = 0n;
    for (let k = tree.first[h]!; k < tree.first[h + 1]!; k++) total += own(k);
    if (total === 0n) return;
    for (let k = tree.first[h]!; k < tree.first[h + 1]!; k++) profile[k] = fraction(own(k), total);
  });
  return profile;
}
