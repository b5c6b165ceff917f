import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { forcedInWords, labelsOf, percent, readCrisis, whatIf } from "../../src/index.ts";

const root = join(import.meta.dirname, "../..");

const strait = readCrisis("test/fixtures/strait.yaml", (name) => readFileSync(join(root, name), "utf8")).crisis!;

async function said(words: Parameters<typeof whatIf>[1]) {
  const { result } = await whatIf(strait, words);
  return { result: result!, words: forcedInWords(result!, labelsOf(strait)) };
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
    const { result } = await said({ force: ["north.press"] });
    const shut = { ...result, nextMoves: { north: { press: 0 } } };
    expect(forcedInWords(shut, labelsOf(strait)).join()).toMatch(
      / is forced wherever it is open: in \S+ it is open nowhere\.$/,
    );
  });
});
