/**
 * What is expected of a Markov chain that may stop,
 *
 *     x = b + P x,   Σ_j P_ij + leak_i = 1,
 *
 * by taking out one state after the other (Grassmann, Taksar and Heyman 1985):
 * what leads to a state is led on to where it leaves for. The share with which
 * a state leaves is summed, never got by subtracting from 1, so that x has full
 * relative accuracy where b is not negative, however rarely the chain stops.
 *
 * Of several solutions it is the least: in states from which the chain cannot
 * stop nothing is received, so x is 0 there (b has to be 0 as well).
 *
 * @param P     [i · n + j], at least 0; used up.
 * @param leak  by state: with which probability the chain stops there; used up.
 * @param b     what is received in each state, [i · width + k]; x stands there afterwards.
 *
 * Cost: n³ / 3 multiplications where every state leads everywhere, less where not.
 * Tests: test/numeric/state-elimination.test.ts.
 */
export function eliminateStates(P: Float64Array, leak: Float64Array, b: Float64Array, width: number): void {
  const n = leak.length;
  const leaving = new Float64Array(n);
  const onward = new Int32Array(n);
  for (let k = n - 1; k >= 0; k--) {
    const row = k * n;
    let share = leak[k]!;
    let count = 0;
    for (let j = 0; j < k; j++) {
      if (P[row + j] === 0) continue;
      share += P[row + j]!;
      onward[count++] = j;
    }
    leaving[k] = share;
    for (let i = 0; i < k; i++) {
      const to = P[i * n + k]!;
      if (to === 0) continue;
      // What comes here stays for ever: for those before it is as good as stopped.
      if (share === 0) {
        leak[i]! += to;
        continue;
      }
      const led = to / share;
      for (let o = 0; o < count; o++) P[i * n + onward[o]!]! += led * P[row + onward[o]!]!;
      leak[i]! += led * leak[k]!;
      for (let c = 0; c < width; c++) b[i * width + c]! += led * b[k * width + c]!;
    }
  }
  for (let k = 0; k < n; k++) {
    for (let c = 0; c < width; c++) {
      let sum = b[k * width + c]!;
      for (let j = 0; j < k; j++) sum += P[k * n + j]! * b[j * width + c]!;
      b[k * width + c] = leaving[k] === 0 ? 0 : sum / leaving[k]!;
    }
  }
}
