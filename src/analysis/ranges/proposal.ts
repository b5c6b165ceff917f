/**
 * Where draws are placed in the unit cube of the parameters' probabilities.
 * The first draws lie evenly. Where few of them explain the reports, later ones
 * are placed more often where those few lie, each parameter by itself along a
 * beta distribution; what that distorts, the weights put right.
 */
import { exp } from "../../numeric/exp.ts";
import { log } from "../../numeric/log.ts";
import { logGamma, quantileBeta } from "../../numeric/quantile-beta.ts";
import { effectiveSize } from "./effective-size.ts";

export interface Proposal {
  /** Puts an even point of the cube where this proposal wants it. */
  place(even: Float64Array): Float64Array;
  /** How much more often than evenly it draws near a point. */
  density(point: Float64Array): number;
}

export const evenProposal: Proposal = { place: (even) => even, density: () => 1 };

/** Mean and variance of an even coordinate, and the variance of its squared distance from the mean. */
const MEAN = 1 / 2;
const VARIANCE = 1 / 12;
const SPREAD = 1 / 180;
/** A coordinate is never drawn from fewer than this share of its length in standard deviations. */
const LEAST_VARIANCE = 1 / 1200;

/**
 * A proposal around weighted points: each coordinate's beta distribution has
 * their mean and variance as far as these differ from those of even points by
 * more than chance would have it.
 *
 * @param wanted weights are evened out (raised to a power below 1) until they
 *   are worth as many equal ones.
 */
export function proposalAround(points: readonly Float64Array[], weights: Float64Array, wanted: number): Proposal {
  const evened = evenOut(weights, wanted);
  const size = effectiveSize(evened);
  const total = evened.reduce((sum, weight) => sum + weight, 0);
  const average = (read: (point: Float64Array) => number): number =>
    points.reduce((sum, point, d) => sum + evened[d]! * read(point), 0) / total;
  const shapes = Array.from(points[0]!, (_, j) => {
    const found = average((point) => point[j]!);
    const mean = MEAN + beyondChance(found - MEAN, VARIANCE / size);
    const variance = VARIANCE + beyondChance(average((point) => (point[j]! - found) ** 2) - VARIANCE, SPREAD / size);
    return shapeOf(mean, variance);
  });
  return {
    place: (even) => even.map((u, j) => (shapes[j] ? quantileBeta(u, shapes[j].a, shapes[j].b) : u)),
    density: (point) => exp(shapes.reduce((sum, shape, j) => sum + (shape ? logDensity(shape, point[j]!) : 0), 0)),
  };
}

interface Shape {
  readonly a: number;
  readonly b: number;
  readonly scale: number;
}

/** The beta distribution with this mean and variance, without poles at its ends; undefined where it is even. */
function shapeOf(mean: number, variance: number): Shape | undefined {
  if (mean === MEAN && variance === VARIANCE) return undefined;
  const sum = (mean * (1 - mean)) / Math.max(variance, LEAST_VARIANCE) - 1;
  const a = Math.max(1, mean * sum);
  const b = Math.max(1, (1 - mean) * sum);
  return { a, b, scale: logGamma(a + b) - logGamma(a) - logGamma(b) };
}

function logDensity({ a, b, scale }: Shape, u: number): number {
  return scale + (a === 1 ? 0 : (a - 1) * log(u)) + (b === 1 ? 0 : (b - 1) * log(1 - u));
}

/** What is left of a difference once what chance alone makes (its variance) is taken from its square. */
function beyondChance(difference: number, variance: number): number {
  const left = 1 - variance / (difference * difference);
  return left > 0 ? difference * left : 0;
}

/** Weights to the power at which they are worth `wanted` equal ones; as they are where they are worth that already. */
function evenOut(weights: Float64Array, wanted: number): Float64Array {
  const most = weights.reduce((high, weight) => Math.max(high, weight), 0);
  const logs = weights.map((weight) => log(weight / most));
  const raised = (power: number): Float64Array =>
    logs.map((l) => (l === Number.NEGATIVE_INFINITY ? 0 : exp(power * l)));
  if (effectiveSize(weights) >= wanted) return weights;
  let low = 0;
  let high = 1;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (effectiveSize(raised(middle)) >= wanted) low = middle;
    else high = middle;
  }
  return raised(low);
}
