import type { Game } from "../game/game.ts";
import { newtonKrylov } from "../numeric/newton-krylov.ts";
import type { EndlessSweep } from "./endless-sweep.ts";

/** Values that a sweep changes by no more than this share of the largest are at rest: those a solver found. */
const AT_REST = 1e-12;
/** Differences below this share of the largest value are rounding. */
const ROUNDING = 1e-13;
const MOST_SWEEPS = 1000;
/** Rounds of refinement of the linear system: each gains six digits. */
const ROUNDS = 6;

/**
 * Bring the values of a fixed policy to rest. They solve a linear system with
 * one solution, so that nothing hangs on where they start: by GMRES, then by
 * sweeps (every one takes away 1 − δ of the error) where that did not do.
 *
 * @returns the largest change one more sweep makes, as a share of the largest value.
 */
export function settleValues(game: Game, sweep: EndlessSweep): number {
  const size = game.blockStart[1]! * game.actors.length;
  const x = sweep.value.slice(0, size);
  sweep.backward();
  const first = changeOf(x, sweep, size);
  if (first <= AT_REST) return first;
  x.set(sweep.value.subarray(0, size));
  const scale = largest(x, size) / (1 - game.discount.reduce((a, b) => Math.max(a, b), 0)) || 1;
  newtonKrylov(
    (from, to) => {
      sweep.value.set(from);
      sweep.backward();
      to.set(sweep.value.subarray(0, size));
    },
    x,
    { tolerance: 1e-16 * scale, scale, rounds: ROUNDS },
  );
  sweep.value.set(x);
  for (let round = 0; round < MOST_SWEEPS; round++) {
    x.set(sweep.value.subarray(0, size));
    sweep.backward();
    if (changeOf(x, sweep, size) <= ROUNDING) break;
  }
  return changeOf(x, sweep, size);
}

/** Largest difference between two values as a share of the largest. */
function changeOf(before: Float64Array, { value }: EndlessSweep, size: number): number {
  let worst = 0;
  for (let k = 0; k < size; k++) worst = Math.max(worst, Math.abs(before[k]! - value[k]!));
  return worst / (largest(value, size) || 1);
}

function largest(values: Float64Array, size: number): number {
  let worst = 0;
  for (let k = 0; k < size; k++) worst = Math.max(worst, Math.abs(values[k]!));
  return worst;
}
