import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import { runDraws } from "../../src/analysis/ranges/run-draws.ts";
import { whatIf } from "../../src/analysis/what-if.ts";
import { readCourse, separately } from "../../src/analysis/what-if-course.ts";
import { whatIfInFull, whatIfTable } from "../../src/analysis/what-if-table.ts";
import { partPool } from "../../src/cli/part-pool.ts";
import { readText } from "../crisis/read-text.ts";
import { text as doing } from "./test-of-doing.ts";

const text = doing.replaceAll(', why: "a guess"', "").replace("range: [0, 0.5]", "range: [0, 0.4]");
const crisis = readText(text);

describe("a what-if with ranges", () => {
  it("draw by draw is the what-if at those values, from a date and throughout", async () => {
    const cases = [
      { words: { forbid: ["a.press"] }, options: { from: 2 } },
      { words: { set: ["stake=2", "mood=angry"] }, options: {} },
      { words: { set: ["spark=0.3"] }, options: {} },
      { words: { plan: ["2=a.press", "4=b.strike"] }, options: {} },
    ];
    const draws = [Float64Array.of(0.05, 2.5), Float64Array.of(0.4, 0.1), Float64Array.of(0.1, 1)];
    for (const { words, options } of cases) {
      const course = readCourse(crisis, words, options);
      if (!("change" in course)) throw new Error(course.diagnostics[0]!.message);
      const request = { asOfStep: 0, asOfDay: 1 };
      const found = runDraws({ crisis, request, draws, changes: [course.change] });
      for (const [d, parameters] of draws.entries()) {
        const alone = (await whatIf(crisis, words, { ...options, parameters })).result!;
        const draw = found[d]!;
        if ("failure" in draw) throw new Error(draw.failure.message);
        alone.endings.forEach(({ base, changed }, e) => {
          const sum = (odds: Float64Array) => odds.slice(e * 4, e * 4 + 4).reduce((total, own) => total + own, 0);
          expect(sum(draw.endings) / draw.mass).toBeCloseTo(base, 12);
          expect(sum(draw.changed![0]!.odds)).toBeCloseTo(changed, 12);
        });
      }
    }
  });

  it("has a difference with a range narrower than the two sides set against each other", async () => {
    const { result } = await whatIfInFull(crisis, { forbid: ["b.strike"] }, { from: 2, draws: 128 });
    const { base, changed, difference } = result!.ranges!.question!;
    expect(difference.mean).toBeCloseTo(changed.mean - base.mean, 12);
    expect(difference.high - difference.low).toBeLessThan(base.high - base.low + (changed.high - changed.low));
    expect(difference.low).toBeGreaterThan(changed.low - base.high);
    expect(result!.ranges).toMatchObject({ draws: 128, parameters: 2, leftOut: 0, collapsed: false });
    const nothing = await whatIfInFull(crisis, { set: ["stake=1"] }, { from: 2, draws: 16 });
    expect(nothing.result!.question!.difference).toBeCloseTo(0, 12);
  });

  it("is exactly 0 where the change is none, whatever the parameters", async () => {
    const calm = readText(
      text.replace("mood == calm, angry: 20%", "mood == calm, angry: 0%").replace("{ calm: 70%, angry: 30% }", "calm"),
    );
    const { result } = await whatIfInFull(calm, { force: ["mood=calm"] }, { from: 2, draws: 16 });
    const { low, high, mean } = result!.ranges!.question!.difference;
    for (const edge of [low, high, mean]) expect(edge).toBeCloseTo(0, 12);
  });

  it("has the same digits in two threads and in one", async () => {
    const alone = (await whatIfInFull(crisis, { forbid: ["b.strike"] }, { from: 2, draws: 64 })).result!.ranges;
    const pool = partPool(2, join(import.meta.dirname, "../fixtures/part-worker.mjs"));
    try {
      const options = { from: 2, draws: 64, drawRunner: pool.runDraws, threads: 2 };
      expect((await whatIfInFull(crisis, { forbid: ["b.strike"] }, options)).result!.ranges).toEqual(alone);
    } finally {
      await pool.close();
    }
  });

  it("says so where nothing has a range", async () => {
    const certain = readText(text.replace(", range: [0, 0.4]", "").replace(", range: [0, 3]", ""));
    const { result, diagnostics } = await whatIfInFull(certain, { forbid: ["b.strike"] }, { draws: 8 });
    expect(result!.ranges).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["no-ranges"]);
  });
});

describe("several what-ifs as a table", () => {
  it("has in each row what that one does alone, with the same draws in all", async () => {
    const words = { set: ["stake=2"], forbid: ["b.strike"], plan: ["2=a.press", "3=a.hold"] };
    expect(separately(words)).toEqual([
      { set: ["stake=2"] },
      { forbid: ["b.strike"] },
      { plan: ["2=a.press", "3=a.hold"] },
    ]);
    const table = (await whatIfTable(crisis, words, { draws: 32 })).result!;
    expect(table.rows.map(({ interventions }) => interventions.length)).toEqual([1, 1, 2]);
    for (const [k, own] of separately(words).entries()) {
      const { base: _, ...alone } = (await whatIfInFull(crisis, own, { draws: 32 })).result!;
      const { ranges: _1, ...row } = table.rows[k]!;
      const { ranges: _2, ...single } = alone;
      expect(row).toEqual(single);
      // A row alone that holds throughout takes no backward half: the same up to rounding.
      const [one, other] = [table.rows[k]!.ranges!.question!, alone.ranges!.question!];
      expect(one.difference.low).toBeCloseTo(other.difference.low, 12);
      expect(one.changed.mean).toBeCloseTo(other.changed.mean, 12);
    }
    const bases = table.rows.map(({ ranges }) => ranges!.question!.base);
    expect(bases[1]).toEqual(bases[0]);
  });

  it("tells every mistake of its rows", async () => {
    const { result, diagnostics } = await whatIfTable(crisis, { set: ["stak=1"], force: ["a.pres"] }, {});
    expect(result).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["unknown-name", "unknown-name"]);
    expect((await whatIfTable(crisis, {}, {})).diagnostics.map(({ code }) => code)).toEqual(["nothing-to-do"]);
  });
});

describe("a plan", () => {
  it("makes its moves at its dates and leaves the other steps to the solution", async () => {
    const sure = readText(
      text.replace("storm: { chance: 20%", "storm: { chance: 0%").replace("spark: { value: 10%", "spark: { value: 0"),
    );
    const { result } = await whatIf(sure, { plan: ["2=a.press"] });
    expect(result!.from).toBe("2");
    expect(result!.nextMoves.a!.press).toBeCloseTo(1 - (result!.nextMoves.a!.hold ?? 0), 12);
    expect(result!.interventions).toEqual(["plan 2: a.press"]);
    // The same as forcing the move in that step alone.
    const forced = (await whatIf(sure, { force: ["a.press"] }, { from: 1, until: 1 })).result!;
    expect(result!.endings.map(({ changed }) => changed)).toEqual(forced.endings.map(({ changed }) => changed));
  });

  it("is worth no more to the actor than its best plan, and nothing where it does what is done anyway", async () => {
    const sharp = readText(text.replace("a: { precision: 2 }", "a: { precision: infinite }"));
    const { result } = await whatIfInFull(sharp, { plan: ["2=a.hold"] }, {});
    const a = result!.worth!.find(({ name }) => name === "a")!;
    // A best reply cannot be bettered by a deviation of one step that the others see.
    expect(result!.worth!.map(({ name }) => name)).toEqual(["a", "b"]);
    const other = (await whatIfInFull(sharp, { plan: ["2=a.press"] }, {})).result!.worth!.find(
      ({ name }) => name === "a",
    )!;
    expect(Math.min(a.changed, other.changed)).toBeLessThanOrEqual(a.base + 1e-12);
    expect(Math.max(a.changed, other.changed)).toBeLessThanOrEqual(a.base + 1e-12);
    expect(a.base).toBeCloseTo(other.base, 12);
  });

  it("says what is wrong with it", async () => {
    const codes = async (...plan: string[]) => (await whatIf(crisis, { plan })).diagnostics.map(({ code }) => code);
    expect(await codes("a.press")).toEqual(["bad-value"]);
    expect(await codes("2=a.pres")).toEqual(["unknown-name"]);
    expect(await codes("2=accident")).toEqual(["cannot-force"]);
    expect(await codes("never=a.press")).toEqual(["bad-date"]);
    expect(await codes("1=a.press")).toEqual(["before-as-of"]);
    expect(await codes("9=a.press")).toEqual(["outside-clock"]);
    const [late] = (await whatIf(crisis, { plan: ["9=a.press"] })).diagnostics;
    expect(late!.message).toMatch(/^The date 9 of a planned move lies outside the clock, which runs from 1 to \d+\.$/);
    expect(late!.hint).toMatch(/^write `--plan 2=a.press`, with a date from 2 to \d+\.$/);
    expect(await codes("2=a.press", "2=a.hold")).toEqual(["contradiction"]);
    expect(await codes("2=a.press", "2=b.yield", "3=a.hold")).toEqual([]);
  });
});

describe("what is asked for and its contrary", () => {
  it("is an error", async () => {
    const codes = async (words: Parameters<typeof whatIf>[1]) =>
      (await whatIf(crisis, words)).diagnostics.map(({ code }) => code);
    expect(await codes({ force: ["a.press"], forbid: ["a.press"] })).toEqual(["contradiction"]);
    expect(await codes({ plan: ["2=a.press"], forbid: ["a.press"] })).toEqual(["contradiction"]);
    expect(await codes({ set: ["stake=1", "stake=2"] })).toEqual(["contradiction"]);
    expect(await codes({ set: ["mood=calm"], force: ["mood=angry"] })).toEqual(["contradiction"]);
    expect(await codes({ set: ["mood=calm"], force: ["mood=calm"] })).toEqual([]);
  });

  it("is only warned of where a value leaves the range of its parameter", async () => {
    const { result, diagnostics } = await whatIf(crisis, { set: ["stake=4"] });
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["outside-range", "warning"]]);
    const { question } = (await forecast(readText(text.replace("value: 1, range: [0, 3]", "value: 4, range: [0, 4]"))))
      .result!;
    expect(result!.question!.changed).toBeCloseTo(question!.probability, 12);
  });
});
