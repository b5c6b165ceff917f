import type { Game } from "../game/game.ts";
import { newtonKrylov } from "../numeric/newton-krylov.ts";
import type { EndlessSweep } from "./endless-sweep.ts";

/** Differences below this share of the largest value are rounding. */
const ROUNDING = 1e-13;
const MOST_SWEEPS = 1000;

/**
 * Bring the values of a fixed policy to rest: sweeps while they gain (every
 * one takes away 1 − δ of the error), then the linear system by GMRES.
 *
 * @returns the largest change one more sweep makes, as a share of the largest value.
 */
export function settleValues(game: Game, sweep: EndlessSweep): number {
  const size = game.blockStart[1]! * game.actors.length;
  const before = new Float64Array(size);
  for (let round = 0; round < MOST_SWEEPS; round++) {
    before.set(sweep.value.subarray(0, size));
    sweep.backward();
    if (largestChange(before, sweep.value) <= ROUNDING * 0.1 * largest(sweep.value, size)) break;
  }
  const x = sweep.value.slice(0, size);
  const scale = largest(x, size) || 1;
  const options = { tolerance: ROUNDING * 0.1 * scale, scale, rounds: 4 };
  newtonKrylov(
    (from, to) => {
      sweep.value.set(from);
      sweep.backward();
      to.set(sweep.value.subarray(0, size));
    },
    x,
    options,
  );
  sweep.value.set(x);
  sweep.backward();
  return largestChange(x, sweep.value) / scale;
}

function largestChange(before: Float64Array, after: Float64Array): number {
  let worst = 0;
  for (let k = 0; k < before.length; k++) worst = Math.max(worst, Math.abs(before[k]! - after[k]!));
  return worst;
}

function largest(values: Float64Array, size: number): number {
  let worst = 0;
  for (let k = 0; k < size; k++) worst = Math.max(worst, Math.abs(values[k]!));
  return worst;
}
