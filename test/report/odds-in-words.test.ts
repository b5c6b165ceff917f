import { describe, expect, it } from "vitest";
import { boundPercent, oddsInWords, percent, points } from "../../src/analysis/odds-in-words.ts";

describe("odds for people", () => {
  it.each([
    [0, "0%"],
    [0.00001, "<0.1%"],
    [0.0005, "0.1%"],
    [0.1234, "12.3%"],
    [0.9994, "99.9%"],
    [0.99999, ">99.9%"],
    [1, "100%"],
  ])("shows %d as %s, never rounding to impossible or certain", (probability, shown) => {
    expect(percent(probability)).toBe(shown);
  });

  it.each([
    [0.01, "almost no chance"],
    [0.05, "very unlikely"],
    [0.2, "unlikely"],
    [0.5, "roughly even odds"],
    [0.55, "likely"],
    [0.8, "very likely"],
    [0.95, "almost certain"],
    [0, "impossible in this model"],
  ])("calls %d %s", (probability, words) => {
    expect(oddsInWords(probability)).toBe(words);
  });

  it("signs a difference and lets nothing be nothing", () => {
    expect(points(1.26)).toBe("+1.3");
    expect(points(-1.26)).toBe("−1.3");
    expect(points(-0.01)).toBe("0.0");
  });

  it("keeps a bound as it was stated", () => {
    expect(boundPercent(0.1)).toBe("10%");
    expect(boundPercent(0.025)).toBe("2.5%");
  });
});
