/**
 * Integer arithmetic on binary fractions, exact enough to make the tables of
 * `exp` and `log` the same on every engine. Runs once, when a table is built.
 */

/** Binary digits after the point. */
const BITS = 192n;
const ONE = 1n << BITS;

/** A number n / 2^192. */
export type Fixed = bigint;

/** The fraction `numerator / denominator`, rounded down. */
export function fixed(numerator: bigint, denominator: bigint): Fixed {
  return (numerator << BITS) / denominator;
}

/** The double nearest to `value`, and what is left. */
export function toNumber(value: Fixed): { readonly nearest: number; readonly rest: Fixed } {
  const nearest = nearestNumber(value);
  return { nearest, rest: value - fromNumber(nearest) };
}

/** The exact value of a double whose last binary digit stands before the 192nd place. */
export function fromNumber(value: number): Fixed {
  let exponent = 0n;
  let mantissa = value;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent += 1n;
  }
  return (BigInt(mantissa) << BITS) >> exponent;
}

function nearestNumber(value: Fixed): number {
  if (value < 0n) return -nearestNumber(-value);
  // BigInt to Number rounds to nearest, ties to even; dividing by powers of two is exact.
  let number = Number(value);
  for (let i = 0; i < 3; i++) number /= 2 ** 64;
  return number;
}

/** ln(numerator / denominator) by the series of the inverse hyperbolic tangent. */
export function fixedLog(numerator: bigint, denominator: bigint): Fixed {
  const z = fixed(numerator - denominator, numerator + denominator);
  const zz = (z * z) >> BITS;
  let power = z;
  let sum = 0n;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    sum += power / k;
    power = (power * zz) >> BITS;
  }
  return 2n * sum;
}

/** 2^(1/128), by seven square roots. */
export function rootOfTwo128(): Fixed {
  let root = 2n * ONE;
  for (let i = 0; i < 7; i++) root = integerSqrt(root << BITS);
  return root;
}

/** Product of two fractions. */
export function multiply(a: Fixed, b: Fixed): Fixed {
  return (a * b) >> BITS;
}

/** 1 as a fraction. */
export const FIXED_ONE: Fixed = ONE;

function integerSqrt(n: bigint): bigint {
  let x = 1n << (BigInt(n.toString(2).length + 1) / 2n);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}
