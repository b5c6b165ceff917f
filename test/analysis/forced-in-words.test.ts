import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { forcedInWords, labelsOf, percent, type WhatIfOptions, whatIf } from "../../src/index.ts";
import { readText } from "../crisis/read-text.ts";

const root = join(import.meta.dirname, "../..");

const text = readFileSync(join(root, "test/fixtures/strait.yaml"), "utf8");
const strait = readText(text);

async function said(words: Parameters<typeof whatIf>[1], options: WhatIfOptions = {}, crisis = strait) {
  const { result, diagnostics } = await whatIf(crisis, words, options);
  expect(diagnostics).toEqual([]);
  return { result: result!, words: forcedInWords(result!, labelsOf(crisis)) };
}

describe("a forced move", () => {
  it("is said to be open as often as it is made", async () => {
    const { result, words } = await said({ force: ["north.press"] });
    const open = result.nextMoves.north!.press!;
    expect(open).toBeGreaterThan(0);
    expect(open).toBeLessThan(1);
    expect(words).toEqual([
      `“press forward” (Northern Republic) is forced wherever it is open: in ${result.from} the odds of that are ${percent(open)}.`,
    ]);
  });

  it("needs no words where it is open everywhere, and none are said of what is ruled out or set", async () => {
    expect((await said({ force: ["south.hold"], forbid: ["north.press"], set: ["clash_cost=4"] })).words).toEqual([]);
    expect((await said({ set: ["clash_cost=4"] })).words).toEqual([]);
  });

  it("may be open nowhere at first", async () => {
    // Before anything is known, tension is calm for sure, and the North only holds.
    const { result, words } = await said({ force: ["south.pay"], forbid: ["north.press"] }, { asOf: "2031-01" });
    expect(result.nextMoves.south!.pay).toBe(0);
    expect(words).toEqual([
      "“pay the toll” (Southern League) is forced wherever it is open: in 2031-01 it is open nowhere.",
    ]);
  });

  it("of an actor with two turns in a step is not said to be open nowhere: it may be by its second", async () => {
    const twice = readText(text.replace("turns: [north, south]", "turns: [south, north, south]"));
    const { result, words } = await said({ force: ["south.pay"] }, { asOf: "2031-01" }, twice);
    expect(result.nextMoves.south!.pay).toBe(0);
    expect(result.nextMoves["south (turn 2)"]!.pay).toBeGreaterThan(0);
    expect(words).toEqual([]);
  });

  it("beside another one of the same actor may be made less often than it is open, and nothing is said", async () => {
    const { result, words } = await said({ force: ["north.hold", "north.press"] });
    expect(result.nextMoves.north).toMatchObject({ hold: 1, press: 0 });
    expect(words).toEqual([]);
    // Of different actors: the South can pay wherever the North has pressed or could not.
    expect((await said({ force: ["north.press", "south.pay"] })).words).toEqual([
      expect.stringMatching(/^“press forward” /),
    ]);
  });

  it("in a later window than a plan is not read off the plan's first step", async () => {
    const found = await said({ force: ["south.pay"], plan: ["2031-04=north.press"] }, { from: 4 });
    expect(found.result.from).toBe("2031-04");
    expect(found.result.nextMoves.south!.pay).toBeLessThan(1);
    expect(found.words).toEqual([]);
  });
});
