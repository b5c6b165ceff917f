import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runDraws } from "../../src/analysis/ranges/run-draws.ts";
import { changeOf } from "../../src/analysis/what-if-change.ts";
import { forecast, parameterValues, quickOdds, readCrisis, whatIf } from "../../src/index.ts";

const text = readFileSync(join(import.meta.dirname, "../fixtures/strait.yaml"), "utf8");
const uneven = text
  .replace("start: { weak: 40%, strong: 60% }, seen_by: [south] }", "start: { weak: 40%, strong: 0.6 * pull } }")
  .replace("parameters:", 'parameters:\n  pull: { value: 1, range: [0.5, 2], why: "a test" }');
const { crisis, diagnostics: mistakes } = readCrisis("strait.yaml", () => uneven);

/** 40 % and 90 %. */
const set = ["pull=1.5"];
const parameters = parameterValues(crisis!);
parameters[crisis!.parameters.findIndex(({ name }) => name === "pull")] = 1.5;

describe("start chances that do not add up with other parameters", () => {
  it("add up at the values of the file", async () => {
    expect(mistakes.filter(({ severity }) => severity === "error")).toEqual([]);
    expect((await forecast(crisis!)).result?.question?.probability).toBeGreaterThan(0);
  });

  it.each([
    ["a forecast", () => forecast(crisis!, { parameters })],
    ["a what-if", () => whatIf(crisis!, { set })],
    ["a what-if from a date", () => whatIf(crisis!, { set, force: ["south.hold"] }, { from: 3, parameters })],
  ])("are said by %s", async (_, answer) => {
    const { result, diagnostics } = await answer();
    expect(result).toBeUndefined();
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "chances-not-one: The chances of the start of `nerve` sum to 1.3. They must sum to 1.",
    ]);
  });

  it("are shown where they stand in the file, a chance that is none by itself", async () => {
    const found = async (words: string) => {
      const { diagnostics } = await whatIf(crisis!, { set: [words] });
      const [{ message, span }] = diagnostics as [(typeof diagnostics)[number]];
      return [message, uneven.slice(span!.start, span!.end)];
    };
    expect((await found("pull=1.5"))[1]).toBe("40%");
    expect(await found("pull=2")).toEqual([
      "The chance of `nerve: strong` at the start is 1.2. A chance lies between 0 and 1.",
      "0.6 * pull",
    ]);
  });

  it("give no quick odds, and a draw that says why", async () => {
    expect(await quickOdds(crisis!, { parameters })).toBeUndefined();
    const [draw] = runDraws({ crisis: crisis!, request: { asOfStep: 0, asOfDay: 0 }, draws: [parameters] });
    expect(draw).toMatchObject({ failure: { code: "chances-not-one" } });
  });

  it.each([
    ["throughout", undefined],
    ["from a date", 3],
  ])("make no game of a draw with a change %s", (_, from) => {
    const window = from === undefined ? {} : { window: { from, until: 9 } };
    const change = changeOf(crisis!, [{ interventions: [], ...window }]);
    const task = { crisis: crisis!, request: { asOfStep: 0, asOfDay: 0 }, changes: [change] };
    const [fine, uneven] = runDraws({ ...task, draws: [parameterValues(crisis!), parameters] });
    expect(fine).toMatchObject({ mass: expect.closeTo(1, 12) });
    expect(uneven).toMatchObject({
      failure: {
        code: "chances-not-one",
        message: "The chances of the start of `nerve` sum to 1.3. They must sum to 1.",
      },
    });
  });
});
