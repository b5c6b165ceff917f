import type { Weighing } from "./weigh-step.ts";

/**
 * Rows of the nodes a weighing has signatures for: `count` of them from place
 * `first` on (0 for position P, where the terminals start for those).
 */
export interface Rows {
  readonly first: number;
  readonly count: number;
  readonly width: number;
  readonly cells: Float64Array;
}

/** Mass after the end of a step, one row a node: `from` has the weighing's columns before, `to` those after. */
export function weighForward(weighing: Weighing, weights: Float64Array, from: Rows, to: Float64Array): void {
  const { signature, columnsIn, columnsOut, fan, pairOut } = weighing;
  to.fill(0, 0, from.count * columnsOut);
  for (let i = 0; i < from.count; i++) {
    const row = i * columnsIn;
    const out = i * columnsOut;
    let pair = signature[from.first + i]! * columnsIn * fan;
    for (let column = 0; column < columnsIn; column++) {
      const mass = from.cells[row + column]!;
      if (mass === 0) {
        pair += fan;
        continue;
      }
      for (let k = 0; k < fan; k++, pair++) to[out + pairOut[pair]!]! += weights[pair]! * mass;
    }
  }
}

/** Likelihood before the end of a step, `to`, from the one after it; a `from` of one column holds for all columns. */
export function weighBackward(weighing: Weighing, weights: Float64Array, from: Rows, to: Float64Array): void {
  const { signature, columnsIn, fan, pairOut } = weighing;
  const { cells, width } = from;
  for (let i = 0; i < from.count; i++) {
    const row = i * columnsIn;
    const out = i * width;
    let pair = signature[from.first + i]! * columnsIn * fan;
    for (let column = 0; column < columnsIn; column++) {
      let sum = 0;
      for (let k = 0; k < fan; k++, pair++) sum += weights[pair]! * cells[width === 1 ? out : out + pairOut[pair]!]!;
      to[row + column] = sum;
    }
  }
}

/**
 * Add up, by pair, mass before times likelihood after over the nodes. Any
 * other weighing of the step's reports is then a sum over pairs.
 */
export function addMoments(weighing: Weighing, before: Rows, after: Rows, moments: Float64Array): void {
  const { signature, columnsIn, fan, pairOut } = weighing;
  const { cells, width } = after;
  for (let i = 0; i < before.count; i++) {
    const row = i * columnsIn;
    const out = i * width;
    let pair = signature[before.first + i]! * columnsIn * fan;
    for (let column = 0; column < columnsIn; column++) {
      const mass = before.cells[row + column]!;
      if (mass === 0) {
        pair += fan;
        continue;
      }
      for (let k = 0; k < fan; k++, pair++) moments[pair]! += mass * cells[width === 1 ? out : out + pairOut[pair]!]!;
    }
  }
}

/** Mass of each node, all columns together: mass before, weighed, times likelihood after. */
export function nodeMasses(weighing: Weighing, weights: Float64Array, before: Rows, after: Rows): Float64Array {
  const { signature, columnsIn, fan, pairOut } = weighing;
  const { cells, width } = after;
  const masses = new Float64Array(before.count);
  for (let i = 0; i < before.count; i++) {
    const row = i * columnsIn;
    const out = i * width;
    let pair = signature[before.first + i]! * columnsIn * fan;
    let sum = 0;
    for (let column = 0; column < columnsIn; column++) {
      const mass = before.cells[row + column]!;
      for (let k = 0; k < fan; k++, pair++) {
        sum += mass * weights[pair]! * cells[width === 1 ? out : out + pairOut[pair]!]!;
      }
    }
    masses[i] = sum;
  }
  return masses;
}

/** Sum over pairs of weight times moment. */
export function weighMoments(weights: Float64Array, moments: Float64Array): number {
  let sum = 0;
  for (let pair = 0; pair < weights.length; pair++) sum += weights[pair]! * moments[pair]!;
  return sum;
}
