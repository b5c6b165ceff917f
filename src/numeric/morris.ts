/**
 * Morris screening: which factors of a function on the unit cube matter at all.
 *
 * A path starts at a point whose coordinates are middles of quarters (1/8, 3/8,
 * 5/8, 7/8) and moves one factor after the other, in random order, by half the
 * cube, up from the lower half and down from the upper one. With f before and
 * after a move of factor i, its elementary effect is
 *
 *     E_i = ± (f(after) − f(before)) / (1/2)
 *
 * positive where f grows with the factor: the change of f were it linear over
 * the whole cube. μ* = mean |E_i| says how much the factor matters, μ = mean E_i
 * which way, σ (the standard deviation of E_i) how far it hangs on the others or
 * is curved. A factor of several coordinates moves them together; its sign is
 * that of the first.
 *
 * M. D. Morris, Technometrics 33, 161-174 (1991); μ* from F. Campolongo,
 * J. Cariboni and A. Saltelli, Environmental Modelling & Software 22 (2007).
 * The starts are points of a scrambled Sobol sequence.
 */
import { randomStream } from "./random.ts";
import { resampledDeviation } from "./resampled-deviation.ts";
import { sobolSequence } from "./sobol.ts";

/** The coordinates of each factor; each coordinate belongs to exactly one. */
export type Factors = readonly (readonly number[])[];

export interface MorrisStep {
  readonly factor: number;
  /** Indexes of the points before and after. */
  readonly from: number;
  readonly to: number;
  /** 1 where the factor's first coordinate grew, else −1. */
  readonly direction: 1 | -1;
  readonly path: number;
}

export interface MorrisDesign {
  readonly factors: number;
  readonly paths: number;
  /** paths · (factors + 1) points of the cube. */
  readonly points: readonly Float64Array[];
  readonly steps: readonly MorrisStep[];
}

export interface MorrisEffect {
  /** μ*, in units of the function. */
  readonly size: number;
  /** Half-width of the 95 % interval of μ*, from resampled paths. */
  readonly error: number;
  /** μ. */
  readonly mean: number;
  /** σ; NaN with fewer than two effects. */
  readonly deviation: number;
  /** Effects that could be computed. */
  readonly count: number;
}

const QUARTERS = 4;
const MOVE = 1 / 2;
/** Standard errors in a 95 % interval. */
const WIDTH = 1.96;

/** @throws {RangeError} with more coordinates than the Sobol sequence has dimensions. */
export function morrisDesign(factors: Factors, paths: number, seed: number): MorrisDesign {
  const dimensions = factors.reduce((sum, own) => sum + own.length, 0);
  const sequence = sobolSequence(dimensions, { seed });
  const points: Float64Array[] = [];
  const steps: MorrisStep[] = [];
  for (let path = 0; path < paths; path++) {
    let point = sequence.at(path).map((u) => (Math.floor(u * QUARTERS) + 0.5) / QUARTERS);
    points.push(point);
    for (const factor of shuffled(factors.length, seed, path)) {
      const from = points.length - 1;
      const next = Float64Array.from(point);
      for (const coordinate of factors[factor]!) next[coordinate]! += point[coordinate]! < MOVE ? MOVE : -MOVE;
      const first = factors[factor]![0]!;
      steps.push({ factor, from, to: points.length, direction: next[first]! > point[first]! ? 1 : -1, path });
      points.push(next);
      point = next;
    }
  }
  return { factors: factors.length, paths, points, steps };
}

/**
 * @param values by point; NaN where there is none: effects next to it are left out.
 * @returns by factor; `size` NaN where none of its effects could be computed.
 */
export function morrisEffects(design: MorrisDesign, values: Float64Array, seed: number): readonly MorrisEffect[] {
  const found = Array.from({ length: design.factors }, (): number[] => []);
  for (const { factor, from, to, direction } of design.steps) {
    const effect = (direction * (values[to]! - values[from]!)) / MOVE;
    if (Number.isFinite(effect)) found[factor]!.push(effect);
  }
  return found.map((effects) => {
    const sizes = Float64Array.from(effects, Math.abs);
    const mean = meanOf(effects);
    const squares = effects.reduce((sum, effect) => sum + (effect - mean) ** 2, 0);
    return {
      size: meanOf(sizes),
      error: WIDTH * resampledDeviation(sizes.length, (rows) => meanAt(sizes, rows), seed),
      mean,
      deviation: Math.sqrt(squares / (effects.length - 1)),
      count: effects.length,
    };
  });
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function meanAt(values: Float64Array, rows: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += values[rows[i]!]!;
  return sum / rows.length;
}

/** The factors in a random order of the path's own. */
function shuffled(count: number, seed: number, path: number): readonly number[] {
  const random = randomStream(seed, path + 1);
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
