import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import { isoDay } from "../../src/crisis/calendar.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { answer, type OracleAnswers } from "../oracle/answers.ts";
import { TooManyHistories } from "../oracle/histories.ts";
import { BranchLost } from "../oracle/same-time.ts";
import { expectedForecast, foundForecast, mapDifferences } from "./forecast-by-definition.ts";
import { type Asked, ask, randomQuestion } from "./random-question.ts";

// Many crises in one test: how long it takes is no part of what is tested.
vi.setConfig({ testTimeout: 600_000 });

function dateOf(crisis: Crisis, day: number): string {
  return crisis.clock.startDay === undefined ? String(day + 1) : isoDay(day);
}

function answers({ crisis, asOfStep, day }: Asked): { oracle: OracleAnswers; uniform: OracleAnswers } {
  try {
    const oracle = answer(crisis, asOfStep, day, { limit: 2000 });
    // With shocks counted a coin toss has no value, but its odds are the same without.
    const plain: Crisis = { ...crisis, shocks: "excluded" };
    return { oracle, uniform: answer(plain, asOfStep, day, { limit: 2000, uniform: true }) };
  } catch (thrown) {
    fc.pre(!(thrown instanceof TooManyHistories || thrown instanceof BranchLost));
    throw thrown;
  }
}

async function expectForecast(asked: Asked, tolerance: number): Promise<void> {
  const { oracle, uniform } = answers(asked);
  fc.pre(oracle.mass > 0 && uniform.mass > 0);
  const { result, diagnostics } = await forecast(asked.crisis, { asOf: dateOf(asked.crisis, asked.day) });
  expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  const expected = expectedForecast(asked.crisis, oracle, uniform);
  expect(mapDifferences(expected, foundForecast(result!), tolerance)).toEqual([]);
}

describe("the forecast is what enumeration finds", () => {
  test("one at a time: to 1e-12", async () => {
    await fc.assert(
      fc.asyncProperty(randomQuestion(), (question) => expectForecast(ask(question), 1e-12)),
      { seed: 7, numRuns: 100 },
    );
  });

  test("at the same time: to 1e-9", async () => {
    await fc.assert(
      fc.asyncProperty(randomQuestion({ sameTime: true }), (question) => expectForecast(ask(question), 1e-9)),
      { seed: 8, numRuns: 40 },
    );
  });

  test("with a known ending: to 1e-12", async () => {
    const question = fc.tuple(randomQuestion(), fc.nat(99), fc.nat(99));
    await fc.assert(
      fc.asyncProperty(question, ([random, which, when]) => {
        const asked = ask(random);
        const { crisis } = asked;
        const step = when % crisis.clock.steps!;
        const date = dateOf(crisis, step);
        const ended = { ending: which % crisis.endings.length, step, date, at: crisis.at };
        fc.pre(crisis.reports.every((report) => report.from <= step && report.to <= step));
        return expectForecast({ ...asked, crisis: { ...crisis, ended } }, 1e-12);
      }),
      { seed: 9, numRuns: 60 },
    );
  });
});
