import { scaleLinear } from "d3-scale";
import { describe, expect, it } from "vitest";
import { linearScale, roundSteps } from "../../web/src/charts/odds-scale.ts";

describe("scales of the line chart", () => {
  it("have the round numbers of d3-scale", () => {
    for (const largest of [0.002, 0.0037, 0.073, 0.1, 0.119, 0.45, 0.641, 0.8, 0.99, 1]) {
      const { top, ticks } = roundSteps(largest, 4);
      expect(top, String(largest)).toBeCloseTo(scaleLinear([0, largest], [0, 1]).nice(4).domain()[1]!, 12);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBe(top);
    }
  });

  it("go there and back", () => {
    const scale = linearScale([0, 0.8], [300, 20]);
    expect(scale(0)).toBe(300);
    expect(scale(0.8)).toBeCloseTo(20, 12);
    expect(scale.invert(scale(0.31))).toBeCloseTo(0.31, 12);
  });
});
