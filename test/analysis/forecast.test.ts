import { describe, expect, it } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import type { ForecastResult } from "../../src/analysis/forecast-result.ts";
import { readText } from "../crisis/read-text.ts";

const over = `
crisis: Over
clock: { steps: 2 }
actors: { us: { precision: 1 } }
moves: { us: { strike: { then: { ends: war } } } }
endings: { war: { rule: x }, calm: { otherwise: true, rule: y } }
`;

const endless = `
crisis: Endless rivalry
question: { ask: "Is there ever a treaty?", ending: treaty }
clock: { steps: endless, step: month, start: 2024-01 }
discount: 0.9
actors: { a: { precision: 1.5 } }
moves:
  a:
    talk: { then: { ends: treaty } }
    fight: { then: [{ 20%: { ends: war } }, { rest: nothing }] }
payoffs: { a: 0.2 }
endings: { treaty: { rule: x, payoffs: { a: 1 } }, war: { rule: y, payoffs: { a: -1 } } }
`;

const bounds = `
crisis: Bounds
question: { ask: "War?", ending: war, by: 2 }
clock: { steps: 3 }
sources: { paper: { grade: C } }
actors: { us: { precision: 0 } }
moves: { us: { strike: { then: { ends: war } }, hold: nothing } }
endings: { war: { rule: x }, calm: { otherwise: true, rule: y } }
estimates:
  - { by: low, via: paper, ending: war, below: 50% }
  - { by: high, ending: war, above: 70% }
  - { by: point, ending: war, probability: 30%, horizon: "a year" }
base_rates: [{ ending: war, class: "all such cases", probability: 20%, cases: 40, source: "a list" }]
`;

async function answer(text: string, asOf?: string): Promise<ForecastResult> {
  const { result, diagnostics } = await forecast(readText(text), asOf === undefined ? {} : { asOf });
  if (!result) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return result;
}

describe("forecast", () => {
  it("says so where every path has ended before the as-of date", async () => {
    const { result, diagnostics } = await forecast(readText(over), { asOf: "2" });
    expect(result).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["over-by-then"]);
    expect((await answer(over, "1")).endings.map(({ probability }) => probability)).toEqual([1, 0]);
  });

  it("refuses what a date cannot mean", async () => {
    for (const [asOf, code] of [
      ["soon", "bad-date"],
      ["3", "outside-clock"],
    ] as const) {
      expect((await forecast(readText(over), { asOf })).diagnostics.map((found) => found.code)).toEqual([code]);
    }
  });

  it("puts bounds beside odds as bounds, and base rates as published", async () => {
    const { baselines, question } = await answer(bounds);
    // Two coin tosses by the second step.
    expect(question?.probability).toBeCloseTo(0.75, 12);
    expect(baselines.cited.map(({ by, via, holds }) => [by, via, holds])).toEqual([
      ["low", "paper", false],
      ["high", null, true],
      ["point", null, null],
    ]);
    expect(baselines.cited[0]?.forecast).toBeCloseTo(0.75, 12);
    expect(baselines.baseRate).toEqual([
      { ending: "war", class: "all such cases", probability: 0.2, cases: 40, source: "a list" },
    ]);
    expect(baselines.noChange.probability).toBe(0);
    expect(baselines.noStrategy.probability).toBeCloseTo(0.75, 12);
  });

  it("accumulates the odds of an ending by step", async () => {
    const { endings } = await answer(bounds);
    expect(endings[0]!.byStep.map((p) => p.toFixed(6))).toEqual(["0.500000", "0.750000", "0.875000"]);
    expect(endings[1]!.byStep.map((p) => p.toFixed(6))).toEqual(["0.000000", "0.000000", "0.125000"]);
  });

  it("forecasts an endless clock by its stationary equilibrium", async () => {
    const result = await answer(endless);
    const p = result.nextMoves.a!.talk!;
    // W solves its own equations: Q(talk) = 1, Q(fight) = 0.2·(−1) + 0.8·(0.2 + 0.9·W).
    let w = 0;
    for (let i = 0; i < 2000; i++) {
      const fight = -0.2 + 0.8 * (0.2 + 0.9 * w);
      const talk = 1 / (1 + Math.exp(1.5 * (fight - 1)));
      w = talk + (1 - talk) * fight;
      if (i === 1999) expect(p).toBeCloseTo(talk, 10);
    }
    expect(result.question?.probability).toBeCloseTo(p / (p + 0.2 * (1 - p)), 10);
    expect(result.solution.converged).toBe(true);
  });
});
