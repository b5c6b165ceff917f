/**
 * Quantiles of weighted values. With the values in order, C_k the sum of the
 * weights up to value k, and W their total, value k stands at the probability
 * (C_k − w_k / 2) / W; between two values the quantile is on the line that
 * joins them, beyond the outer ones it is theirs. Values of weight 0 have no say.
 *
 * @param probabilities in [0, 1].
 * @returns a quantile for each probability; NaN where no weight is positive.
 *
 * Cost: one sort. Does not mutate its arguments; the order of equal values plays no role.
 */
export function quantileWeighted(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  probabilities: readonly number[],
): number[] {
  const order = Array.from({ length: values.length }, (_, k) => k)
    .filter((k) => weights[k]! > 0)
    .sort((j, k) => values[j]! - values[k]! || j - k);
  const total = order.reduce((sum, k) => sum + weights[k]!, 0);
  let sum = 0;
  const places = order.map((k) => {
    sum += weights[k]!;
    return (sum - weights[k]! / 2) / total;
  });
  return probabilities.map((probability) => {
    if (order.length === 0) return Number.NaN;
    const next = places.findIndex((place) => place >= probability);
    if (next <= 0) return values[order.at(next)!]!;
    const low = values[order[next - 1]!]!;
    const high = values[order[next]!]!;
    const share = (probability - places[next - 1]!) / (places[next]! - places[next - 1]!);
    return low + share * (high - low);
  });
}
