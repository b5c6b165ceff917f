import { exp } from "./exp.ts";
import { log } from "./log.ts";

/**
 * ln Σ exp(x_i) over `values[from]` … `values[to − 1]`, without overflow.
 * −Infinity for an empty range.
 */
export function logSumExp(values: Float64Array, from: number, to: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) top = Math.max(top, values[i]!);
  if (top === Number.NEGATIVE_INFINITY || top === Number.POSITIVE_INFINITY) return top;
  let sum = 0;
  for (let i = from; i < to; i++) sum += exp(values[i]! - top);
  return top + log(sum);
}
