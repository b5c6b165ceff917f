import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runParts } from "../../src/analysis/run-parts.ts";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { randomCrisis } from "../properties/random-crisis.ts";

const SEED = 20261124;

describe("runParts", () => {
  it("gives each part the same digits alone and after others, with which it shares plans and tables", async () => {
    await fc.assert(
      fc.asyncProperty(randomCrisis(), fc.nat(), async (text, as) => {
        const { crisis } = readCrisis("random.yaml", () => text);
        fc.pre(crisis?.clock.steps !== undefined && partsOf(crisis).length > 1);
        const asOfStep = as % crisis.clock.steps;
        const request = {
          asOfStep,
          asOfDay: Number.MAX_VALUE,
          question: { ending: 0, byStep: crisis.clock.steps - 1 },
        };
        const task = { crisis, request, wants: { noStrategy: true } };
        const parts = partsOf(crisis).map((_, p) => p);
        const alone = await Promise.all(parts.map(async (p) => await runParts({ ...task, parts: [p] })));
        expect(await runParts({ ...task, parts })).toEqual(alone.flat());
      }),
      { seed: SEED, numRuns: 20 },
    );
  });
});
