import { describe, expect, it } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import { whatIf } from "../../src/analysis/what-if.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { text } from "./test-of-doing.ts";

function read(source: string): Crisis {
  const { crisis, diagnostics } = readCrisis("test.yaml", () => source);
  if (!crisis) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return crisis;
}

const crisis = read(text);
const done = async (words: Parameters<typeof whatIf>[1], options: Parameters<typeof whatIf>[2] = {}) => {
  const { result, diagnostics } = await whatIf(crisis, words, options);
  if (!result) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return result;
};

describe("whatIf", () => {
  it("changes nothing where what is done is what happens anyway", async () => {
    for (const from of [1, 2, 3]) {
      const same = await done({ set: ["stake=1"] }, { from });
      for (const { difference } of same.endings) expect(difference).toBeCloseTo(0, 12);
    }
  });

  it("has no move to make where nothing goes on that long", async () => {
    const brief = read(`
clock: { steps: 3 }
actors: { us: {} }
moves: { us: { stop: { then: { ends: over } } } }
endings: { over: { rule: x }, never: { otherwise: true, rule: y } }
`);
    const { result } = await whatIf(brief, { forbid: ["us.stop"] }, { from: 2 });
    expect(result!.nextMoves).toEqual({});
    expect(result!.endings.map(({ base, changed }) => [base, changed])).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  it("takes a parameter without a date as another world: equal to a forecast of the changed file", async () => {
    const result = await done({ set: ["spark=0.3"] });
    const other = await forecast(read(text.replace("value: 10%", "value: 30%")));
    expect(result.from).toBeNull();
    expect(result.question?.changed).toBe(other.result?.question?.probability);
  });

  it("solves and follows the changed game from its date on: equal to the file with the change in it from the start", async () => {
    const bare = read(text.slice(0, text.indexOf("reports:")));
    const { result } = await whatIf(bare, { forbid: ["b.strike"] }, { from: 0 });
    const without = text.slice(0, text.indexOf("reports:")).replace(/, strike: \{[^}]*\{[^}]*\} \}/, "");
    const other = await forecast(read(without));
    expect(without).not.toContain("strike:");
    expect(result?.question?.changed).toBeCloseTo(other.result!.question!.probability, 13);
  });

  it("holds a variable: nothing moves it any more", async () => {
    const result = await done({ force: ["tension=high"] }, { from: 1 });
    // Each step from the second on: b strikes or not, then the accident; hardly anything else ends it.
    expect(result.question!.changed).toBeGreaterThan(result.question!.base);
    const low = await done({ force: ["tension=low"] }, { from: 1 });
    expect(low.question!.changed).toBeCloseTo(low.endings[0]!.byStep.changed[0]!, 12);
  });

  it("forces a move of an actor that acts by chance", async () => {
    const result = await done({ force: ["weather.storm"] }, { from: 1 });
    const moves = result.nextMoves.weather!;
    expect(moves.storm).toBeCloseTo(1, 12);
    const none = await done({ forbid: ["weather.storm"] }, { from: 1 });
    expect(none.nextMoves.weather!.storm).toBe(0);
  });

  it("acts only in its window", async () => {
    const held = { force: ["tension=high", "accident"] };
    const one = await done(held, { from: 2, until: 2 });
    const { base, changed } = one.endings[0]!.byStep;
    expect(changed[1]).toBeCloseTo(base[1]!, 12);
    // In the window every path still going ends in war.
    const other = one.endings[1]!.byStep.base[1]!;
    expect(changed[2]! + other).toBeCloseTo(1, 12);
    const none = await done({ set: ["tension=low"], forbid: ["accident", "b.strike"] }, { from: 2, until: 2 });
    expect(none.endings[0]!.byStep.changed[2]).toBeCloseTo(base[1]!, 12);
    expect(none.endings[0]!.byStep.changed[3]).toBeGreaterThan(base[1]!);
    expect(none.endings.reduce((sum, ending) => sum + ending.changed, 0)).toBeCloseTo(1, 12);
  });

  it("forces and forbids a driver", async () => {
    const certain = await done({ force: ["accident", "tension=high"] }, { from: 1 });
    expect(certain.question!.changed + certain.endings[1]!.byStep.base[0]!).toBeCloseTo(1, 12);
    const never = await done({ forbid: ["accident", "b.strike"] }, { from: 1 });
    expect(never.question!.changed).toBeCloseTo(never.endings[0]!.byStep.base[0]!, 12);
  });

  it("does not let a what-if begin where a report still tells", async () => {
    const { result, diagnostics } = await whatIf(crisis, { forbid: ["b.strike"] }, { from: 0 });
    expect(result).toBeUndefined();
    expect(diagnostics.map((d) => d.code)).toEqual(["before-as-of"]);
    expect((await done({ forbid: ["b.strike"] })).from).toBe("2");
  });

  it("says what it does not understand, with a near name", async () => {
    const codes = async (words: Parameters<typeof whatIf>[1]) =>
      (await whatIf(crisis, words)).diagnostics.map((d) => d.code);
    expect(await codes({})).toEqual(["nothing-to-do"]);
    expect(await codes({ set: ["spak=1", "spark", "spark=x", "tension=hgh"] })).toEqual([
      "unknown-name",
      "bad-value",
      "bad-value",
      "unknown-level",
    ]);
    expect(await codes({ force: ["mood"], forbid: ["weather.fine"] })).toEqual(["cannot-force", "cannot-forbid"]);
    const { diagnostics } = await whatIf(crisis, { set: ["spak=1"] });
    expect(diagnostics[0]!.hint).toContain("`spark`");
  });
});
