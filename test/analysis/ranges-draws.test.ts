import { describe, expect, it } from "vitest";
import { drawsInTask } from "../../src/analysis/ranges/draw-solver.ts";
import { evenProposal, proposalAround } from "../../src/analysis/ranges/proposal.ts";
import { quantileOfParameter } from "../../src/analysis/ranges/quantile-of-parameter.ts";
import { weighDraws } from "../../src/analysis/ranges/weigh-draws.ts";
import type { Parameter } from "../../src/crisis/model.ts";
import { quantileBeta } from "../../src/numeric/quantile-beta.ts";
import { sobolSequence } from "../../src/numeric/sobol.ts";

const at = { file: "x", start: 0, end: 0 };

function parameter(given: Partial<Parameter>): Parameter {
  return { name: "p", label: "p", at, text: [], value: 2, range: [1, 5], ...given };
}

function quantiles(given: Partial<Parameter>, probabilities: readonly number[]): readonly number[] {
  return probabilities.map(quantileOfParameter(parameter(given))!);
}

describe("how draws of a parameter spread", () => {
  it("is certain without a range", () => {
    const { range: _, ...certain } = parameter({});
    expect(quantileOfParameter(certain)).toBeUndefined();
  });

  it("uniform", () => {
    expect(quantiles({}, [0.25, 0.5, 0.9])).toEqual([2, 3, 4.6]);
  });

  it("triangular, with its peak at the value", () => {
    // F(x) = (x−1)²/4 up to 2, 1 − (5−x)²/12 after it.
    const [low, peak, high] = quantiles({ distribution: "triangular" }, [0.0625, 0.25, 0.67]);
    expect(low).toBeCloseTo(1.5, 12);
    expect(peak).toBeCloseTo(2, 12);
    expect(high).toBeCloseTo(5 - Math.sqrt(12 * 0.33), 12);
  });

  it("beta: 1 + 4(v−l)/(h−l) and 1 + 4(h−v)/(h−l)", () => {
    expect(quantiles({ distribution: "beta" }, [0.3])[0]).toBeCloseTo(1 + 4 * quantileBeta(0.3, 2, 4), 12);
    // The mean of PERT, from evenly spread probabilities.
    const many = quantiles(
      { distribution: "beta" },
      Array.from({ length: 2000 }, (_, k) => (k + 0.5) / 2000),
    );
    expect(many.reduce((sum, x) => sum + x, 0) / 2000).toBeCloseTo((1 + 4 * 2 + 5) / 6, 4);
  });

  it("loguniform", () => {
    expect(quantiles({ distribution: "loguniform", range: [1, 100] }, [0.5])[0]).toBeCloseTo(10, 10);
  });

  it("normal and lognormal hold their range in the middle 80%", () => {
    const [low, middle, high] = quantiles({ distribution: "normal" }, [0.1, 0.5, 0.9]);
    expect([low, middle, high].map((x) => Math.round(x! * 1e9) / 1e9)).toEqual([1, 3, 5]);
    const logs = quantiles({ distribution: "lognormal", range: [1, 100] }, [0.1, 0.5, 0.9]);
    expect(logs.map((x) => Math.round(x * 1e9) / 1e9)).toEqual([1, 10, 100]);
  });

  it("cuts a normal at its limits and spreads what is left", () => {
    // Cut at its middle: the median of what is left is the 75% quantile of the whole.
    const [least, median] = quantiles({ distribution: "normal", limits: [3, 1000] }, [1e-12, 0.5]);
    expect(least).toBeCloseTo(3, 9);
    expect(median).toBeCloseTo(quantiles({ distribution: "normal" }, [0.75])[0]!, 9);
  });
});

describe("draws dealt out to threads", () => {
  it("are in tasks of four, fewer where there are few and more where there are very many", () => {
    const cases = [
      [1, 2, 1],
      [8, 2, 4],
      [256, 2, 4],
      [256, 1, 4],
      [10_000, 2, 157],
    ] as const;
    for (const [draws, threads, size] of cases) expect(drawsInTask(draws, threads)).toBe(size);
  });
});

describe("draws placed anew", () => {
  const sequence = sobolSequence(2, { seed: 3 });
  const points = Array.from({ length: 256 }, (_, n) => sequence.at(n));
  // The first coordinate matters (weights of Beta(8, 3) up to a factor), the second does not.
  const weights = Float64Array.from(points, ([u]) => u! ** 7 * (1 - u!) ** 2);
  const proposal = proposalAround(points, weights, 20);

  it("follow what counts, and leave alone what does not", () => {
    const [first, second] = [0.1, 0.5, 0.9].map((u) => proposal.place(Float64Array.of(u, u)))[1]!;
    expect(first).toBeGreaterThan(0.65);
    expect(first).toBeLessThan(0.8);
    expect(second).toBe(0.5);
  });

  it("have the density they are placed with", () => {
    // ∫ g over even points is 1, and so is the mean of 1/g over points placed by it.
    const even = points.reduce((sum, point) => sum + proposal.density(point), 0) / 256;
    expect(even).toBeCloseTo(1, 2);
    const placed = points.map((point) => proposal.place(point));
    const inside = placed.filter(([u]) => u! > 0.5);
    const back = inside.reduce((sum, point) => sum + 1 / proposal.density(point), 0) / 256;
    expect(back).toBeCloseTo(0.5, 1);
  });

  it("count by mass over the density of all rounds together", () => {
    const result = (mass: number) => ({ mass, endings: Float64Array.of(mass) });
    const half = { place: (even: Float64Array) => even, density: ([u]: Float64Array) => (u! < 0.5 ? 2 : 0) };
    const { weights: found, effectiveSampleSize } = weighDraws([
      {
        proposal: evenProposal,
        points: [Float64Array.of(0.25), Float64Array.of(0.75)],
        results: [result(3), result(1)],
      },
      {
        proposal: half,
        points: [Float64Array.of(0.1), Float64Array.of(0.4)],
        results: [result(3), { failure: { code: "x", message: "" } }],
      },
    ]);
    // Densities: 1.5, 0.5, 1.5. Raw weights 2, 2, 2, 0.
    expect([...found].map((weight) => Math.round(weight * 1e12) / 1e12)).toEqual(
      [1 / 3, 1 / 3, 1 / 3, 0].map((weight) => Math.round(weight * 1e12) / 1e12),
    );
    expect(effectiveSampleSize).toBeCloseTo(3, 12);
  });
});
