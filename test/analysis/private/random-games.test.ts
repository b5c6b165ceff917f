/** Random private crises with one equilibrium: tree and grid against the sum over every history. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endingShares } from "../../../src/analysis/private/ending-shares.ts";
import { PrivateOracle } from "../../oracle/private-information.ts";
import { privateCrises, privateCrisesOf } from "./random-private.ts";
import { compiled, onGrid, onTree } from "./solve-text.ts";

function apart(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  expect(ours.length).toBe(theirs.length);
  return Math.max(...Array.from(ours, (p, k) => Math.abs(p - theirs[k]!)));
}

describe("random games of private information", () => {
  it("agree on the tree with every history summed up, to 1e-9", () => {
    fc.assert(
      fc.property(privateCrises, (text) => {
        const game = compiled(text);
        const { endings, change } = new PrivateOracle(game.crisis).solve();
        expect(change).toBeLessThan(1e-13);
        expect(apart(endingShares(onTree(game)), endings)).toBeLessThan(1e-9);
      }),
      { seed: 4, numRuns: 15 },
    );
  });

  it("agree on the grid of default size with the tree to 1e-3 for λ of 4", () => {
    fc.assert(
      fc.property(privateCrisesOf({ precision: [4, 4], unseen: false }), (text) => {
        const game = compiled(text);
        expect(apart(endingShares(onGrid(game)), endingShares(onTree(game)))).toBeLessThan(1e-3);
      }),
      { seed: 5, numRuns: 5 },
    );
  });
});
