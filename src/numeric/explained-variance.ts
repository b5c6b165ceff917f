/**
 * How much of a quantity goes with one coordinate: the weighted least squares
 * fit of y by a cubic in x, from weighted pairs (x, y),
 *
 *     ŷ(x) = Σ_{k ≤ 3} c_k P_k(x),   P_0 … P_3 orthogonal under the weights,
 *
 * the variance of ŷ less what chance alone would explain (3 residual variances
 * over the effective number of pairs; 0 where that is all), and the mean of
 * |ŷ − ȳ|, made smaller by the same proportion.
 */
export interface Explained {
  readonly mean: number;
  /** Of ŷ, chance taken off. */
  readonly variance: number;
  /** Mean |ŷ − ȳ|, chance taken off. */
  readonly change: number;
}

const DEGREE = 3;
/** A power that adds less than this share of itself to the others is left out. */
const NOTHING_NEW = 1e-9;

/**
 * @param x in any unit; best within [0, 1].
 * @param weights at least 0; pairs without weight, and pairs whose y is NaN, have no say.
 * @returns zeros where fewer than six pairs' worth of weight is there.
 */
export function explainedVariance(x: Float64Array, y: Float64Array, weights: Float64Array): Explained {
  const rows = Array.from(x, (_, i) => i).filter((i) => weights[i]! > 0 && Number.isFinite(y[i]!));
  const total = rows.reduce((sum, i) => sum + weights[i]!, 0);
  const average = (read: (i: number) => number): number =>
    rows.reduce((sum, i) => sum + weights[i]! * read(i), 0) / total;
  const squares = rows.reduce((sum, i) => sum + (weights[i]! / total) ** 2, 0);
  const size = 1 / squares;
  const mean = average((i) => y[i]!);
  if (!(total > 0 && size > DEGREE + 2)) return { mean: Number.isFinite(mean) ? mean : 0, variance: 0, change: 0 };
  const basis: Float64Array[] = [Float64Array.from(x, () => 1)];
  const fit = new Float64Array(x.length);
  let terms = 0;
  for (let degree = 1; degree <= DEGREE; degree++) {
    const own = Float64Array.from(x, (value) => value ** degree);
    const before = average((i) => own[i]! ** 2);
    for (const other of basis) {
      const share = average((i) => own[i]! * other[i]!) / average((i) => other[i]! ** 2);
      for (let i = 0; i < own.length; i++) own[i]! -= share * other[i]!;
    }
    const norm = average((i) => own[i]! ** 2);
    if (!(norm > NOTHING_NEW * before)) continue;
    const slope = average((i) => own[i]! * (y[i]! - mean)) / norm;
    for (let i = 0; i < own.length; i++) fit[i]! += slope * own[i]!;
    basis.push(own);
    terms += 1;
  }
  const raw = average((i) => fit[i]! ** 2);
  const rest = average((i) => (y[i]! - mean - fit[i]!) ** 2);
  const chance = (terms * rest) / (size - terms - 1);
  const variance = Math.max(0, raw - chance);
  const change = raw > 0 ? average((i) => Math.abs(fit[i]!)) * Math.sqrt(variance / raw) : 0;
  return { mean, variance, change };
}
