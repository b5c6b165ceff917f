import { describe, expect, it } from "vitest";
import { DenseLu } from "../../src/numeric/dense-lu.ts";
import { randomStream } from "../../src/numeric/random.ts";

function factored(matrix: readonly number[], n: number): DenseLu {
  const lu = new DenseLu(n);
  lu.matrix.set(matrix);
  lu.factor(n);
  return lu;
}

describe("LU with row exchanges", () => {
  it("solves drawn systems of every size up to 12", () => {
    const random = randomStream(5);
    for (let n = 1; n <= 12; n++) {
      const matrix = Array.from({ length: n * n }, () => random.next() - 0.5);
      const x = Array.from({ length: n }, () => random.next());
      const b = Float64Array.from({ length: n }, (_, i) =>
        x.reduce((sum, value, j) => sum + matrix[i * n + j]! * value, 0),
      );
      factored(matrix, n).solve(b);
      x.forEach((value, i) => {
        expect(b[i]).toBeCloseTo(value, 10);
      });
    }
  });

  it("knows the sign of the determinant, and when there is no inverse", () => {
    expect(factored([0, 1, 1, 0], 2).sign).toBe(-1);
    expect(factored([0, 1, 0, 0, 0, 1, 1, 0, 0], 3).sign).toBe(1);
    expect(factored([2, 1, 1, 3], 2).sign).toBe(1);
    const none = factored([1, 2, 2, 4], 2);
    expect([none.sign, none.pivotRatio]).toEqual([0, 0]);
  });
});
