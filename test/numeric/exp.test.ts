import { describe, expect, it } from "vitest";
import { exp, expInPlace } from "../../src/numeric/exp.ts";
import { FIXED_ONE, type Fixed, fixedLog, fromNumber, multiply } from "../../src/numeric/fixed-point.ts";
import { log } from "../../src/numeric/log.ts";
import { logSumExp } from "../../src/numeric/log-sum-exp.ts";
import { randomStream } from "../../src/numeric/random.ts";

/** Distance between neighbouring doubles at |x|. */
function ulp(x: number): number {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(x))), -1022);
  return 2 ** (exponent - 52);
}

/** e^x for |x| ≤ 0.4 by its series, in exact fractions. */
function exactExp(x: number): Fixed {
  const z = fromNumber(x);
  let term = FIXED_ONE;
  let sum = 0n;
  for (let k = 1n; term !== 0n && term !== -1n && k < 80n; k++) {
    sum += term;
    term = multiply(term, z) / k;
  }
  return sum;
}

const SCALE = 2 ** 96;
const toDouble = (value: Fixed): number => Number(value >> 96n) / SCALE;

describe("exp", () => {
  it("is within one unit of the last place on small arguments", () => {
    const random = randomStream(1);
    let worst = 0;
    for (let i = 0; i < 4000; i++) {
      const x = (random.next() - 0.5) * 0.8;
      const got = exp(x);
      const error = Math.abs(toDouble(fromNumber(got) - exactExp(x))) / ulp(got);
      worst = Math.max(worst, error);
    }
    expect(worst).toBeLessThan(0.6);
  });

  it("is within one unit of the last place on the whole range: e^x = 2^k e^(x − k ln 2)", () => {
    const random = randomStream(2);
    const ln2 = fixedLog(2n, 1n);
    let worst = 0;
    for (let i = 0; i < 4000; i++) {
      const x = (random.next() - 0.5) * 1400;
      const k = Math.round(x / Math.LN2);
      const rest = fromNumber(x) - BigInt(k) * ln2;
      let term = FIXED_ONE;
      let sum = 0n;
      for (let n = 1n; n < 80n; n++) {
        sum += term;
        term = multiply(term, rest) / n;
      }
      const mantissa = exp(x) / 2 ** Math.trunc(k / 2) / 2 ** (k - Math.trunc(k / 2));
      worst = Math.max(worst, Math.abs(toDouble(fromNumber(mantissa) - sum)) / ulp(mantissa));
    }
    expect(worst).toBeLessThan(0.6);
  });

  it("keeps its limits", () => {
    expect([exp(0), exp(-Infinity), exp(Infinity), exp(-746), exp(710)]).toEqual([1, 0, Infinity, 0, Infinity]);
    expect(exp(Number.NaN)).toBeNaN();
    expect(exp(-745)).toBe(5e-324);
    expect(exp(709.78)).toBeCloseTo(1.7928227943945155e308, -296);
  });
});

describe("expInPlace", () => {
  it("has the digits of exp, also where it is far out, and leaves the others alone", () => {
    const random = randomStream(9);
    const values = Float64Array.from({ length: 4000 }, () => (random.next() - 0.5) * 1600);
    values.set([0, -0, Number.NaN, -Infinity, Infinity, -745, 709.78, -700, 700], 10);
    const got = values.slice();
    expInPlace(got, 3, 3990);
    expect(got).toEqual(values.map((x, i) => (i >= 3 && i < 3990 ? exp(x) : x)));
  });
});

describe("log", () => {
  it("is within one unit of the last place near 1 and far from it", () => {
    const random = randomStream(3);
    let worst = 0;
    for (let i = 0; i < 4000; i++) {
      const near = i % 2 === 0 ? 0.1 : 0.9;
      const x = 1 + (random.next() - 0.5) * near;
      const scaled = BigInt(x * 2 ** 53);
      const exact = fixedLog(scaled, 1n << 53n);
      const got = log(x);
      worst = Math.max(worst, Math.abs(toDouble(fromNumber(got) - exact)) / ulp(got));
    }
    expect(worst).toBeLessThan(0.6);
  });

  it("undoes exp over the whole range", () => {
    const random = randomStream(4);
    for (let i = 0; i < 2000; i++) {
      const x = (random.next() - 0.5) * 1400;
      expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(Math.max(2.3e-16, 1.2 * ulp(x)));
    }
  });

  it("keeps its limits", () => {
    expect([log(1), log(0), log(Infinity)]).toEqual([0, -Infinity, Infinity]);
    expect(log(-1)).toBeNaN();
    expect(log(5e-324)).toBeCloseTo(-744.4400719213812, 12);
  });
});

describe("logSumExp", () => {
  it("neither overflows nor loses the largest", () => {
    expect(logSumExp(Float64Array.of(1000, 1000), 0, 2)).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logSumExp(Float64Array.of(-1e9, 0), 0, 2)).toBe(0);
    expect(logSumExp(Float64Array.of(), 0, 0)).toBe(-Infinity);
  });
});

describe("randomStream", () => {
  it("gives each (seed, run) its own stream, the same at every call", () => {
    const firsts = new Set<number>();
    for (let seed = 0; seed < 50; seed++) {
      for (let run = 0; run < 50; run++) {
        const first = randomStream(seed, run).next();
        expect(randomStream(seed, run).next()).toBe(first);
        firsts.add(first);
      }
    }
    expect(firsts.size).toBe(2500);
  });

  it("is uniform: mean and variance of 20 000 draws", () => {
    const random = randomStream(7, 3);
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < 20000; i++) {
      const x = random.next();
      sum += x;
      squares += x * x;
    }
    expect(sum / 20000).toBeCloseTo(0.5, 2);
    expect(squares / 20000).toBeCloseTo(1 / 3, 2);
  });

  it("picks by weight and never a weight of 0", () => {
    const random = randomStream(8);
    const counts = [0, 0, 0];
    for (let i = 0; i < 4000; i++) counts[random.pick([1, 0, 3])]!++;
    expect(counts[1]).toBe(0);
    expect(counts[2]! / 4000).toBeCloseTo(0.75, 1);
  });
});
