import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { movesStepInWords, type WhatIfOptions, whatIf, windowInWords } from "../../src/index.ts";
import { readText } from "../crisis/read-text.ts";

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, "../fixtures", name), "utf8");
const strait = fixture("strait.yaml");
const numbered = strait
  .replace("clock: { start: 2031-01, step: month, steps: 6 }", "clock: { steps: 6 }")
  .replace("by: 2031-06", "by: 6")
  .replace(/^reports:[\s\S]*?(?=^unused:)/m, "");

async function said(text: string, words: Parameters<typeof whatIf>[1], options: WhatIfOptions = {}) {
  const { result, diagnostics } = await whatIf(readText(text), words, options);
  expect(diagnostics).toEqual([]);
  return [windowInWords(result!), movesStepInWords(result!)];
}

describe("when something is done", () => {
  it.each([
    ["by its dates", strait, { from: 3, until: 4 }, "from 2031-04 to 2031-05", "in 2031-04"],
    ["to the end of the clock", strait, { from: 3 }, "from 2031-04 on", "in 2031-04"],
    [
      "by its steps where they are only numbered",
      numbered,
      { from: 3, until: 4 },
      "from step 4 to step 5",
      "in step 4",
    ],
    ["on a clock without an end", fixture("rivalry.yaml"), {}, "from the start and for good", "at the start"],
  ])("is said %s", async (_, text, options, window, step) => {
    const force = text === fixture("rivalry.yaml") ? ["b.wait"] : ["south.hold"];
    expect(await said(text, { force }, options)).toEqual([window, step]);
  });

  it("needs no words for parameters that hold throughout", async () => {
    expect(await said(strait, { set: ["clash_cost=4"] })).toEqual([null, "in 2031-03"]);
  });

  it("is said by the last day of a step of two weeks", async () => {
    const weeks = numbered.replace("clock: { steps: 6 }", "clock: { start: 2031-01-01, step: 2 weeks, steps: 6 }");
    const [window] = await said(
      weeks.replace("by: 6", "by: 2031-03-25"),
      { force: ["south.hold"] },
      { from: 1, until: 2 },
    );
    expect(window).toBe("from 2031-01-15 to 2031-02-11");
  });
});
