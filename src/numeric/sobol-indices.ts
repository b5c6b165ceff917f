/**
 * Sobol indices: which share of the variance of a function on the unit cube is
 * due to which factor.
 *
 * With A and B two sets of N points that have nothing in common, A_i the points
 * of A with factor i taken from B, B_i the points of B with factor i from A, f
 * less its mean, and V its variance:
 *
 *     S_i  = mean f(B) (f(A_i) − f(A)) / V            alone
 *     T_i  = mean (f(A) − f(A_i))² / 2V               with all it goes together with
 *     S_ij = mean (f(B_i) f(A_j) − f(A) f(B)) / V − S_i − S_j     two together, beyond each alone
 *
 * each also with A and B exchanged, and the mean of both taken. Σ S_i ≤ 1 ≤ Σ T_i.
 * Saltelli (2002); the estimators of S_i by Saltelli and others (Computer
 * Physics Communications 181, 2010) and T_i by Jansen (1999). The points are
 * halves of scrambled Sobol points, the errors those of resampled rows, which
 * overstates them, since the points are more even than random ones.
 */
import type { Factors } from "./morris.ts";
import { resampledDeviations } from "./resampled-deviation.ts";
import { sobolSequence } from "./sobol.ts";

export interface SobolDesign {
  readonly factors: number;
  /** N. */
  readonly rows: number;
  /** A, B, A_1 … A_k, B_1 … B_k, N points each. */
  readonly points: readonly Float64Array[];
}

/** An index and the half-width of its 95 % interval. */
export interface SobolIndex {
  readonly share: number;
  readonly error: number;
}

export interface SobolIndices {
  /** Mean and variance of the function over the cube. */
  readonly mean: number;
  readonly variance: number;
  /** S by factor. */
  readonly alone: readonly SobolIndex[];
  /** T by factor. */
  readonly total: readonly SobolIndex[];
  readonly pairs: readonly (SobolIndex & { readonly one: number; readonly other: number })[];
  /** Rows with a value at each of their points; the others are left out. */
  readonly rows: number;
}

/** Standard errors in a 95 % interval. */
const WIDTH = 1.96;

/**
 * @param factors coordinates of each factor.
 * @param rows N; powers of two are spread most evenly. N (2k + 2) points come of it.
 *
 * @throws {RangeError} with more coordinates than half the dimensions of the Sobol sequence.
 */
export function sobolDesign(factors: Factors, rows: number, seed: number): SobolDesign {
  const dimensions = factors.reduce((sum, own) => sum + own.length, 0);
  const sequence = sobolSequence(2 * dimensions, { seed });
  const both = Array.from({ length: rows }, (_, n) => sequence.at(n));
  const a = both.map((point) => point.slice(0, dimensions));
  const b = both.map((point) => point.slice(dimensions));
  const mixed = (from: readonly Float64Array[], other: readonly Float64Array[]): Float64Array[] =>
    factors.flatMap((coordinates) =>
      from.map((point, n) => {
        const copy = Float64Array.from(point);
        for (const c of coordinates) copy[c] = other[n]![c]!;
        return copy;
      }),
    );
  return { factors: factors.length, rows, points: [...a, ...b, ...mixed(a, b), ...mixed(b, a)] };
}

/**
 * @param values by point of the design; NaN where there is none: its whole row is left out.
 * @returns shares NaN where the function does not vary, or no row is whole.
 */
export function sobolIndices(design: SobolDesign, values: Float64Array, seed: number): SobolIndices {
  const { factors, rows } = design;
  const blocks = 2 + 2 * factors;
  const whole = Array.from({ length: rows }, (_, n) => n).filter((n) =>
    Array.from({ length: blocks }, (_, k) => values[k * rows + n]!).every(Number.isFinite),
  );
  const table = Array.from({ length: blocks }, (_, k) => Float64Array.from(whole, (n) => values[k * rows + n]!));
  const all = Int32Array.from(whole, (_, row) => row);
  const { mean, variance } = momentsOf(table, all);
  const shares = sharesOf(table, factors, all);
  const deviations = resampledDeviations(whole.length, (chosen) => sharesOf(table, factors, chosen), seed);
  const index = (k: number): SobolIndex => ({ share: shares[k]!, error: WIDTH * (deviations[k] ?? Number.NaN) });
  return {
    mean,
    variance,
    alone: Array.from({ length: factors }, (_, i) => index(i)),
    total: Array.from({ length: factors }, (_, i) => index(factors + i)),
    pairs: pairsOf(factors).map(([one, other], p) => ({ one, other, ...index(2 * factors + p) })),
    rows: whole.length,
  };
}

function pairsOf(factors: number): readonly (readonly [number, number])[] {
  return Array.from({ length: factors }, (_, i) => i).flatMap((i) =>
    Array.from({ length: factors - i - 1 }, (_, d) => [i, i + 1 + d] as const),
  );
}

/** S of each factor, T of each, S of each pair, over the rows chosen. */
function sharesOf(table: readonly Float64Array[], factors: number, chosen: Int32Array): readonly number[] {
  const { mean, variance } = momentsOf(table, chosen);
  const [a, b] = [table[0]!, table[1]!];
  const average = (read: (row: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < chosen.length; i++) sum += read(chosen[i]!);
    return sum / chosen.length / variance;
  };
  const ab = (i: number): Float64Array => table[2 + i]!;
  const ba = (i: number): Float64Array => table[2 + factors + i]!;
  const alone = Array.from({ length: factors }, (_, i) => {
    const [one, other] = [ab(i), ba(i)];
    return (
      (average((n) => (b[n]! - mean) * (one[n]! - a[n]!)) + average((n) => (a[n]! - mean) * (other[n]! - b[n]!))) / 2
    );
  });
  const total = Array.from({ length: factors }, (_, i) => {
    const [one, other] = [ab(i), ba(i)];
    return (average((n) => (a[n]! - one[n]!) ** 2) + average((n) => (b[n]! - other[n]!) ** 2)) / 4;
  });
  const nothing = average((n) => (a[n]! - mean) * (b[n]! - mean));
  const pairs = pairsOf(factors).map(([i, j]) => {
    const closed =
      (average((n) => (ba(i)[n]! - mean) * (ab(j)[n]! - mean)) +
        average((n) => (ba(j)[n]! - mean) * (ab(i)[n]! - mean))) /
      2;
    return closed - nothing - alone[i]! - alone[j]!;
  });
  return [...alone, ...total, ...pairs];
}

/** Mean and variance over the points of A and B. */
function momentsOf([a, b]: readonly Float64Array[], chosen: Int32Array): { mean: number; variance: number } {
  let sum = 0;
  for (let i = 0; i < chosen.length; i++) sum += a![chosen[i]!]! + b![chosen[i]!]!;
  const mean = sum / (2 * chosen.length);
  let squares = 0;
  for (let i = 0; i < chosen.length; i++) squares += (a![chosen[i]!]! - mean) ** 2 + (b![chosen[i]!]! - mean) ** 2;
  return { mean, variance: squares / (2 * chosen.length) };
}
