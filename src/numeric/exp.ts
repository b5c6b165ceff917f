/**
 * e^x with the same digits on every engine (`Math.exp` differs between them).
 *
 *     x = (128·k + j) · ln 2 / 128 + r,   |r| ≤ ln 2 / 256
 *     e^x = 2^k · 2^(j/128) · e^r
 *
 * 2^(j/128) comes from a table in two parts, e^r − 1 from its series to r^5.
 * Error below 1 unit in the last place (test/numeric/exp.test.ts).
 */
import { FIXED_ONE, type Fixed, fixedLog, fromNumber, multiply, rootOfTwo128, toNumber } from "./fixed-point.ts";

const STEPS_PER_OCTAVE = 128;
const OCTAVE_BITS = 7;
const STEPS_PER_UNIT = 128 / Math.LN2;
/** Adding and taking away 1.5 · 2^52 rounds to the nearest integer. */
const ROUNDER = 6755399441055744;
/** Below this e^x is 0, above `OVERFLOW` it is infinite. */
const UNDERFLOW = -745.1332191019412;
const OVERFLOW = 709.782712893384;

/** Between these the result is neither close to 0 nor to the largest number, and 2^k is one factor. */
const WIDE = 700;

const { step, stepRest } = stepParts();
/** 2^(j/128) at index 2j, and what it misses at index 2j + 1. */
const power = powersOfTwo();
/** 2^k for k = −1022 … 1023 at index k + 1022. */
const octave = octaves();

/** e^x. NaN gives NaN; below −745.13 the result is 0, above 709.78 infinite. */
export function exp(x: number): number {
  if (!(x > -WIDE && x < WIDE)) return farExp(x);
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  // |n| < 2^18: from here on integers, which index the tables without conversions.
  const whole = n | 0;
  return mantissa(x, n, whole) * octave[(whole >> OCTAVE_BITS) + 1022]!;
}

/**
 * e^x of each of `values[from]` … `values[to − 1]`, in their place, to the last
 * digit those of `exp`, whose lines stand here once more: in one loop nothing
 * waits for another, which takes half the time of calls among other work.
 */
export function expInPlace(values: Float64Array, from: number, to: number): void {
  const long = step,
    short = stepRest,
    powers = power,
    factors = octave;
  for (let i = from; i < to; i++) {
    const x = values[i]!;
    if (!(x > -WIDE && x < WIDE)) {
      values[i] = farExp(x);
      continue;
    }
    const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
    const whole = n | 0;
    const r = x - n * long - n * short;
    const square = r * r;
    const p = r + square * (0.5 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120)));
    const j = (whole & (STEPS_PER_OCTAVE - 1)) << 1;
    const high = powers[j]!;
    values[i] = (high + (powers[j + 1]! + high * p)) * factors[(whole >> OCTAVE_BITS) + 1022]!;
  }
}

/** What else computes the same digits needs: ln 2 / 128 in its two parts, then 2^(j/128) in its two parts for j = 0 … 127. */
export function expTables(): Float64Array {
  return Float64Array.of(step, stepRest, ...power);
}

/** 2^(j/128) · e^r, where x is n steps of ln 2 / 128 and the rest r. */
function mantissa(x: number, n: number, whole: number): number {
  const j = (whole & (STEPS_PER_OCTAVE - 1)) << 1;
  const r = x - n * step - n * stepRest;
  const square = r * r;
  const p = r + square * (0.5 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120)));
  const high = power[j]!;
  return high + (power[j + 1]! + high * p);
}

function farExp(x: number): number {
  if (!(x >= UNDERFLOW)) return x < UNDERFLOW ? 0 : Number.NaN;
  if (x > OVERFLOW) return Number.POSITIVE_INFINITY;
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const whole = n | 0;
  const k = whole >> OCTAVE_BITS;
  const y = mantissa(x, n, whole);
  return k > 0 ? y * 2 * octave[k + 1021]! : y * octave[k + 1022 + 60]! * 2 ** -60;
}

/** ln 2 / 128 in a part of few digits (its products with n are exact) and the rest. */
function stepParts(): { step: number; stepRest: number } {
  const exact = fixedLog(2n, 1n) / 128n;
  const scale = 2 ** 42;
  const short = Math.floor(toNumber(exact).nearest * scale) / scale;
  return { step: short, stepRest: toNumber(exact - fromNumber(short)).nearest };
}

function powersOfTwo(): Float64Array {
  const root = rootOfTwo128();
  const parts = new Float64Array(2 * STEPS_PER_OCTAVE);
  let exact: Fixed = FIXED_ONE;
  for (let j = 0; j < STEPS_PER_OCTAVE; j++) {
    const { nearest, rest } = toNumber(exact);
    parts[2 * j] = nearest;
    parts[2 * j + 1] = toNumber(rest).nearest;
    exact = multiply(exact, root);
  }
  return parts;
}

/** By doubling, since a power function may differ in its last digit. */
function octaves(): Float64Array {
  const powers = new Float64Array(2046);
  powers[0] = 2.2250738585072014e-308;
  for (let i = 1; i < powers.length; i++) powers[i] = powers[i - 1]! * 2;
  return powers;
}
