import { effectiveSize } from "./effective-size.ts";
import type { Proposal } from "./proposal.ts";
import type { DrawResult } from "./run-draws.ts";

/** Draws placed by one proposal, and what came of them. */
export interface Round {
  readonly proposal: Proposal;
  /** In the unit cube. */
  readonly points: readonly Float64Array[];
  readonly results: readonly DrawResult[];
}

export interface WeighedDraws {
  readonly points: readonly Float64Array[];
  readonly results: readonly DrawResult[];
  /** Posterior weight of each draw; they sum to 1, or are all 0 where no draw explains the reports. */
  readonly weights: Float64Array;
  /** How many equal draws they are worth. */
  readonly effectiveSampleSize: number;
}

/**
 * Weigh the draws of all rounds together: draw d at the point u_d with mass
 * m_d = P(reports, survival | parameters) has the weight
 *
 *     w_d ∝ m_d / Σ_r (N_r / N) g_r(u_d)
 *
 * where g_r is the density of round r and N_r its size (the balance heuristic
 * of Veach and Guibas 1995). With even draws only, w_d ∝ m_d. A draw that makes
 * no game weighs nothing: the prior is the given one where the file holds.
 */
export function weighDraws(rounds: readonly Round[]): WeighedDraws {
  const points = rounds.flatMap((round) => round.points);
  const results = rounds.flatMap((round) => round.results);
  const raw = Float64Array.from(results, (result, d) => {
    if ("failure" in result || !(result.mass > 0)) return 0;
    const density = rounds.reduce(
      (sum, { proposal, points: own }) => sum + (own.length / points.length) * proposal.density(points[d]!),
      0,
    );
    return result.mass / density;
  });
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = total > 0 ? raw.map((weight) => weight / total) : raw;
  return { points, results, weights, effectiveSampleSize: effectiveSize(weights) };
}

/** Σ w_d x_d over the draws with a say, in the order of the draws. */
export function weightedMean(weights: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < weights.length; d++) if (weights[d]! > 0) sum += weights[d]! * values[d]!;
  return sum;
}

/**
 * Standard error of a weighted mean as if the draws were independent:
 * √ Σ w_d² (x_d − mean)². Sobol draws do better; so it errs on the safe side.
 */
export function standardError(weights: Float64Array, values: Float64Array): number {
  const mean = weightedMean(weights, values);
  let sum = 0;
  for (let d = 0; d < weights.length; d++) {
    if (weights[d]! > 0) sum += (weights[d]! * (values[d]! - mean)) ** 2;
  }
  return Math.sqrt(sum);
}
