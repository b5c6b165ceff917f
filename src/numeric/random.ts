/**
 * Random numbers whose every stream follows from (seed, run), the same on
 * every engine: the small fast counting generator with three 32-bit words of
 * state and a counter (sfc32), started from a hash of both numbers, so that
 * neighbouring seeds and runs have nothing in common.
 */
export interface Random {
  /** A number in [0, 1), a multiple of 2^−53. */
  next(): number;
  /** An index drawn with the given weights (not all 0). */
  pick(weights: ArrayLike<number>): number;
}

/** A stream of its own for each (seed, run), both whole numbers of at most 53 binary digits. */
export function randomStream(seed: number, run = 0): Random {
  const state = startState(seed, run);
  const nextWord = (): number => {
    const sum = (state[0]! + state[1]! + state[3]!) | 0;
    state[3] = (state[3]! + 1) | 0;
    state[0] = state[1]! ^ (state[1]! >>> 9);
    state[1] = (state[2]! + (state[2]! << 3)) | 0;
    state[2] = (((state[2]! << 21) | (state[2]! >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i++) nextWord();
  const next = (): number => ((nextWord() >>> 5) * 67108864 + (nextWord() >>> 6)) / 9007199254740992;
  const pick = (weights: ArrayLike<number>): number => {
    let total = 0;
    for (let i = 0; i < weights.length; i++) total += weights[i]!;
    let left = next() * total;
    for (let i = 0; i < weights.length - 1; i++) {
      left -= weights[i]!;
      if (left < 0) return i;
    }
    let last = weights.length - 1;
    while (last > 0 && !(weights[last]! > 0)) last--;
    return last;
  };
  return { next, pick };
}

function startState(seed: number, run: number): Int32Array {
  const words = [seed, Math.floor(seed / 4294967296), run, Math.floor(run / 4294967296)];
  const state = new Int32Array(4);
  let hash = 0x9e3779b9;
  for (let i = 0; i < 4; i++) {
    for (const word of words) hash = mix((hash ^ (word | 0)) + Math.imul(i + 1, 0x85ebca6b));
    state[i] = hash;
  }
  state[3] = 1;
  return state;
}

/** Spread every bit of a 32-bit word over all others. */
function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return h ^ (h >>> 16);
}
