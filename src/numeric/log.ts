/**
 * ln x with the same digits on every engine (`Math.log` differs between them).
 *
 *     x = 2^k · m,  m in [√½, √2),   c ≈ 1/m of few digits,   r = m·c − 1
 *     ln x = k · ln 2 − ln c + ln(1 + r)
 *
 * −ln c comes from a table in two parts, ln(1 + r) from its series. Error
 * below 1 unit in the last place (test/numeric/log.test.ts).
 */
import { type Fixed, fixedLog, fromNumber, toNumber } from "./fixed-point.ts";

/** m is looked up by round(128·m), from 90 (√½) to 182 (√2). */
const FIRST = 90;
const COUNT = 182 - FIRST + 1;
/** Digits of the short parts: multiples of 2^−42 add up exactly to 745. */
const SHORT = 2 ** 42;
const SPLIT = 2 ** 21 + 1;

const inverse = new Float64Array(COUNT);
const high = new Float64Array(COUNT);
const low = new Float64Array(COUNT);
for (let i = 0; i < COUNT; i++) {
  const scaled = BigInt(Math.round(131072 / (FIRST + i)));
  inverse[i] = Number(scaled) / 1024;
  const parts = shortAndRest(fixedLog(1024n, scaled));
  high[i] = parts.short;
  low[i] = parts.rest;
}
const ln2 = shortAndRest(fixedLog(2n, 1n));

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
const HIGH_WORD = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** ln x. 0 gives −Infinity, a negative number or NaN gives NaN. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = -1023;
  double[0] = x;
  if (x < 2.2250738585072014e-308) {
    double[0] = x * 2 ** 54;
    k -= 54;
  }
  const word = words[HIGH_WORD]!;
  k += word >>> 20;
  words[HIGH_WORD] = (word & 0xfffff) | 0x3ff00000;
  let m = double[0];
  if (m >= Math.SQRT2) {
    m /= 2;
    k += 1;
  }
  const i = Math.round(m * 128) - FIRST;
  const c = inverse[i]!;
  // m in two parts, so that both products with c are exact.
  const wide = m * SPLIT;
  const mHigh = wide - (wide - m);
  const near = mHigh * c - 1;
  const far = (m - mHigh) * c;
  const r = near + far;
  const rRest = far - (r - near);
  const base = k * ln2.short + high[i]!;
  const sum = base + r;
  const sumRest = base === 0 ? 0 : base - sum + r;
  const tail = r * r * (-0.5 + r * (1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r * (1 / 7 - r / 8))))));
  return sum + (sumRest + (k * ln2.rest + low[i]! + rRest + tail));
}

function shortAndRest(exact: Fixed): { short: number; rest: number } {
  const short = Math.round(toNumber(exact).nearest * SHORT) / SHORT;
  return { short, rest: toNumber(exact - fromNumber(short)).nearest };
}
