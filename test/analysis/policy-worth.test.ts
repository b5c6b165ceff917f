import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policyWorth } from "../../src/analysis/policy-worth.ts";
import { parameterValues, partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { randomCrisis } from "../properties/random-crisis.ts";
import { crisisOf } from "./explain-cases.ts";

describe("what actors expect of a policy", () => {
  it("is the value of the solution where that has one", () => {
    fc.assert(
      fc.property(randomCrisis(), (text) => {
        const crisis = crisisOf(text);
        for (const part of partsOf(crisis)) {
          const { game } = compileGame(crisis, { part });
          if (!game) continue;
          const { policy, value } = solveBackward(game);
          const worth = policyWorth(crisis, game, policy, parameterValues(crisis));
          const expected = new Float64Array(worth.length);
          game.start.node.forEach((node, i) => {
            worth.forEach((_, j) => {
              expected[j]! += game.start.probability[i]! * value[node * worth.length + j]!;
            });
          });
          worth.forEach((own, j) => {
            expect(own).toBeCloseTo(expected[j]!, 10);
          });
        }
      }),
      { seed: 9, numRuns: 20 },
    );
  });
});
