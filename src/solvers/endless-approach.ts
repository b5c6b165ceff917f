/**
 * Whether repeating a map leads to a fixed point that lies near, or only past
 * it: on the way past a saddle steps shrink as well, before they grow again.
 *
 * A fixed point that draws in from every side is told by a direction without a
 * pattern, followed by the derivative of the map (a power iteration). Of one
 * that does not, the way of approach decides: what of it points away grows by
 * μ a step, and so how large it was at the start shows once it has grown. In a
 * symmetric game it is nothing but rounding, and the symmetric point is reached.
 */
import { exp } from "../numeric/exp.ts";
import { log } from "../numeric/log.ts";
import type { FixedPointMap } from "../numeric/newton-krylov.ts";

/** How far from the fixed point its neighbourhood is tried, as a share of the scale. */
const DISTANCE = 1e-5;
const MOST_STEPS = 60;
const MOST_STEPS_OF_APPROACH = 400;
/** Gains so near to each other over so many steps are the largest there is. */
const STEADY = 0.01;
const STEADY_STEPS = 4;
const FIRST_STEADY = 8;
/** A direction that shrank so far holds nothing that grows. */
const SHRUNK = 0.01;
/** A part that points away counts as rounding below this share of the scale. */
const ROUNDING = 1e-9;

/**
 * @param start where the steps came from.
 * @param values a fixed point of `map`.
 *
 * Cost: about ten evaluations where it draws in from every side, at most 460.
 */
export function leadsTo(map: FixedPointMap, start: Float64Array, values: Float64Array, scale: number): boolean {
  const away = start.map((value, k) => value - values[k]!);
  const length = largest(away);
  const neighbourhood = new Neighbourhood(map, values, DISTANCE * scale);
  if (neighbourhood.drawsIn()) return true;
  return length > 0 && neighbourhood.partAway(away) * length <= ROUNDING * scale;
}

class Neighbourhood {
  private readonly map: FixedPointMap;
  private readonly values: Float64Array;
  private readonly distance: number;
  private readonly from: Float64Array;
  private readonly to: Float64Array;

  constructor(map: FixedPointMap, values: Float64Array, distance: number) {
    this.map = map;
    this.values = values;
    this.distance = distance;
    this.from = new Float64Array(values.length);
    this.to = new Float64Array(values.length);
  }

  /** The derivative shrinks a direction in which every other has a part. */
  drawsIn(): boolean {
    const direction = this.values.map((_, k) => entry(k + 1));
    const gains: number[] = [];
    let left = 1;
    for (let k = 0; k < MOST_STEPS; k++) {
      gains.push(this.advance(direction));
      left *= gains[k]!;
      if (left <= SHRUNK) return true;
      const last = gains.slice(-STEADY_STEPS);
      const [low, high] = [Math.min(...last), Math.max(...last)];
      if (k >= FIRST_STEADY && high - low <= STEADY * high) return high < 1;
    }
    return gains.slice(-20).reduce((product, gain) => product * gain, 1) < 1;
  }

  /** How large a part of `direction`, of length 1, grows; 0 where none is seen to. */
  partAway(direction: Float64Array): number {
    let growth = 0;
    let growing = 0;
    for (let k = 1; k <= MOST_STEPS_OF_APPROACH; k++) {
      const gain = this.advance(direction);
      if (gain === 0) return 0;
      growth += log(gain);
      growing = gain > 1 ? growing + 1 : 0;
      // By now all that is left grows by this gain in each step.
      if (growing >= 2 * STEADY_STEPS) return exp(growth - k * log(gain));
    }
    return 0;
  }

  /** One step of the derivative; the direction is left with its largest entry 1. How much it grew is returned. */
  private advance(direction: Float64Array): number {
    const { from, to, values, distance } = this;
    const share = distance / largest(direction);
    for (let k = 0; k < values.length; k++) from[k] = values[k]! + share * direction[k]!;
    this.map(from, to);
    for (let k = 0; k < values.length; k++) direction[k] = to[k]! - values[k]!;
    const length = largest(direction);
    for (let k = 0; length > 0 && k < values.length; k++) direction[k] = direction[k]! / length;
    return length / distance;
  }
}

/** Entries without a pattern that a symmetry could share: fractions of multiples of √2, about 0. */
function entry(k: number): number {
  const multiple = k * k * Math.SQRT2;
  return multiple - Math.floor(multiple) - 0.5;
}

function largest(values: Float64Array): number {
  let worst = 0;
  for (const value of values) worst = Math.max(worst, Math.abs(value));
  return worst;
}
