import { describe, expect, it } from "vitest";
import { sobolSequence } from "../../src/numeric/sobol.ts";
import { SOBOL_DIMENSIONS } from "../../src/numeric/sobol-directions.ts";

/**
 * First points in dimensions 1 to 10, as published by Joe and Kuo for three of
 * them and printed in ten by scipy 1.17.1, which reads their file:
 * scipy.stats.qmc.Sobol(10, scramble=False).random(12).
 */
const first = [
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
  [0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75],
  [0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25, 0.25, 0.25],
  [0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875, 0.875, 0.625],
  [0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375, 0.375, 0.125],
  [0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125, 0.125, 0.375],
  [0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625, 0.625, 0.875],
  [0.1875, 0.3125, 0.9375, 0.4375, 0.5625, 0.3125, 0.4375, 0.9375, 0.9375, 0.3125],
  [0.6875, 0.8125, 0.4375, 0.9375, 0.0625, 0.8125, 0.9375, 0.4375, 0.4375, 0.8125],
  [0.9375, 0.0625, 0.6875, 0.1875, 0.3125, 0.5625, 0.1875, 0.1875, 0.1875, 0.5625],
  [0.4375, 0.5625, 0.1875, 0.6875, 0.8125, 0.0625, 0.6875, 0.6875, 0.6875, 0.0625],
];

describe("the Sobol sequence", () => {
  it("begins as published", () => {
    const sequence = sobolSequence(10);
    expect(first.map((_, n) => [...sequence.at(n)])).toEqual(first);
  });

  it("is that of the published file far out, in its last dimensions", () => {
    // scipy 1.17.1: Sobol(337, scramble=False, bits=32).random(3000)[[777, 2999]], columns 99, 160, 161, 336.
    const sequence = sobolSequence(SOBOL_DIMENSIONS);
    const found = [777, 2999].map((n) => [99, 160, 161, 336].map((d) => sequence.at(n)[d]));
    expect(found).toEqual([
      [0.5107421875, 0.0029296875, 0.4833984375, 0.9873046875],
      [0.077392578125, 0.529541015625, 0.486083984375, 0.900634765625],
    ]);
  });

  it.each([undefined, { seed: 1 }, { seed: 2, round: 3 }])(
    "puts one of 2^m points into every m-th interval: %j",
    (scrambling) => {
      const sequence = sobolSequence(40, scrambling);
      for (const from of [0, 64, 192]) {
        const points = Array.from({ length: 64 }, (_, n) => sequence.at(from + n));
        for (let d = 0; d < 40; d++) {
          const intervals = points.map((point) => Math.floor(point[d]! * 64)).sort((a, b) => a - b);
          expect(intervals).toEqual(Array.from({ length: 64 }, (_, k) => k));
        }
      }
    },
  );

  it("is scrambled anew by every seed and round, never to 0 or 1, with the same digits everywhere", () => {
    const points = [{ seed: 1 }, { seed: 2 }, { seed: 1, round: 1 }].map((scrambling) =>
      sobolSequence(5, scrambling).at(0),
    );
    expect(new Set(points.map((point) => point.join())).size).toBe(3);
    expect([...points[0]!]).toEqual([
      0.59754416171927, 0.672922324272804, 0.8647326041245833, 0.25545924867037684, 0.08528220013249665,
    ]);
    const sequence = sobolSequence(3, { seed: 5 });
    for (let n = 0; n < 1000; n++) for (const u of sequence.at(n)) expect(u > 0 && u < 1).toBe(true);
  });

  it("is uniform over seeds: the first point has mean 1/2 and variance 1/12", () => {
    const values = Array.from({ length: 2000 }, (_, seed) => sobolSequence(2, { seed }).at(0)[1]!);
    const mean = values.reduce((sum, u) => sum + u, 0) / values.length;
    const variance = values.reduce((sum, u) => sum + (u - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.006);
  });

  it("refuses more dimensions than there are numbers for", () => {
    expect(() => sobolSequence(SOBOL_DIMENSIONS + 1)).toThrow(RangeError);
    expect(sobolSequence(0).at(3)).toEqual(new Float64Array(0));
  });
});
