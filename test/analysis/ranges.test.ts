import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AsOf, readAsOf } from "../../src/analysis/as-of.ts";
import { forecast, solveCrisis } from "../../src/analysis/forecast.ts";
import type { ForecastResult } from "../../src/analysis/forecast-result.ts";
import { DrawKeeper } from "../../src/analysis/ranges/draw-keeper.ts";
import type { DrawRunner } from "../../src/analysis/ranges/draw-runner.ts";
import { forecastWithRanges, type RangesOptions } from "../../src/analysis/ranges/forecast-with-ranges.ts";
import { runDraws } from "../../src/analysis/ranges/run-draws.ts";
import { uncertainParameters } from "../../src/analysis/ranges/uncertain-parameters.ts";
import { partPool } from "../../src/cli/part-pool.ts";
import { parameterValues } from "../../src/crisis/compile/parts.ts";
import { sobolSequence } from "../../src/numeric/sobol.ts";
import { readText } from "../crisis/read-text.ts";

/** P(dark) is the parameter itself. */
const storm = (parameter: string) => `
crisis: Storm
question: { ask: "Does it get dark?", ending: dark }
actors: { us: {} }
moves: { us: { hold: nothing } }
parameters: { p: ${parameter} }
state: { sky: [clear, black] }
drivers: { storm: { chance: p, then: { sky: black } } }
endings: { dark: { when: sky == black, rule: x }, calm: { otherwise: true, rule: y } }
`;

/** A sign with chance p in step 1, seen by a source; in step 2 it gets dark with chance p. */
const sign = `
crisis: Sign
question: { ask: "Does it get dark?", ending: dark }
clock: { steps: 2 }
actors: { us: {} }
moves: { us: { hold: nothing } }
parameters: { p: { value: 0.5, range: [0, 1] } }
grades: { A: 0.8 }
credibilities: { "1": 0.9 }
state:
  token: [none, seen]
  sky: [clear, black]
  late: { levels: [no, yes], calendar: { 2: yes } }
drivers:
  warning: { when: late == no, chance: p, then: { token: seen } }
  storm: { when: late == yes, chance: p, then: { sky: black } }
endings: { dark: { when: sky == black, rule: x }, calm: { otherwise: true, rule: y } }
sources: { watch: { grade: A } }
reports:
  - { id: token, happened: 1, told: 1, source: watch, credibility: 1, saw: token == seen }
`;

/** Survived 39 steps with chance 1 − p each: the posterior of p is Beta(1, 40). */
const survivor = `
crisis: Survivor
question: { ask: "Is it hit?", ending: hit }
clock: { steps: 40 }
actors: { us: {} }
moves: { us: { hold: nothing } }
parameters: { p: { value: 0.02, range: [0, 1] } }
endings: { hit: { chance: p, rule: x }, whole: { otherwise: true, rule: y } }
`;

async function ranged(text: string, options: Partial<RangesOptions> = {}): Promise<ForecastResult> {
  const { result } = await forecastWithRanges(readText(text), { draws: 256, ...options });
  return result!;
}

describe("a forecast over the ranges of its parameters", () => {
  it("has the quantiles of its only parameter where the answer is that parameter", async () => {
    const result = await ranged(storm("{ value: 0.3, range: [0.2, 0.6] }"));
    const { question, endings, ranges } = result;
    expect(question!.probability).toBeCloseTo(0.4, 3);
    // 256 even draws: each lies in its own interval of length 0.4/256.
    expect(Math.abs(question!.low! - 0.24)).toBeLessThan(0.4 / 256);
    expect(Math.abs(question!.high! - 0.56)).toBeLessThan(0.4 / 256);
    expect(endings[1]!.low!).toBeCloseTo(1 - question!.high!, 12);
    expect(endings.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
    expect(endings[0]!.byStep.at(-1)).toBeCloseTo(endings[0]!.probability, 12);
    expect(ranges).toMatchObject({ draws: 256, parameters: 1, collapsed: false, rounds: 1, leftOut: 0, seed: 1 });
    expect(ranges!.effectiveSampleSize).toBeCloseTo(256, 6);
    expect(ranges!.pointForecast.question).toBeCloseTo(0.3, 12);
    expect(ranges!.pointForecast.endings).toEqual({ dark: expect.closeTo(0.3, 12), calm: expect.closeTo(0.7, 12) });
  });

  it("counts draws by how well they explain the reports", async () => {
    const { question, ranges } = await ranged(sign, { draws: 1024 });
    // P(told | p) = p·h + (1−p)(1−h'), h = 0.8·0.9 + 0.2·0.5, h' likewise with 0.1: linear in p.
    const yes = 0.8 * 0.9 + 0.2 * 0.5;
    const no = 0.8 * 0.1 + 0.2 * 0.5;
    const mass = (yes + no) / 2;
    expect(question!.probability).toBeCloseTo((yes / 3 + no / 6) / mass, 4);
    // F(p) = (no·p + (yes − no)·p²/2) / mass, solved for p.
    const quantile = (u: number) => {
      const slope = yes - no;
      return (-no + Math.sqrt(no * no + 2 * slope * u * mass)) / slope;
    };
    expect(Math.abs(question!.low! - quantile(0.1))).toBeLessThan(2e-3);
    expect(Math.abs(question!.high! - quantile(0.9))).toBeLessThan(2e-3);
    // (∫L)² / ∫L², times the draws.
    const squares = (yes * yes + yes * no + no * no) / 3;
    expect(ranges!.effectiveSampleSize / 1024).toBeCloseTo((mass * mass) / squares, 3);
  });

  it("draws parameters together that go together", async () => {
    const pair = (rank: number) =>
      storm("{ value: 0.5, range: [0, 1] }, q: { value: 0.5, range: [0, 1] }")
        .replace("chance: p,", "chance: p * q,")
        .replace("state:", `correlations: [{ between: [p, q], rank: ${rank} }]\nstate:`);
    for (const rank of [0.8, -0.6]) {
      const { question } = await ranged(pair(rank), { draws: 1024 });
      // E[UV] of even draws with Spearman's ρ is 1/4 + ρ/12, whatever the copula.
      expect(question!.probability).toBeCloseTo(1 / 4 + rank / 12, 3);
    }
  });

  it("places draws anew where few of them count", async () => {
    const { question, ranges } = await ranged(survivor, { asOf: "40" });
    expect(ranges).toMatchObject({ collapsed: false, rounds: 2, draws: 512 });
    expect(ranges!.effectiveSampleSize).toBeGreaterThan(100);
    expect(Math.abs(question!.probability - 1 / 41)).toBeLessThan(5e-4);
    expect(Math.abs(question!.low! - (1 - 0.9 ** (1 / 40)))).toBeLessThan(5e-4);
    expect(Math.abs(question!.high! - (1 - 0.1 ** (1 / 40)))).toBeLessThan(2e-3);
  });

  it("says so where the weights stay collapsed", async () => {
    const { result, diagnostics } = await forecastWithRanges(readText(survivor), { draws: 4, asOf: "40" });
    expect(result!.ranges).toMatchObject({ collapsed: true, rounds: 4 });
    expect(diagnostics.map(({ code }) => code)).toEqual(["ranges-collapsed"]);
  });

  it("does not take few draws that all count for a collapse: as many as asked for, and that they say little", async () => {
    for (const draws of [1, 2, 8]) {
      const { result, diagnostics } = await forecastWithRanges(readText(storm("{ value: 0.3, range: [0.2, 0.6] }")), {
        draws,
      });
      expect(result!.ranges).toMatchObject({ collapsed: false, rounds: 1, draws });
      expect(diagnostics.map(({ code }) => code)).toEqual(["few-draws"]);
    }
  });

  it("leaves out draws that make no game, and says why", async () => {
    const text = storm("{ value: 0.9, range: [0.5, 1.5] }");
    const { result, diagnostics } = await forecastWithRanges(readText(text), { draws: 256 });
    expect(result!.ranges).toMatchObject({ leftOut: 128, draws: 256 });
    expect(result!.question!.probability).toBeCloseTo(0.75, 3);
    expect(diagnostics.map(({ code }) => code)).toEqual(["draws-left-out"]);
    expect(diagnostics[0]!.message).toMatch(/128 of 256/);
  });

  it("answers as without ranges where no parameter has one", async () => {
    const { result, diagnostics } = await forecastWithRanges(readText(storm("0.3")), { draws: 64 });
    expect(result!.question).toMatchObject({ low: null, high: null });
    expect(result!.ranges).toMatchObject({ parameters: 0, draws: 0 });
    expect(diagnostics.map(({ code }) => code)).toEqual(["no-ranges"]);
  });

  it("works on an endless clock", async () => {
    const { question } = await ranged(`
crisis: Endless
question: { ask: "Is there a treaty?", ending: treaty }
clock: { steps: endless }
discount: 0.9
actors: { us: {} }
moves: { us: { hold: nothing } }
parameters: { p: { value: 0.2, range: [0.1, 0.3] } }
state: { outcome: [open, signed, broken] }
drivers: { outcome: [{ otherwise: true, signed: p, broken: 0.1, stay: rest }] }
endings: { treaty: { when: outcome == signed, rule: x }, war: { when: outcome == broken, rule: y } }
`);
    const odds = (p: number) => p / (p + 0.1);
    expect(question!.low).toBeCloseTo(odds(0.12), 2);
    expect(question!.high).toBeCloseTo(odds(0.28), 2);
    // ∫ p / (p + 0.1) dp over [0.1, 0.3] / 0.2
    expect(question!.probability).toBeCloseTo(1 - 0.5 * Math.log(2), 3);
  });
});

describe("a draw", () => {
  it("is the forecast at its values: the same masses, several parts, a structure used again", async () => {
    const file = join(import.meta.dirname, "../../crises/taiwan-1995/crisis.yaml");
    const crisis = readText(readFileSync(file, "utf8"));
    const uncertain = uncertainParameters(crisis, parameterValues(crisis));
    const draws = [0, 1, 2].map((n) => uncertain.at(sobolSequence(uncertain.count, { seed: 9 }).at(n)));
    const asOf = readAsOf(crisis) as AsOf;
    const found = runDraws({ crisis, request: { asOfStep: asOf.step, asOfDay: asOf.day }, draws });
    for (const [n, parameters] of draws.entries()) {
      const { belief } = (await solveCrisis(crisis, {}, { parameters })).solved!;
      const draw = found[n]!;
      if ("failure" in draw) throw new Error(draw.failure.message);
      expect(draw.mass / belief.mass).toBeCloseTo(1, 12);
      draw.endings.forEach((mass, i) => {
        expect(mass / draw.mass).toBeCloseTo(belief.endings[i]!, 12);
      });
    }
  });
});

describe("a draw of a crisis in which actors see different things", () => {
  it("is its forecast too", async () => {
    const crisis = readText(`
question: { ask: "Is there a war?", ending: war, by: 2 }
clock: { steps: 2 }
information: private
parameters: { hard_share: { value: 0.4, range: [0.2, 0.6] } }
actors: { a: { precision: 2 }, b: { precision: 2 } }
state: { claim: [none, made], resolve: { levels: [soft, hard], start: { soft: 1 - hard_share, hard: hard_share }, seen_by: [b] } }
moves:
  a: { hold: nothing, challenge: { then: { claim: made } } }
  b: { concede: { when: claim == made, then: { ends: conceded } }, resist: { when: claim == made, then: [{ 50%: { ends: war } }, { rest: { claim: none } }] } }
endings:
  conceded: { rule: x, payoffs: { a: 1, b: -1 } }
  war: { rule: y, payoffs: { a: -2, b: "if(resolve == hard, -0.5, -2)" } }
  peace: { otherwise: true, rule: z }
`);
    for (const share of [0.3, 0.4, 0.55]) {
      const parameters = Float64Array.of(share);
      const { question } = (await forecast(crisis, { parameters })).result!;
      const [draw] = runDraws({ crisis, request: { asOfStep: 0, asOfDay: 1 }, draws: [parameters] });
      if (!draw || "failure" in draw) throw new Error("no game");
      expect((draw.endings[2]! + draw.endings[3]!) / draw.mass).toBeCloseTo(question!.probability, 12);
    }
  });
});

describe("the digits of ranges", () => {
  const seen = (result: ForecastResult) => ({ ...result, solution: null });

  it("have the digits of a fresh run where others went before on the same ground, and between other grounds", async () => {
    const request = { asOfStep: 0, asOfDay: 1 };
    const draws = [0.2, 0, 0.9, 1, 0.5].map((p) => Float64Array.of(p));
    const texts = [sign, sign.replace("A: 0.8", "A: 0.6")];
    const grounds = texts.map((text) => ({ crisis: readText(text), request }));
    const keeper = new DrawKeeper();
    for (const turn of [0, 0, 1, 0, 1, 1]) {
      const kept = keeper.on(String(turn), () => grounds[turn]!).solve(draws);
      expect(kept).toEqual(draws.map((draw) => runDraws({ ...grounds[turn]!, draws: [draw] })[0]));
    }
  });

  it("are the same in two threads, in one, and in any order", async () => {
    const alone = await ranged(sign);
    const backwards: DrawRunner = async (tasks) => {
      const found = [...tasks].reverse().map((task) => runDraws(structuredClone(task)));
      return found.reverse();
    };
    expect(seen(await ranged(sign, { drawRunner: backwards, threads: 3 }))).toEqual(seen(alone));
    const pool = partPool(2, join(import.meta.dirname, "../fixtures/part-worker.mjs"));
    try {
      expect(pool.threads).toBe(2);
      const progress: number[] = [];
      const onDraws = (done: number) => progress.push(done);
      expect(seen(await ranged(sign, { drawRunner: pool.runDraws, threads: 2, onDraws }))).toEqual(seen(alone));
      expect(progress.at(-1)).toBe(256);
    } finally {
      await pool.close();
    }
  });

  it("follow the seed", async () => {
    const [one, again, other] = [await ranged(sign), await ranged(sign, { seed: 1 }), await ranged(sign, { seed: 2 })];
    expect(seen(again)).toEqual(seen(one));
    expect(other.question!.low).not.toBe(one.question!.low);
    expect(other.question!.low).toBeCloseTo(one.question!.low!, 2);
  });

  it("stop early at the end of a batch only, at the same one for any number of threads", async () => {
    // Standard error of n draws about 0.24/√n: below 0.017 from 200 draws on.
    const early = await ranged(sign, { draws: 1000, precision: 0.017 });
    expect(early.ranges).toMatchObject({ stoppedEarly: true, draws: 256 });
    const whole = await ranged(sign, { draws: 256 });
    expect(early.question).toEqual(whole.question);
    expect(early.ranges!.standardError).toBeLessThanOrEqual(0.017);
    expect((await ranged(sign, { draws: 192 })).ranges!.standardError).toBeGreaterThan(0.017);
    expect(seen(await ranged(sign, { draws: 1000, precision: 0.017, threads: 10 }))).toEqual(seen(early));
    // Weights that collapse are not precise, whatever their standard error.
    const few = await ranged(survivor, { asOf: "40", precision: 0.5 });
    expect(few.ranges).toMatchObject({ stoppedEarly: false, draws: 512 });
    const late = await ranged(sign, { draws: 100, precision: 1e-6 });
    expect(late.ranges).toMatchObject({ stoppedEarly: false, draws: 100 });
  });
});
