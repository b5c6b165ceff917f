import { describe, expect, it } from "vitest";
import { newtonKrylov } from "../../src/numeric/newton-krylov.ts";

const OPTIONS = { tolerance: 1e-12, scale: 1, rounds: 30 };

describe("Newton's method without a Jacobian", () => {
  it("finds a fixed point that repeating the map runs away from", () => {
    // x = 3.9 x (1 − x) in each place, coupled a little to the next one: chaotic when repeated.
    const map = (x: Float64Array, out: Float64Array): void => {
      x.forEach((value, k) => {
        out[k] = 3.9 * value * (1 - value) + 0.01 * x[(k + 1) % x.length]!;
      });
    };
    const x = new Float64Array(40).fill(0.6);
    x[3] = 0.8;
    const result = newtonKrylov(map, x, OPTIONS);
    expect(result.converged).toBe(true);
    const fixed = 1 - 0.99 / 3.9; // x = 3.9 x (1 − x) + 0.01 x by hand
    for (const value of x) expect(value).toBeCloseTo(fixed, 11);
  });

  it("a linear map takes one or two rounds", () => {
    const x = new Float64Array(30);
    const result = newtonKrylov((from, to) => to.set(from.map((_, k) => 1 + 0.99 * from[(k + 7) % 30]!)), x, OPTIONS);
    expect(result.converged).toBe(true);
    expect(result.evaluations).toBeLessThan(40);
    for (const value of x) expect(value).toBeCloseTo(100, 8);
  });

  it("says where there is none", () => {
    const x = Float64Array.of(0.3, -2);
    const result = newtonKrylov((from, to) => to.set(from.map((value) => value + 1 + value * value)), x, OPTIONS);
    expect(result.converged).toBe(false);
    expect(result.miss).toBeGreaterThanOrEqual(1);
  });
});
