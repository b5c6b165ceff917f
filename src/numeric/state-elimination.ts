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
 * Four states are taken out in one pass over the others, which wait for memory less.
 *
 * Cost: n³ / 3 multiplications, fewer where few states lead to one.
 * Tests: test/numeric/state-elimination.test.ts.
 */
export function eliminateStates(P: Float64Array, leak: Float64Array, b: Float64Array, width: number): void {
  const n = leak.length;
  const chain = { P, leak, b, n, width, leaving: new Float64Array(n) };
  for (let end = n; end > 0; end -= TOGETHER) {
    const start = Math.max(0, end - TOGETHER);
    for (let k = end - 1; k >= start; k--) {
      chain.leaving[k] = shareLeaving(chain, k);
      for (let i = start; i < k; i++) leadOn(chain, i, k);
    }
    takeOut(chain, start, end);
  }
  substitute(chain);
}

const TOGETHER = 4;

interface Chain {
  readonly P: Float64Array;
  readonly leak: Float64Array;
  readonly b: Float64Array;
  readonly n: number;
  readonly width: number;
  /** By state taken out: the probability with which it leads to those before it, or stops. */
  readonly leaving: Float64Array;
}

function shareLeaving({ P, leak, n }: Chain, k: number): number {
  let share = leak[k]!;
  for (let j = 0; j < k; j++) share += P[k * n + j]!;
  return share;
}

/** What leads from i to k is led on to where k leaves for. */
function leadOn({ P, leak, b, n, width, leaving }: Chain, i: number, k: number): void {
  const led = ledFrom(P[i * n + k]!, leaving[k]!, leak, i);
  if (led === 0) return;
  for (let j = 0; j < k; j++) P[i * n + j]! += led * P[k * n + j]!;
  leak[i]! += led * leak[k]!;
  for (let c = 0; c < width; c++) b[i * width + c]! += led * b[k * width + c]!;
}

/** Where a state is never left, what comes there is as good as stopped. */
function ledFrom(to: number, leaving: number, leak: Float64Array, i: number): number {
  if (leaving !== 0) return to / leaving;
  leak[i]! += to;
  return 0;
}

/** Leads on, for all states before them, what leads to the states `start` … `end − 1`, which lead to those before them only. */
function takeOut(chain: Chain, start: number, end: number): void {
  if (end - start < TOGETHER) {
    for (let k = end - 1; k >= start; k--) for (let i = 0; i < start; i++) leadOn(chain, i, k);
    return;
  }
  const { P, leak, b, n, width, leaving } = chain;
  const [r0, r1, r2, r3] = [start * n, (start + 1) * n, (start + 2) * n, (start + 3) * n];
  for (let i = 0; i < start; i++) {
    const row = i * n;
    const d = ledFrom(P[row + start + 3]!, leaving[start + 3]!, leak, i);
    const c = ledFrom(P[row + start + 2]! + d * P[r3 + start + 2]!, leaving[start + 2]!, leak, i);
    const to1 = P[row + start + 1]! + d * P[r3 + start + 1]! + c * P[r2 + start + 1]!;
    const o = ledFrom(to1, leaving[start + 1]!, leak, i);
    const to0 = P[row + start]! + d * P[r3 + start]! + c * P[r2 + start]! + o * P[r1 + start]!;
    const a = ledFrom(to0, leaving[start]!, leak, i);
    if (a === 0 && o === 0 && c === 0 && d === 0) continue;
    for (let j = 0; j < start; j++) {
      P[row + j]! += a * P[r0 + j]! + o * P[r1 + j]! + c * P[r2 + j]! + d * P[r3 + j]!;
    }
    leak[i]! += a * leak[start]! + o * leak[start + 1]! + c * leak[start + 2]! + d * leak[start + 3]!;
    for (let w = 0; w < width; w++) {
      const at = start * width + w;
      b[i * width + w]! += a * b[at]! + o * b[at + width]! + c * b[at + 2 * width]! + d * b[at + 3 * width]!;
    }
  }
}

function substitute({ P, b, n, width, leaving }: Chain): void {
  for (let k = 0; k < n; k++) {
    for (let c = 0; c < width; c++) {
      let sum = b[k * width + c]!;
      for (let j = 0; j < k; j++) sum += P[k * n + j]! * b[j * width + c]!;
      b[k * width + c] = leaving[k] === 0 ? 0 : sum / leaving[k]!;
    }
  }
}
