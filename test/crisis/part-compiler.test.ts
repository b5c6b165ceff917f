import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parameterValues, partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame, PartCompiler } from "../../src/crisis/compile-game.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { randomCrisis } from "../properties/random-crisis.ts";

const SEED = 20261123;

describe("PartCompiler", () => {
  it("gives each part the same digits as compiling it alone", () => {
    fc.assert(
      fc.property(randomCrisis(), (text) => {
        const { crisis } = readCrisis("random.yaml", () => text);
        fc.pre(crisis !== undefined && crisis.clock.steps !== undefined);
        const compiler = new PartCompiler(crisis);
        for (const part of partsOf(crisis)) {
          expect(compiler.compile({ part })).toEqual(compileGame(crisis, { part }));
        }
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it("prices another value of a parameter like a compile of its own", () => {
    fc.assert(
      fc.property(randomCrisis(), fc.double({ min: 0.5, max: 1.5, noNaN: true }), (text, factor) => {
        const { crisis } = readCrisis("random.yaml", () => text);
        fc.pre(crisis !== undefined && crisis.parameters.length > 0);
        const part = partsOf(crisis)[0]!;
        const compiler = new PartCompiler(crisis);
        compiler.compile({ part });
        const parameters = parameterValues(crisis).map((value) => value * factor);
        expect(compiler.compile({ part, parameters })).toEqual(compileGame(crisis, { part, parameters }));
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});
