/**
 * The Sobol sequence: points that fill the unit cube evenly.
 *
 * Dimension j has direction numbers v_1, v_2, … (32 binary digits each) from a
 * primitive polynomial of degree s with coefficients a_1 … a_{s−1}:
 *
 *     v_k = a_1 v_{k−1} ⊕ … ⊕ a_{s−1} v_{k−s+1} ⊕ v_{k−s} ⊕ (v_{k−s} >> s)
 *
 * Point n is ⊕ v_k over the ones k of the Gray code n ⊕ (n >> 1). Everything is
 * done in whole numbers, so that the digits are the same on every engine.
 *
 * A seed scrambles the points: each dimension's digits go through a random
 * lower triangular matrix over {0, 1} and a random shift (Matoušek 1998). Blocks
 * of 2^m points stay as even as they were, and each point becomes uniform.
 *
 * Numbers and first points: Joe and Kuo (2008), see sobol-directions.ts.
 */
import { randomStream } from "./random.ts";
import { SOBOL_DIMENSIONS, sobolDirections } from "./sobol-directions.ts";

const DIGITS = 32;
const SCALE = 2 ** -DIGITS;
/** Streams that one scrambling may use up; more than there are dimensions. */
const STREAMS = 1024;

export interface Scrambling {
  readonly seed: number;
  /** Scramblings of the same seed that have nothing in common; 0 by default. */
  readonly round?: number;
}

export interface SobolSequence {
  readonly dimensions: number;
  /**
   * Point `index` (from 0, below 2^32): coordinates in [0, 1) as published, or
   * scrambled and strictly between 0 and 1.
   */
  at(index: number): Float64Array;
}

/**
 * The sequence in so many dimensions, as published where no scrambling is given.
 *
 * @throws {RangeError} with more than 337 dimensions.
 *
 * Tests: test/numeric/sobol.test.ts (published points).
 */
export function sobolSequence(dimensions: number, scrambling?: Scrambling): SobolSequence {
  if (!(dimensions >= 0 && dimensions <= SOBOL_DIMENSIONS)) {
    throw new RangeError(`The Sobol sequence has 0 to ${SOBOL_DIMENSIONS} dimensions here, not ${dimensions}.`);
  }
  const rows = sobolDirections.split(";", dimensions);
  const directions = Array.from({ length: dimensions }, (_, d) => directionsOf(d === 0 ? "" : rows[d - 1]!));
  const shifts = new Uint32Array(dimensions);
  if (scrambling) {
    const { seed, round = 0 } = scrambling;
    directions.forEach((own, d) => {
      shifts[d] = scramble(own, randomStream(seed, round * STREAMS + d));
    });
  }
  const middle = scrambling ? 0.5 : 0;
  return {
    dimensions,
    at(index) {
      const gray = (index ^ (index >>> 1)) >>> 0;
      return Float64Array.from(directions, (own, d) => (digitsAt(own, shifts[d]!, gray) + middle) * SCALE);
    },
  };
}

function digitsAt(directions: Uint32Array, shift: number, gray: number): number {
  let digits = shift;
  for (let k = 0; k < DIGITS; k++) {
    if ((gray >>> k) & 1) digits ^= directions[k]!;
  }
  return digits >>> 0;
}

/** @param row polynomial and first numbers; empty for the first dimension (van der Corput). */
function directionsOf(row: string): Uint32Array {
  const directions = new Uint32Array(DIGITS);
  if (row === "") return directions.map((_, k) => 2 ** (DIGITS - 1 - k));
  const [polynomial = 0, ...first] = row.split(" ").map(Number);
  const degree = first.length;
  first.forEach((m, k) => {
    directions[k] = m * 2 ** (DIGITS - 1 - k);
  });
  for (let k = degree; k < DIGITS; k++) {
    let v = directions[k - degree]!;
    v ^= v >>> degree;
    for (let i = 1; i < degree; i++) {
      if ((polynomial >>> (degree - i)) & 1) v ^= directions[k - i]!;
    }
    directions[k] = v;
  }
  return directions;
}

/** Puts a random matrix over the digits of the direction numbers; returns a random shift. */
function scramble(directions: Uint32Array, random: { next(): number }): number {
  const word = (): number => Math.floor(random.next() * 2 ** DIGITS);
  // Row i gives digit i (the highest is 0) from the digits up to i, its own among them.
  const rows = Uint32Array.from({ length: DIGITS }, (_, i) => {
    const own = 2 ** (DIGITS - 1 - i);
    return ((word() & ~(own - 1)) | own) >>> 0;
  });
  directions.forEach((v, k) => {
    let scrambled = 0;
    rows.forEach((row, i) => {
      if (oddOnes(row & v)) scrambled |= 1 << (DIGITS - 1 - i);
    });
    directions[k] = scrambled;
  });
  return word();
}

/** Whether a word has an odd number of ones. */
function oddOnes(word: number): boolean {
  let x = word;
  x ^= x >>> 16;
  x ^= x >>> 8;
  x ^= x >>> 4;
  return ((0x6996 >>> (x & 15)) & 1) === 1;
}
