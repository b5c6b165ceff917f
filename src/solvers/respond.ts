import { exp } from "../numeric/exp.ts";
import { log } from "../numeric/log.ts";

/**
 * The logit response (2) to the values `q[from · stride]`, `q[(from + 1) · stride]` …
 * of `count` moves: σ(a) = exp(λ q(a)) / Σ_b exp(λ q(b)), written to
 * `probability[at]` …; λ finite and at least 0.
 *
 * @returns (1/λ) ln Σ_a exp(λ q(a)), the value with the choice shocks counted;
 *          meaningless at λ = 0.
 */
export function logitResponse(
  q: Float64Array,
  offset: number,
  stride: number,
  count: number,
  precision: number,
  probability: Float64Array,
  at: number,
  shocksCounted: boolean,
): number {
  let top = q[offset]!;
  for (let a = 1; a < count; a++) {
    const value = q[offset + a * stride]!;
    if (value > top) top = value;
  }
  let sum = 0;
  for (let a = 0; a < count; a++) {
    const below = q[offset + a * stride]! - top;
    const weight = below === 0 ? 1 : exp(precision * below);
    probability[at + a] = weight;
    sum += weight;
  }
  const share = 1 / sum;
  for (let a = 0; a < count; a++) probability[at + a]! *= share;
  return shocksCounted ? top + log(sum) / precision : 0;
}

/**
 * Best reply (λ = ∞) to the values `q[offset]`, `q[offset + stride]` …; moves
 * within `tolerance` of the best share evenly.
 *
 * @returns how many moves share.
 */
export function bestReply(
  q: Float64Array,
  offset: number,
  stride: number,
  count: number,
  tolerance: number,
  probability: Float64Array,
  at: number,
): number {
  let top = q[offset]!;
  for (let a = 1; a < count; a++) top = Math.max(top, q[offset + a * stride]!);
  let best = 0;
  for (let a = 0; a < count; a++) if (q[offset + a * stride]! >= top - tolerance) best++;
  for (let a = 0; a < count; a++) probability[at + a] = q[offset + a * stride]! >= top - tolerance ? 1 / best : 0;
  return best;
}
