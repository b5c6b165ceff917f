import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { forecast } from "../../../src/analysis/forecast.ts";
import { runDraws } from "../../../src/analysis/ranges/run-draws.ts";
import { factorSpace } from "../../../src/analysis/sensitivity/factor-space.ts";
import {
  planSensitivity,
  type SensitivityOptions,
  sensitivity,
} from "../../../src/analysis/sensitivity/sensitivity.ts";
import type { SensitivityResult } from "../../../src/analysis/sensitivity/sensitivity-result.ts";
import { partPool } from "../../../src/cli/part-pool.ts";
import { parameterValues } from "../../../src/crisis/compile/parts.ts";
import { readText } from "../../crisis/read-text.ts";

const deterrence = readFileSync(join(import.meta.dirname, "../../../crises/deterrence/crisis.yaml"), "utf8");

/** P(dark) = p q: its indices are known in closed form. */
const product = `
crisis: Storm
question: { ask: "Does it get dark?", ending: dark }
actors: { us: { precision: infinite } }
moves: { us: { hold: nothing } }
parameters:
  p: { value: 0.5, range: [0.2, 0.6] }
  q: { value: 0.5, range: [0, 1] }
  r: { value: 0.5, range: [0, 1], why: "changes nothing" }
state: { sky: [clear, black], sign: { levels: [no, yes], start: { no: 1 - r, yes: r } } }
drivers: { storm: { chance: p * q, then: { sky: black } } }
endings: { dark: { when: sky == black, rule: x }, calm: { otherwise: true, rule: y } }
`;

async function answer(text: string, options: SensitivityOptions = {}): Promise<SensitivityResult> {
  const { result, diagnostics } = await sensitivity(readText(text), options);
  if (!result) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return result;
}

describe("what the odds hang on", () => {
  it("has the closed form where the odds are a product of two parameters", async () => {
    const result = await answer(product, { size: { paths: 8, rows: 256 } });
    expect(result.outputs).toEqual(["question", "dark", "calm"]);
    expect(result.factors.map(({ name, kept }) => [name, kept])).toEqual([
      ["q", true],
      ["p", true],
      ["r", false],
    ]);
    // Var pq = E p² E q² − (E p E q)², with E p = 0.4, Var p = 0.16/12, E q = 1/2, Var q = 1/12.
    const [vp, vq] = [0.16 / 12, 1 / 12];
    const variance = vp * vq + vp / 4 + vq * 0.16;
    const { alone, total, pairs, mean, deviation } = result.indices.outputs[0]!;
    expect(mean).toBeCloseTo(0.2, 3);
    expect(deviation / Math.sqrt(variance)).toBeCloseTo(1, 1);
    const truth = [(vq * 0.16) / variance, vp / 4 / variance];
    const both = (vp * vq) / variance;
    truth.forEach((share, f) => {
      expect(Math.abs(alone[f]!.share! - share)).toBeLessThan(alone[f]!.error!);
      expect(Math.abs(total[f]!.share! - share - both)).toBeLessThan(total[f]!.error!);
    });
    expect(Math.abs(pairs[0]!.share! - both)).toBeLessThan(pairs[0]!.error! + 0.01);
    // At the 10 % and 90 % quantiles of q, p at its value.
    const bar = result.tornado.find(({ factor }) => factor === "q")!;
    expect(bar.low.odds[0]).toBeCloseTo(0.05, 12);
    expect(bar.high.odds[0]).toBeCloseTo(0.45, 12);
    expect(bar.high.at[0]).toBeCloseTo(0.9, 12);
  });

  it("is a screening and a tornado alone where it is asked for no rows", async () => {
    const whole = await answer(product, { size: { paths: 4, rows: 16, most: 2 } });
    const screened = await answer(product, { size: { paths: 4, rows: 0, most: 2 } });
    expect(screened.factors).toEqual(whole.factors);
    expect(screened.tornado).toEqual(whole.tornado);
    expect(screened.indices).toMatchObject({ solves: 0, outputs: [] });
    expect(screened.tipping).toMatchObject({ looked: [], found: [] });
    expect(screened.knowing).toEqual([]);
    // Four paths of three steps, two ends each of two factors, the point itself, and two to see what one costs.
    expect(screened.solves).toBe(4 * 4 + 4 + 1 + 2);
  });

  it("says before it begins how much it will solve, at most", async () => {
    for (const rows of [0, 16]) {
      const options = { size: { paths: 4, rows, most: 2 } };
      const { plan } = await planSensitivity(readText(product), options);
      const { solves, factors } = await answer(product, options);
      expect(plan).toMatchObject({ factors: 3, screening: 16, indices: rows * 6 });
      expect(factors).toHaveLength(3);
      expect(solves).toBeLessThanOrEqual(plan!.all + 2);
    }
  });

  it("varies starts, drivers, grades and precisions that are plain numbers, and leaves the game as it was at 1", async () => {
    const crisis = readText(deterrence);
    const space = factorSpace(crisis, parameterValues(crisis));
    expect(space.factors.map(({ name }) => name)).toEqual([
      "start.resolve",
      "precision.challenger",
      "precision.defender",
      "grade.press",
    ]);
    const [start] = space.factors[0]!.parameters;
    expect(space.spread(start!)).toMatchObject({ value: 0.4, low: expect.closeTo(0.25), high: expect.closeTo(4 / 7) });
    const request = { asOfStep: 0, asOfDay: 1 };
    const { grades } = space;
    const odds = (factor: string, value: number): number => {
      const values = Float64Array.from(space.values);
      const parameter = space.factors.find(({ name }) => name === factor)!.parameters[0]!;
      values[parameter] = value;
      const [result] = runDraws({ crisis: space.crisis, request, grades, draws: [values] });
      if (!result || "failure" in result) throw new Error("no game");
      return (result.endings[2]! + result.endings[3]!) / result.mass;
    };
    const written = async (from: string, to: string): Promise<number> => {
      expect(deterrence).toContain(from);
      return (await forecast(readText(deterrence.replace(from, to)))).result!.question!.probability;
    };
    const cases = [
      ["grade.press", 1, "crisis", "crisis"],
      ["start.resolve", 2, "soft: 60%, hard: 40%", "soft: 3/7, hard: 4/7"],
      ["precision.challenger", 0.5, "challenger: { precision: 2", "challenger: { precision: 1"],
      ["precision.defender", 2, "defender: { precision: 2", "defender: { precision: 4"],
      ["grade.press", 0.5, "sources:", "grades: { B: 0.7391304347826086 }\nsources:"],
    ] as const;
    for (const [factor, value, from, to] of cases) {
      expect(odds(factor, value)).toBeCloseTo(await written(from, to), 12);
    }
  });

  it("scales what chance does in a driver of several rows, and keeps certain chances certain", () => {
    const crisis = readText(`
clock: { steps: 3 }
actors: { us: {} }
moves: { us: { hold: nothing } }
state: { oil: [low, middle, high], war: [none, open] }
drivers:
  oil:
    - { when: oil == low, middle: 15%, stay: rest }
    - { otherwise: true, low: 10%, high: 20%, stay: rest }
  doom: { when: oil == high, chance: 100%, then: { war: open } }
endings: { fought: { when: war == open, rule: x }, calm: { otherwise: true, rule: y } }
`);
    const space = factorSpace(crisis, parameterValues(crisis));
    expect(space.factors.map(({ name }) => name)).toEqual(["driver.oil", "precision.us"]);
    const values = Float64Array.from(space.values);
    values[space.factors[0]!.parameters[0]!] = 2;
    const [result] = runDraws({ crisis: space.crisis, request: { asOfStep: 0, asOfDay: 1 }, draws: [values] });
    if (!result || "failure" in result) throw new Error("no game");
    // Odds doubled: 15 % → 6/23; 30 % (in one third and two thirds) → 6/13, so up 4/13.
    const first = 6 / 23;
    const [up, stay] = [4 / 13, 7 / 13];
    const fought = first * (up + stay * up) + (1 - first) * first * up;
    expect(result.endings[0]! + result.endings[1]! + result.endings[2]!).toBeCloseTo(fought, 12);
  });

  it("leaves alone what reads a parameter with a range", () => {
    const crisis = readText(product);
    expect(factorSpace(crisis, parameterValues(crisis)).factors.map(({ name }) => name)).toEqual(["p", "q", "r"]);
  });

  it("takes parameters that are drawn together as one factor", async () => {
    const result = await answer(product.replace("state:", "correlations: [{ between: [p, q], rank: 0.5 }]\nstate:"), {
      size: { paths: 4, rows: 16 },
    });
    expect(result.factors.map(({ name }) => name)).toEqual(["p + q", "r"]);
    expect(result.factors[0]!.spreads.map(({ name }) => name)).toEqual(["p", "q"]);
    // Tipping points are still sought one parameter at a time.
    expect(result.tipping.looked.slice(0, 2)).toEqual(["p", "q"]);
    // With p at its 10 % quantile q is at the 10 % end of what then is likely: below its middle.
    expect(result.tornado[0]!.low.at[1]).toBeLessThan(0.4);
  });

  it("leaves out draws that make no game, and says so", async () => {
    const result = await answer(
      product.replace("value: 0.5, range: [0, 1] }\n  r", "value: 0.5, range: [0, 3] }\n  r"),
      {
        size: { paths: 6, rows: 16 },
      },
    );
    expect(result.screening.leftOut).toBeGreaterThan(0);
    expect(result.indices.leftOut).toBeGreaterThan(0);
    expect(result.notes.join(" ")).toMatch(/make no game/);
  });

  it("is refused where no draw makes a game, whatever holds at the values of the file", async () => {
    const text = product.replace("start: { no: 1 - r, yes: r }", "start: { no: r, yes: 50% }");
    const { result, diagnostics } = await sensitivity(readText(text), { size: { paths: 2, rows: 8 } });
    expect(result).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code: "no-draw-counts", message: expect.stringMatching(/^No draw of the parameters makes a game/) },
    ]);
  });

  it("has no effect of a factor whose draws make no game on either side", async () => {
    // Every move of p goes from one half of its range to the other.
    const text = product.replace("range: [0.2, 0.6]", "range: [0, 1]").replace("p * q", '"if(p <= 0.5, q, 2)"');
    const { factors } = await answer(text, { size: { paths: 4, rows: 8 } });
    const sizes = Object.fromEntries(factors.map(({ name, effects }) => [name, effects[0]!.size]));
    expect(sizes.p).toBeNull();
    expect(sizes.q).toBeGreaterThan(0);
  });

  it("says so where nothing is uncertain", async () => {
    const { result, diagnostics } = await sensitivity(
      readText(`
actors: { us: { precision: infinite } }
state: { war: [none, open] }
moves: { us: { hold: nothing, fight: { then: { war: open } } } }
endings: { fought: { when: war == open, rule: x, payoffs: { us: 1 } }, calm: { otherwise: true, rule: y } }
`),
    );
    expect(result).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["nothing-to-vary"]);
  });

  it("has the same digits in two threads and in one, and others with another seed", async () => {
    const size = { paths: 2, rows: 8, most: 3 };
    const seen = (result: SensitivityResult) => ({ ...result, milliseconds: 0 });
    const alone = await answer(deterrence, { size });
    const pool = partPool(2, join(import.meta.dirname, "../../fixtures/part-worker.mjs"));
    try {
      const plans: number[] = [];
      const done: number[] = [];
      const both = await answer(deterrence, {
        size,
        threads: 2,
        runner: pool.run,
        drawRunner: pool.runDraws,
        onPlan: ({ all }) => plans.push(all),
        onDraws: (count) => done.push(count),
      });
      expect(seen(both)).toEqual(seen(alone));
      expect(plans).toHaveLength(1);
      expect(Math.max(...done)).toBeLessThanOrEqual(plans[0]!);
    } finally {
      await pool.close();
    }
    expect(seen(await answer(deterrence, { size, seed: 2 })).indices).not.toEqual(alone.indices);
  });

  it("works on an endless clock, without reports", async () => {
    const result = await answer(
      `
question: { ask: "Is there a treaty?", ending: treaty }
clock: { steps: endless }
discount: 0.9
actors: { us: { precision: infinite } }
moves: { us: { hold: nothing } }
parameters: { p: { value: 0.2, range: [0.1, 0.3] } }
state: { outcome: [open, signed, broken] }
drivers: { outcome: [{ otherwise: true, signed: p, broken: 0.1, stay: rest }] }
endings: { treaty: { when: outcome == signed, rule: x }, war: { when: outcome == broken, rule: y } }
`,
      { size: { paths: 2, rows: 64 } },
    );
    expect(result.tornado[0]!.low.odds[0]).toBeCloseTo(0.12 / 0.22, 9);
    expect(result.indices.outputs[0]!.total[0]!.share).toBeCloseTo(1, 1);
    expect(result.knowing.map(({ kind }) => kind)).toEqual(["parameter"]);
  });
});
