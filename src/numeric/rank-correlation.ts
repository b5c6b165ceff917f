/**
 * Draws that go together: coordinates of the unit cube with given rank
 * correlations, each by itself still even (a Gaussian copula). With
 * z = Φ⁻¹(u) and R the matrix of r = 2 sin(π ρ / 6), which gives normal draws
 * the Spearman rank correlation ρ (Pearson 1907), and R = L Lᵀ (Cholesky),
 *
 *     u′ = Φ(L z).
 *
 * Sine and cosine do not have the same digits on every engine; the series here
 * do.
 */
import { distributionNormal } from "./distribution-normal.ts";
import { quantileNormal } from "./quantile-normal.ts";

export interface RankCorrelation {
  readonly one: number;
  readonly other: number;
  /** Spearman's ρ, strictly between −1 and 1. */
  readonly rank: number;
}

/** Takes a point of the cube to the point it stands for; coordinates without a correlation stay as they are. */
export type CorrelatedCube = (point: Float64Array) => Float64Array;

/** Below this a matrix counts as singular: the others leave the coordinate no freedom. */
const LEAST_FREEDOM = 1e-9;

/**
 * The map from even, independent points to correlated ones.
 *
 * @returns undefined where no draws can have these correlations (their matrix is not positive definite).
 */
export function correlatedCube(
  dimensions: number,
  correlations: readonly RankCorrelation[],
): CorrelatedCube | undefined {
  if (correlations.length === 0) return (point) => point;
  const factor = cholesky(dimensions, correlations);
  if (!factor) return undefined;
  const tied = Array.from({ length: dimensions }, (_, i) => factor[i]!.some((value, j) => j < i && value !== 0));
  const needed = Array.from({ length: dimensions }, (_, j) => factor.some((row, i) => i > j && row[j] !== 0));
  return (point) => {
    const normal = Float64Array.from(point, (u, j) => (tied[j] || needed[j] ? quantileNormal(u) : 0));
    return Float64Array.from(point, (u, i) => {
      if (!tied[i]) return u;
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += factor[i]![j]! * normal[j]!;
      return inside(distributionNormal(sum));
    });
  };
}

/** Quantiles are taken strictly between 0 and 1. */
function inside(u: number): number {
  return Math.min(1 - 2 ** -53, Math.max(2 ** -60, u));
}

/** Rows of the lower triangular factor; undefined where the matrix is not positive definite. */
function cholesky(dimensions: number, correlations: readonly RankCorrelation[]): readonly Float64Array[] | undefined {
  const matrix = Array.from({ length: dimensions }, (_, i) => {
    const row = new Float64Array(dimensions);
    row[i] = 1;
    return row;
  });
  for (const { one, other, rank } of correlations) {
    const r = 2 * sine((Math.PI * rank) / 6);
    matrix[one]![other] = r;
    matrix[other]![one] = r;
  }
  const factor = matrix.map(() => new Float64Array(dimensions));
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k++) rest -= factor[i]![k]! * factor[j]![k]!;
      if (i === j && !(rest > LEAST_FREEDOM)) return undefined;
      factor[i]![j] = i === j ? Math.sqrt(rest) : rest / factor[j]![j]!;
    }
  }
  return factor;
}

/** sin x for |x| ≤ π/6, by its series. */
function sine(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 2; n < 24; n += 2) {
    term *= (-x * x) / (n * (n + 1));
    sum += term;
  }
  return sum;
}
