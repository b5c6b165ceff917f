import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eliminateStates } from "../../src/numeric/state-elimination.ts";

/** x of x = b + P x, one column. */
function solved(
  rows: readonly (readonly number[])[],
  leak: readonly number[],
  b: readonly number[],
): readonly number[] {
  const x = Float64Array.from(b);
  eliminateStates(Float64Array.from(rows.flat()), Float64Array.from(leak), x, 1);
  return [...x];
}

describe("elimination of states", () => {
  it("gives the gambler's ruin, however unlikely winning is", () => {
    for (const up of [0.5, 0.45, 0.4, 0.2]) {
      const n = 60;
      const rows = Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_row, j) => (j === i + 1 ? up : j === i - 1 ? 1 - up : 0)),
      );
      const leak = Array.from({ length: n }, (_, i) => (i === 0 ? 1 - up : i === n - 1 ? up : 0));
      const win = solved(
        rows,
        leak,
        leak.map((_, i) => (i === n - 1 ? up : 0)),
      );
      const ratio = (1 - up) / up;
      win.forEach((odds, i) => {
        const exact = up === 0.5 ? (i + 1) / (n + 1) : (1 - ratio ** (i + 1)) / (1 - ratio ** (n + 1));
        expect(odds / exact).toBeCloseTo(1, 11);
      });
    }
  });

  it("finds what comes about for sure in the end, be it once in 10^15 steps", () => {
    for (const rare of [1e-3, 1e-9, 1e-15]) {
      const [one, two] = solved(
        [
          [0.5 - rare, 0.5],
          [1, 0],
        ],
        [rare, 0],
        [rare, 0],
      );
      expect(one).toBeCloseTo(1, 14);
      expect(two).toBeCloseTo(1, 14);
    }
  });

  it("receives nothing where the chain stays for ever", () => {
    // Half stops, half is caught between the last two states.
    expect(
      solved(
        [
          [0, 0.5, 0],
          [0, 0, 1],
          [0, 1, 0],
        ],
        [0.5, 0, 0],
        [0.5, 0, 0],
      ),
    ).toEqual([0.5, 0, 0]);
    expect(
      solved(
        [
          [0, 1, 0],
          [1, 0, 0],
          [0, 0.5, 0],
        ],
        [0, 0, 0.5],
        [0, 0, 0.5],
      ),
    ).toEqual([0, 0, 0.5]);
  });

  it("solves x = b + P x for random chains and any b", () => {
    const chance = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(fc.array(fc.array(chance, { minLength: 7, maxLength: 7 }), { minLength: 6, maxLength: 6 }), (raw) => {
        const parts = raw.map((row) => row.map((own, j) => (j === 6 ? own + 1 : own)));
        const sums = parts.map((row) => row.reduce((sum, own) => sum + own, 0));
        const rows = parts.map((row, i) => row.slice(0, 6).map((own) => own / sums[i]!));
        const b = parts.map((row) => row[0]! - 7);
        const x = solved(
          rows,
          parts.map((row, i) => row[6]! / sums[i]!),
          b,
        );
        rows.forEach((row, i) => {
          const back = b[i]! + row.reduce((sum, own, j) => sum + own * x[j]!, 0);
          expect(back).toBeCloseTo(x[i]!, 8);
        });
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
