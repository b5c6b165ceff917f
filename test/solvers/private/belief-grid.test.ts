import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BeliefGrid } from "../../../src/solvers/private/belief-grid.ts";

/** Blocks of these levels; a secret's first block changes fastest. */
function gridOf(levels: readonly number[], intervals: readonly number[]): BeliefGrid {
  const secrets = levels.reduce((product, own) => product * own, 1);
  return new BeliefGrid(secrets, levels, intervals, (secret, block) => {
    const before = levels.slice(0, block).reduce((product, own) => product * own, 1);
    return Math.floor(secret / before) % levels[block]!;
  });
}

const shapes = fc.constantFrom<readonly (readonly number[])[]>(
  [[2], [7]],
  [[3], [5]],
  [
    [2, 2],
    [4, 6],
  ],
  [[4], [3]],
  [
    [3, 2],
    [4, 5],
  ],
);

/** A belief from numbers, block by block. */
function beliefOf(levels: readonly number[], numbers: readonly number[]): Float64Array {
  let at = 0;
  return Float64Array.from(
    levels.flatMap((own) => {
      const raw = Array.from({ length: own }, () => numbers[at++ % numbers.length]!);
      const total = raw.reduce((sum, x) => sum + x, 0);
      return raw.map((x) => (total > 0 ? x / total : 1 / own));
    }),
  );
}

const numbers = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.25, 0.5)), {
  minLength: 8,
  maxLength: 8,
});

describe("a grid of beliefs", () => {
  it("has as many points as combinations, and finds each where it is", () => {
    expect(gridOf([2], [7]).points).toBe(8);
    expect(gridOf([3], [5]).points).toBe(21);
    expect(gridOf([2, 2], [32, 32]).points).toBe(1089);
    expect(gridOf([4], [32]).points).toBe(6545);
    const grid = gridOf([3, 2], [4, 5]);
    const belief = new Float64Array(grid.width);
    for (let point = 0; point < grid.points; point++) {
      grid.belief(point, belief);
      grid.locate(belief);
      expect([grid.count, grid.at[0], grid.weight[0]]).toEqual([1, point, 1]);
    }
  });

  it("writes every belief as a mixture of points: weights above 0 that sum to 1 and give it back", () => {
    fc.assert(
      fc.property(shapes, numbers, ([levels, intervals], drawn) => {
        const grid = gridOf(levels!, intervals!);
        const belief = beliefOf(levels!, drawn);
        grid.locate(belief);
        const mean = new Float64Array(grid.width);
        const point = new Float64Array(grid.width);
        let total = 0;
        for (let i = 0; i < grid.count; i++) {
          expect(grid.weight[i]).toBeGreaterThan(0);
          total += grid.weight[i]!;
          grid.belief(grid.at[i]!, point);
          for (let k = 0; k < mean.length; k++) mean[k]! += grid.weight[i]! * point[k]!;
          // What is surely not so at the belief is surely not so at its points.
          belief.forEach((share, k) => {
            if (share === 0) expect(point[k]).toBe(0);
          });
        }
        expect(total).toBeCloseTo(1, 11);
        belief.forEach((share, k) => {
          expect(mean[k]).toBeCloseTo(share, 11);
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("reads smooth functions to the second order", () => {
    const curve = (b: Float64Array): number => Math.exp(b[0]!) * (1 + b[1]! * b[1]!);
    const missAt = (n: number): number => {
      const grid = gridOf([3], [n]);
      const point = new Float64Array(3);
      let worst = 0;
      for (let k = 0; k <= 97; k++) {
        for (let l = 0; k + l <= 97; l++) {
          const belief = Float64Array.of(k / 97, l / 97, 1 - (k + l) / 97);
          grid.locate(belief);
          let value = 0;
          for (let i = 0; i < grid.count; i++) {
            grid.belief(grid.at[i]!, point);
            value += grid.weight[i]! * curve(point);
          }
          worst = Math.max(worst, Math.abs(value - curve(belief)));
        }
      }
      return worst;
    };
    expect(Math.log2(missAt(8) / missAt(16))).toBeCloseTo(2, 0);
  });

  it("gives the marginals of joint masses, and back where blocks are independent", () => {
    const grid = gridOf([2, 3], [4, 4]);
    const belief = Float64Array.of(0.3, 0.7, 0.2, 0.5, 0.3);
    const joint = new Float64Array(6);
    const again = new Float64Array(5);
    grid.joint(belief, joint);
    expect(joint[1]).toBeCloseTo(0.7 * 0.2, 15);
    grid.marginals(
      joint.map((mass) => 5 * mass),
      again,
    );
    again.forEach((share, k) => {
      expect(share).toBeCloseTo(belief[k]!, 14);
    });
  });
});
