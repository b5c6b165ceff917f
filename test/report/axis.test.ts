import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLabel, labelledSteps, roundScale, spread } from "../../src/analysis/report-html/axis.ts";

const seed = 20250711;

describe("an axis", () => {
  it("holds every value and ends on a tick", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (largest) => {
        const { limit, ticks } = roundScale(largest);
        expect(limit).toBeGreaterThanOrEqual(largest);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeCloseTo(limit, 12);
      }),
      { seed },
    );
  });

  it("labels the last step and leaves room between labels", () => {
    expect(labelledSteps(24, 960, 60)).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23]);
    expect(labelledSteps(1, 300, 60)).toEqual([0]);
    expect(labelledSteps(1000, 300, 60).at(-1)).toBe(999);
  });

  it("moves names apart without changing their order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 12 }), (heights) => {
        const placed = spread(heights, 20, 320);
        const order = heights.map((_, index) => index).sort((a, b) => heights[a]! - heights[b]!);
        for (let k = 1; k < order.length; k += 1) {
          expect(placed[order[k]!]! - placed[order[k - 1]!]!).toBeGreaterThanOrEqual(20);
        }
        expect(Math.max(...placed)).toBeLessThanOrEqual(320);
      }),
      { seed },
    );
  });

  it("cuts a long label", () => {
    expect(fitLabel("Limited strike, regime survives", 100)).toBe("Limited strike…");
    expect(fitLabel("Standoff", 100)).toBe("Standoff");
  });
});
