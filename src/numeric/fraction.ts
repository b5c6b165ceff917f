/** Exact fractions: numerator over denominator > 0, in lowest terms. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A fraction in lowest terms; the denominator must not be 0. */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  const common = greatestCommonDivisor(numerator, denominator);
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / common, denominator: (sign * denominator) / common };
}

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };
export const ONE: Fraction = { numerator: 1n, denominator: 1n };

export function addFractions(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) return fraction(a.numerator + b.numerator, a.denominator);
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function multiplyFractions(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** The nearest double, also where numerator and denominator are beyond its range. */
export function fractionValue({ numerator, denominator }: Fraction): number {
  const n = Number(numerator);
  const d = Number(denominator);
  // Both exact in a double: their quotient is rounded once.
  if (Math.abs(n) <= Number.MAX_SAFE_INTEGER && d <= Number.MAX_SAFE_INTEGER) return n / d;
  const shift = BigInt(Math.max(0, bitLength(denominator) - bitLength(numerator) + 64));
  const scaled = (numerator << shift) / denominator;
  return scaleDown(scaled, Number(shift));
}

/** `3/4`, or `2` where the denominator is 1. */
export function fractionText({ numerator, denominator }: Fraction): string {
  return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

/** The least number that all denominators divide. */
export function commonDenominator(fractions: Iterable<Fraction>): bigint {
  let common = 1n;
  for (const { denominator } of fractions) {
    if (common % denominator !== 0n) common *= denominator / greatestCommonDivisor(common, denominator);
  }
  return common;
}

function bitLength(value: bigint): number {
  const hex = (value < 0n ? -value : value).toString(16);
  return hex.length * 4;
}

/** value / 2^shift, in steps that stay within range. */
function scaleDown(value: bigint, shift: number): number {
  const extra = Math.max(0, bitLength(value) - 64);
  let result = Number(value >> BigInt(extra));
  let left = extra - shift;
  for (; left > 1000; left -= 1000) result *= 2 ** 1000;
  for (; left < -1000; left += 1000) result *= 2 ** -1000;
  return result * 2 ** left;
}
