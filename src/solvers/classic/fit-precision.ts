/**
 * Maximum-likelihood λ for observed play: counts n_k of the choices are drawn
 * from the logit equilibrium p(λ) on the branch from λ = 0,
 *
 *     ln L(λ) = Σ_k n_k ln p_k(λ),     d ln L/dλ = Σ_k n_k d ln p_k/dλ,
 *     dy/dλ = −(∂F/∂y)⁻¹ ∂F/∂λ.
 *
 * The branch is walked once to see between which points ln L has its peaks;
 * each is then narrowed down by bisection on the slope, every point traced
 * anew, and the highest is the answer.
 */
import type { BranchSystem } from "../../numeric/branch-system.ts";
import { type BranchResult, BranchTracer } from "../../numeric/branch-tracer.ts";
import { DenseLu } from "../../numeric/dense-lu.ts";
import { log } from "../../numeric/log.ts";

export interface PrecisionFit {
  /** λ at the highest peak. */
  readonly lambda: number;
  readonly logLikelihood: number;
  /** From the curvature; Infinity where there is none to speak of. */
  readonly standardError: number;
  readonly profile: Float64Array;
  readonly branch: BranchResult;
  /** False where ln L still rises at the largest λ looked at, or the branch was lost. */
  readonly converged: boolean;
  readonly peaks: number;
}

/** Narrowing ends when the bracket is this share of λ. */
const BRACKET = 1e-13;

/**
 * @param systemAt the equations with λ for every player.
 * @param first offset of each group of choices in a profile.
 * @param counts how often each choice was observed.
 * @param most largest λ to look at.
 */
export function fitPrecision(
  systemAt: (lambda: number) => BranchSystem,
  first: Int32Array,
  counts: Float64Array,
  most: number,
): PrecisionFit {
  const slopeAt = (lambda: number): Point => pointAt(systemAt, first, counts, lambda);
  const brackets = walk(systemAt(most), first, counts, most);
  const candidates = [slopeAt(brackets.last), ...(slopeAt(0).slope <= 0 ? [slopeAt(0)] : [])];
  for (const [low, high] of brackets.peaks) candidates.push(narrow(slopeAt, low, high));
  const best = candidates.reduce((top, point) => (point.logLikelihood > top.logLikelihood ? point : top));
  const isPeak = best.lambda < brackets.last;
  const width = 1e-4 * best.lambda;
  const curvature =
    isPeak && width > 0 ? (slopeAt(best.lambda - width).slope - slopeAt(best.lambda + width).slope) / (2 * width) : 0;
  return {
    lambda: best.lambda,
    logLikelihood: best.logLikelihood,
    standardError: curvature > 0 ? 1 / Math.sqrt(curvature) : Number.POSITIVE_INFINITY,
    profile: best.profile,
    branch: best.branch,
    converged: best.branch.converged && isPeak,
    peaks: brackets.peaks.length,
  };
}

interface Point {
  readonly lambda: number;
  readonly logLikelihood: number;
  readonly slope: number;
  readonly profile: Float64Array;
  readonly branch: BranchResult;
}

/** Where ln L turns from rising to falling along the branch, in λ. */
function walk(
  system: BranchSystem,
  first: Int32Array,
  counts: Float64Array,
  most: number,
): { readonly peaks: readonly (readonly [number, number])[]; readonly last: number } {
  const peaks: [number, number][] = [];
  let before = 0;
  let rising = true;
  let last = 0;
  new BranchTracer(system).trace({
    watch: (s, { tangent }) => {
      const slope = slopeAlong(system.probability, first, counts, tangent);
      // Where the branch turns back, a peak along it is told in λ all the same.
      if (rising && slope <= 0) peaks.push([Math.min(before, s) * most, Math.max(before, s) * most]);
      rising = slope > 0;
      before = s;
      last = Math.max(last, s * most);
      return false;
    },
  });
  return { peaks, last };
}

/** Σ n_k d ln p_k for the change dy of the log-ratios. */
function slopeAlong(probability: Float64Array, first: Int32Array, counts: Float64Array, change: Float64Array): number {
  let slope = 0;
  for (let g = 0; g + 1 < first.length; g++) {
    let mean = 0;
    let total = 0;
    for (let k = first[g]!; k < first[g + 1]!; k++) {
      const step = k === first[g]! ? 0 : change[k - g - 1]!;
      mean += probability[k]! * step;
      slope += counts[k]! * step;
      total += counts[k]!;
    }
    slope -= total * mean;
  }
  return slope;
}

function pointAt(
  systemAt: (lambda: number) => BranchSystem,
  first: Int32Array,
  counts: Float64Array,
  lambda: number,
): Point {
  const system = systemAt(lambda);
  const branch = new BranchTracer(system).trace();
  const lu = new DenseLu(system.size);
  const change = new Float64Array(system.size);
  system.jacobian(1, lu.matrix, system.size);
  lu.factor(system.size);
  // ∂F/∂λ = ∂F/∂s / λ; at λ = 0 it is taken from the values themselves.
  for (let g = 0; g + 1 < first.length; g++) {
    const base = first[g]!;
    for (let k = base + 1; k < first[g + 1]!; k++) change[k - g - 1] = system.utility[k]! - system.utility[base]!;
  }
  lu.solve(change);
  let logLikelihood = 0;
  counts.forEach((count, k) => {
    if (count > 0) logLikelihood += count * log(Math.max(system.probability[k]!, 5e-324));
  });
  const slope = slopeAlong(system.probability, first, counts, change);
  return { lambda, logLikelihood, slope, profile: system.probability.slice(0, system.strategies), branch };
}

function narrow(slopeAt: (lambda: number) => Point, from: number, to: number): Point {
  let low = from;
  let high = to;
  let middle = slopeAt((low + high) / 2);
  while (high - low > BRACKET * high) {
    if (middle.slope > 0) low = middle.lambda;
    else high = middle.lambda;
    const next = (low + high) / 2;
    if (next <= low || next >= high) break;
    middle = slopeAt(next);
  }
  return middle;
}
