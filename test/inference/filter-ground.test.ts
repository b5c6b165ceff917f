import { describe, expect, it } from "vitest";
import { EvidenceOfParts } from "../../src/analysis/evidence-of-parts.ts";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { PartCompiler } from "../../src/crisis/compile-game.ts";
import { FilterGrounds, prepareFilter } from "../../src/inference/filter-ground.ts";
import { filterOdds } from "../../src/inference/filter-odds.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { readText } from "../crisis/read-text.ts";

/** Where the storm cannot strike (p = 0) the game has other states. */
const crisis = readText(`
clock: { steps: 3, start: 2025-01-01, step: 1 week }
parameters: { p: { value: 0.5, range: [0, 1] } }
actors: { us: { precision: 2 } }
sources: { press: { name: Press, grade: B } }
state: { sky: [clear, dim, black] }
drivers: { storm: { when: sky < black, chance: p, then: { sky: up 1 } } }
moves: { us: { hold: nothing, sweep: { when: sky > clear, cost: 0.1, then: { sky: down 1 } } } }
payoffs: { us: -0.2 * sky }
reports:
  - { id: clear, happened: 2025-01-05, source: press, credibility: 2, saw: { sky: clear } }
endings: { calm: { otherwise: true, rule: x } }
`);

describe("grounds of filters", () => {
  const request = { asOfStep: 1, asOfDay: Number.MAX_VALUE };

  it("are kept for each structure at hand, going to and fro, and give the digits of one made anew", () => {
    const compiler = new PartCompiler(crisis);
    const told = new EvidenceOfParts({ crisis, request }, Float64Array.of(0.5));
    const grounds = new FilterGrounds();
    const found = [0.5, 0, 0.25, 0].map((p) => {
      const parameters = Float64Array.of(p);
      const part = partsOf(crisis, parameters)[0]!;
      const game = compiler.compile({ part, parameters }).game!;
      const evidence = told.of(game, part.fixedLevels);
      const ground = grounds.of(game, evidence, request);
      const { policy } = solveBackward(game);
      const odds = filterOdds(game, policy, evidence, request, ground);
      expect(odds).toEqual(filterOdds(game, policy, evidence, request, prepareFilter(game, evidence, request)));
      expect(odds.mass).toBeGreaterThan(0);
      return ground;
    });
    expect(found[2]).toBe(found[0]);
    expect(found[3]).toBe(found[1]);
    expect(found[1]).not.toBe(found[0]);
  });

  it("are made anew where something else was told or asked", () => {
    const parameters = Float64Array.of(0.5);
    const part = partsOf(crisis, parameters)[0]!;
    const game = new PartCompiler(crisis).compile({ part, parameters }).game!;
    const evidence = new EvidenceOfParts({ crisis, request }, parameters).of(game, part.fixedLevels);
    const grounds = new FilterGrounds();
    const ground = grounds.of(game, evidence, request);
    expect(grounds.of(game, { ...evidence }, request)).not.toBe(ground);
    expect(grounds.of(game, evidence, { ...request })).not.toBe(ground);
  });
});
