import { describe, expect, it } from "vitest";
import { logGamma, quantileBeta } from "../../src/numeric/quantile-beta.ts";
import { quantileNormal } from "../../src/numeric/quantile-normal.ts";
import { quantileWeighted } from "../../src/numeric/quantile-weighted.ts";

describe("normal quantiles", () => {
  // scipy 1.17.1: scipy.stats.norm.ppf
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.9, 1.2815515655446004],
    [0.01, -2.3263478740408408],
    [1e-9, -5.9978070150076865],
    [1e-30, -11.464024688443613],
  ])("%d", (probability, expected) => {
    expect(Math.abs(quantileNormal(probability) - expected)).toBeLessThanOrEqual(4e-16 * Math.abs(expected));
  });

  it("is infinite at the ends and nothing beyond", () => {
    expect([0, 1, 1.5].map(quantileNormal)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN]);
  });
});

describe("beta quantiles", () => {
  const probabilities = [1e-6, 0.01, 0.1, 0.5, 0.77, 0.9, 0.999];

  it.each([1, 2.5, 5, 40])("has the closed forms of Beta(a, 1) and Beta(1, b): %d", (a) => {
    for (const p of probabilities) {
      expect(quantileBeta(p, a, 1)).toBeCloseTo(p ** (1 / a), 13);
      expect(quantileBeta(p, 1, a)).toBeCloseTo(1 - (1 - p) ** (1 / a), 13);
    }
  });

  it("has the closed forms of Beta(1/2, 1/2) and Beta(2, 2)", () => {
    for (const p of probabilities) {
      expect(quantileBeta(p, 0.5, 0.5)).toBeCloseTo(Math.sin((Math.PI * p) / 2) ** 2, 13);
      const x = quantileBeta(p, 2, 2);
      expect(3 * x * x - 2 * x ** 3).toBeCloseTo(p, 13);
    }
  });

  it("knows Γ", () => {
    expect(logGamma(1)).toBeCloseTo(0, 13);
    expect(logGamma(6)).toBeCloseTo(Math.log(120), 13);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
  });
});

describe("weighted quantiles", () => {
  it("puts each value in the middle of its weight and joins them by lines", () => {
    // Weights 1, 2, 1 in order of the values: they stand at 1/8, 4/8, 7/8.
    expect(quantileWeighted([30, 10, 20], [1, 1, 2], [0, 0.125, 0.3125, 0.5, 0.875, 1])).toEqual([
      10, 10, 15, 20, 30, 30,
    ]);
  });

  it("gives no say to weight 0, and none has no quantile", () => {
    expect(quantileWeighted([1, Number.NaN, 99], [1, 0, 0], [0.1, 0.9])).toEqual([1, 1]);
    expect(quantileWeighted([1], [0], [0.5])).toEqual([Number.NaN]);
  });
});
