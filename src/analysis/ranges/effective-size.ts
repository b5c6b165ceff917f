/** How many equal weights these are worth: (Σ w)² / Σ w². 0 where all are 0. */
export function effectiveSize(weights: Float64Array): number {
  const most = weights.reduce((high, weight) => Math.max(high, weight), 0);
  if (!(most > 0)) return 0;
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    // Weights are products of many chances; their squares could underflow.
    const share = weight / most;
    sum += share;
    squares += share * share;
  }
  return (sum * sum) / squares;
}
