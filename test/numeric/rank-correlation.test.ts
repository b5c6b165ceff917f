import { describe, expect, it } from "vitest";
import { distributionNormal } from "../../src/numeric/distribution-normal.ts";
import { quantileNormal } from "../../src/numeric/quantile-normal.ts";
import { correlatedCube } from "../../src/numeric/rank-correlation.ts";
import { sobolSequence } from "../../src/numeric/sobol.ts";

describe("the normal distribution function", () => {
  it("has the tabulated values", () => {
    expect(distributionNormal(0)).toBe(0.5);
    expect(distributionNormal(1)).toBeCloseTo(0.8413447460685429, 15);
    expect(distributionNormal(-1.959963984540054)).toBeCloseTo(0.025, 15);
    // Abramowitz and Stegun, table 26.2: 1 − Φ(7) = 1.279812544e-12, 1 − Φ(8) = 6.220960574e-16.
    expect(distributionNormal(-7) / 1.279812543885835e-12).toBeCloseTo(1, 11);
    expect(distributionNormal(-8) / 6.220960574271784e-16).toBeCloseTo(1, 11);
    expect(distributionNormal(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(distributionNormal(Number.NaN)).toBeNaN();
  });

  it("is the quantile turned round", () => {
    for (let k = 1; k < 200; k++) expect(distributionNormal(quantileNormal(k / 200))).toBeCloseTo(k / 200, 14);
    expect(distributionNormal(quantileNormal(1e-10)) / 1e-10).toBeCloseTo(1, 6);
    for (let x = -5.9; x < 5.9; x += 0.1) expect(distributionNormal(x) + distributionNormal(-x)).toBeCloseTo(1, 15);
  });
});

/** Spearman's ρ of evenly drawn coordinates: 12 · cov. */
function rankCorrelation(points: readonly Float64Array[], i: number, j: number): number {
  const rank = (k: number) => {
    const order = points.map((_, n) => n).sort((a, b) => points[a]![k]! - points[b]![k]!);
    const ranks = new Float64Array(points.length);
    order.forEach((n, place) => {
      ranks[n] = (place + 0.5) / points.length - 0.5;
    });
    return ranks;
  };
  const [one, other] = [rank(i), rank(j)];
  return (12 * one.reduce((sum, r, n) => sum + r * other[n]!, 0)) / points.length;
}

describe("coordinates that go together", () => {
  const sequence = sobolSequence(4, { seed: 1 });
  const even = Array.from({ length: 4096 }, (_, n) => sequence.at(n));

  it("have the rank correlations asked for, and each stays even", () => {
    const cube = correlatedCube(4, [
      { one: 0, other: 2, rank: 0.7 },
      { one: 2, other: 3, rank: -0.5 },
    ])!;
    const points = even.map(cube);
    expect(rankCorrelation(points, 0, 2)).toBeCloseTo(0.7, 2);
    expect(rankCorrelation(points, 2, 3)).toBeCloseTo(-0.5, 2);
    expect(rankCorrelation(points, 0, 3)).toBeCloseTo(0, 2);
    for (const k of [0, 1, 2, 3]) {
      const sorted = points.map((point) => point[k]!).sort((a, b) => a - b);
      sorted.forEach((u, n) => {
        expect(Math.abs(u - (n + 0.5) / 4096)).toBeLessThan(0.02);
      });
    }
    // The first of each, and those without a correlation, keep every digit.
    points.forEach((point, n) => {
      expect([point[0], point[1]]).toEqual([even[n]![0], even[n]![1]]);
    });
  });

  it("stay inside the cube far out", () => {
    const cube = correlatedCube(2, [{ one: 0, other: 1, rank: 0.999 }])!;
    for (const u of [2 ** -33, 1 - 2 ** -33]) {
      const moved = cube(Float64Array.of(u, u))[1]!;
      expect(moved > 0 && moved < 1).toBe(true);
    }
  });

  it("are refused where no draws can have them", () => {
    const all = (rank: number) => [
      { one: 0, other: 1, rank },
      { one: 1, other: 2, rank },
      { one: 0, other: 2, rank },
    ];
    expect(correlatedCube(3, all(-0.6))).toBeUndefined();
    expect(correlatedCube(3, all(-0.4))).toBeDefined();
    expect(correlatedCube(3, [])!(even[1]!)).toBe(even[1]);
  });
});
