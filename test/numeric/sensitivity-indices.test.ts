import { describe, expect, it } from "vitest";
import { morrisDesign, morrisEffects } from "../../src/numeric/morris.ts";
import { sobolDesign, sobolIndices } from "../../src/numeric/sobol-indices.ts";

const single = (k: number) => Array.from({ length: k }, (_, i) => [i]);

/** sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ with each x even on [−π, π] (Ishigami and Homma 1990). */
function ishigami(point: Float64Array): number {
  const [x1, x2, x3] = Array.from(point, (u) => Math.PI * (2 * u - 1)) as [number, number, number];
  return Math.sin(x1) + 7 * Math.sin(x2) ** 2 + 0.1 * x3 ** 4 * Math.sin(x1);
}

/** Π (|4u_i − 2| + a_i) / (1 + a_i) (Sobol 1993, a = 0, 1, 4.5, 9, 99 and 99, 99 of Saltelli's test). */
const weights = [0, 1, 4.5, 9, 99];
const g = (i: number, u: number) => (Math.abs(4 * u - 2) + weights[i]!) / (1 + weights[i]!);
const sobolG = (point: Float64Array) => point.reduce((product, u, i) => product * g(i, u), 1);

describe("Sobol indices", () => {
  it("of Ishigami's function are the published ones, within their intervals", () => {
    const design = sobolDesign(single(3), 1024, 1);
    expect(design.points.length).toBe(1024 * 8);
    const found = sobolIndices(design, Float64Array.from(design.points, ishigami), 1);
    // With a = 7, b = 0.1: V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2; V₁ = (1 + bπ⁴/5)²/2; V₂ = a²/8; V₁₃ = b²π⁸ 8/225.
    const variance = 49 / 8 + (0.1 * Math.PI ** 4) / 5 + (0.01 * Math.PI ** 8) / 18 + 1 / 2;
    const first = (1 + (0.1 * Math.PI ** 4) / 5) ** 2 / 2 / variance;
    const second = 49 / 8 / variance;
    const both = (0.01 * Math.PI ** 8 * 8) / 225 / variance;
    expect(first).toBeCloseTo(0.3139, 4);
    expect(found.mean).toBeCloseTo(3.5, 2);
    expect(found.variance / variance).toBeCloseTo(1, 1);
    const within = (one: { share: number; error: number }, truth: number) => {
      expect(Math.abs(one.share - truth)).toBeLessThan(one.error);
      expect(one.error).toBeLessThan(0.12);
    };
    [first, second, 0].forEach((truth, i) => {
      within(found.alone[i]!, truth);
    });
    [first + both, second, both].forEach((truth, i) => {
      within(found.total[i]!, truth);
    });
    [0, both, 0].forEach((truth, p) => {
      within(found.pairs[p]!, truth);
    });
  });

  it("of Sobol's g are the closed form, within their intervals", () => {
    const design = sobolDesign(single(5), 1024, 2);
    const found = sobolIndices(design, Float64Array.from(design.points, sobolG), 2);
    const own = weights.map((a) => 1 / 3 / (1 + a) ** 2);
    const variance = own.reduce((product, v) => product * (1 + v), 1) - 1;
    own.forEach((v, i) => {
      const { share, error } = found.alone[i]!;
      expect(Math.abs(share - v / variance)).toBeLessThan(error + 1e-4);
      const others = own.reduce((product, w, j) => (j === i ? product : product * (1 + w)), 1);
      expect(Math.abs(found.total[i]!.share - (v * others) / variance)).toBeLessThan(found.total[i]!.error + 1e-4);
    });
    for (const { one, other, share, error } of found.pairs) {
      expect(Math.abs(share - (own[one]! * own[other]!) / variance)).toBeLessThan(error + 1e-3);
    }
  });

  it("cover the truth 95 times in 100, over designs that have nothing in common", () => {
    // Sobol points are more even than random ones: the intervals err on the wide side, never on the narrow one.
    const truth = 1 / 3 / (weights.reduce((product, a) => product * (1 + 1 / 3 / (1 + a) ** 2), 1) - 1);
    const hits = Array.from({ length: 100 }, (_, seed) => {
      const design = sobolDesign(single(5), 128, seed);
      const { share, error } = sobolIndices(design, Float64Array.from(design.points, sobolG), seed).alone[0]!;
      return Math.abs(share - truth) < error;
    }).filter(Boolean).length;
    expect(hits).toBeGreaterThanOrEqual(90);
  });

  it("take coordinates that go together as one factor", () => {
    const design = sobolDesign([[0, 2], [1]], 1024, 3);
    const found = sobolIndices(design, Float64Array.from(design.points, ishigami), 3);
    const variance = 49 / 8 + (0.1 * Math.PI ** 4) / 5 + (0.01 * Math.PI ** 8) / 18 + 1 / 2;
    expect(Math.abs(found.alone[0]!.share - (1 - 49 / 8 / variance))).toBeLessThan(found.alone[0]!.error);
    expect(Math.abs(found.alone[0]!.share - found.total[0]!.share)).toBeLessThan(0.1);
  });

  it("leave out rows without a value, and say how many are left", () => {
    const design = sobolDesign(single(3), 64, 4);
    const values = Float64Array.from(design.points, ishigami);
    values[5] = Number.NaN;
    values[64 * 3 + 9] = Number.NaN;
    expect(sobolIndices(design, values, 4).rows).toBe(62);
    const flat = sobolIndices(design, new Float64Array(values.length).fill(2), 4);
    expect(flat.variance).toBe(0);
    expect(flat.alone[0]!.share).toBeNaN();
  });
});

describe("Morris screening", () => {
  it("of a line finds its slopes, and no scatter", () => {
    const slopes = [3, -2, 0, 0.5];
    const design = morrisDesign(single(4), 8, 1);
    expect(design.points.length).toBe(8 * 5);
    const values = Float64Array.from(design.points, (point) => point.reduce((sum, u, i) => sum + slopes[i]! * u, 1));
    const effects = morrisEffects(design, values, 1);
    slopes.forEach((slope, i) => {
      expect(effects[i]!.size).toBeCloseTo(Math.abs(slope), 12);
      expect(effects[i]!.mean).toBeCloseTo(slope, 12);
      expect(effects[i]!.deviation).toBeCloseTo(0, 12);
    });
  });

  it("of Sobol's g is the mean over the grid, within its interval", () => {
    const grid = [1, 3, 5, 7].map((n) => n / 8);
    const middle = (i: number) => grid.reduce((sum, u) => sum + g(i, u), 0) / 4;
    const moved = (i: number, u: number) => 2 * (g(i, u < 0.5 ? u + 0.5 : u - 0.5) - g(i, u));
    // Others are at any of their grid points; those factors stand apart in the product.
    const exact = weights.map(
      (_, i) =>
        (grid.reduce((sum, u) => sum + Math.abs(moved(i, u)), 0) / 4) *
        weights.reduce((product, _w, j) => (j === i ? product : product * middle(j)), 1),
    );
    // |4u − 2| is the same a half apart on this grid: 1.5, 0.5, 0.5, 1.5 turn into 0.5, 1.5, 1.5, 0.5.
    expect(exact[0]).toBeGreaterThan(1);
    const hits = weights.map(() => 0);
    for (let seed = 0; seed < 60; seed++) {
      const design = morrisDesign(single(5), 128, seed);
      const effects = morrisEffects(design, Float64Array.from(design.points, sobolG), seed);
      exact.forEach((truth, i) => {
        if (Math.abs(effects[i]!.size - truth) < effects[i]!.error) hits[i]! += 1;
        expect(effects[i]!.error).toBeLessThan(0.2 * truth);
      });
    }
    // 95 in 100 are expected; 48 of 60 would be three standard deviations short.
    for (const count of hits) expect(count).toBeGreaterThanOrEqual(51);
  });

  it("of Ishigami's function is the mean over the grid, within its interval", () => {
    const grid = [1, 3, 5, 7].map((n) => n / 8);
    const points = grid.flatMap((a) => grid.flatMap((b) => grid.map((c) => Float64Array.of(a, b, c))));
    const exact = [0, 1, 2].map((i) => {
      const effects = points.map((point) => {
        const after = Float64Array.from(point);
        after[i]! += point[i]! < 0.5 ? 0.5 : -0.5;
        return 2 * Math.abs(ishigami(after) - ishigami(point));
      });
      return effects.reduce((sum, effect) => sum + effect, 0) / effects.length;
    });
    const design = morrisDesign(single(3), 512, 3);
    const effects = morrisEffects(design, Float64Array.from(design.points, ishigami), 3);
    exact.forEach((truth, i) => {
      expect(Math.abs(effects[i]!.size - truth)).toBeLessThan(effects[i]!.error + 1e-9);
    });
  });

  it("keeps its points strictly inside the cube and moves every factor once a path", () => {
    const design = morrisDesign([[0, 3], [1], [2]], 5, 11);
    for (const point of design.points) for (const u of point) expect([1, 3, 5, 7]).toContain(u * 8);
    expect(design.steps.length).toBe(15);
    for (let path = 0; path < 5; path++) {
      const own = design.steps.filter((step) => step.path === path).map((step) => step.factor);
      expect([...own].sort()).toEqual([0, 1, 2]);
    }
  });

  it("leaves out effects next to a point without a value", () => {
    const design = morrisDesign(single(2), 2, 1);
    const values = new Float64Array(design.points.length).fill(Number.NaN);
    expect(morrisEffects(design, values, 1)[0]).toMatchObject({ count: 0, size: Number.NaN });
  });
});
