import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, nearNames } from "../../src/text/near-names.ts";

describe("near names", () => {
  it("counts edits, a swap of neighbours as one", () => {
    expect([editDistance("", "abc"), editDistance("kitten", "sitting"), editDistance("fihgting", "fighting")]).toEqual([
      3, 3, 1,
    ]);
  });

  it("puts the nearest first and leaves out what is far", () => {
    expect(nearNames("rusia", ["us", "russia", "prussia", "venezuela"])).toEqual(["russia"]);
    expect(nearNames("presure", ["pressures", "pressure"])).toEqual(["pressure", "pressures"]);
    expect(nearNames("Russia", ["russia"])).toEqual(["russia"]);
    expect(nearNames("x", [])).toEqual([]);
  });

  it("is a distance", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
