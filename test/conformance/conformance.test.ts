import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import type { ForecastResult } from "../../src/analysis/forecast-result.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { ask, randomQuestion } from "../properties/random-question.ts";
import { CRISES, firstSteps, readByName } from "../properties/read-crises.ts";
import { checkConformance } from "./conformance-kit.ts";
import { deepFreeze } from "./deep-freeze.ts";

// Many crises in one test: how long it takes is no part of what is tested.
vi.setConfig({ testTimeout: 600_000 });

/** The forecast of a crisis that must not be changed by it; undefined where its reports cannot be. */
async function forecastFrozen(crisis: Crisis): Promise<ForecastResult | undefined> {
  const { result, diagnostics } = await forecast(deepFreeze(crisis));
  // Some random crises are over by then, and some reports cannot be: both are said, and there is no forecast to compare.
  const expected = ["impossible-reports", "over-by-then"];
  expect(diagnostics.map((d) => d.code).filter((code) => !expected.includes(code))).toEqual([]);
  return result;
}

/** Endings exclude one another: from the as-of step on exactly one of them comes. */
function expectExclusive(result: ForecastResult): void {
  const total = result.endings.reduce((sum, ending) => sum + ending.probability, 0);
  expect(Math.abs(total - 1)).toBeLessThan(1e-12);
  for (const { probability, byStep } of result.endings) {
    expect(probability).toBeGreaterThanOrEqual(0);
    expect(byStep.every((p, t) => t === 0 || p >= byStep[t - 1]!)).toBe(true);
  }
}

async function checkForecast(crisis: Crisis): Promise<void> {
  const copy = structuredClone(crisis);
  const written = JSON.parse(JSON.stringify(crisis)) as Crisis;
  const result = await forecastFrozen(crisis);
  expect(await forecastFrozen(copy)).toEqual(result);
  expect(await forecastFrozen(written)).toEqual(result);
  if (result && Number.isFinite(result.endings[0]!.probability)) expectExclusive(result);
}

describe("random crises", () => {
  test("keep to the tables' rules", () => {
    fc.assert(
      fc.property(randomQuestion({ sameTime: true }), (question) => checkConformance(ask(question).crisis)),
      { seed: 1, numRuns: 60 },
    );
  });

  test("a copy and a written and read crisis give the same forecast; nothing is changed; endings exclude one another", async () => {
    await fc.assert(
      fc.asyncProperty(randomQuestion({ sameTime: true }), (question) => checkForecast(ask(question).crisis)),
      { seed: 2, numRuns: 30 },
    );
  });
});

describe.each(CRISES)("the crisis %s", (name) => {
  const crisis = firstSteps(readByName(name), 2);

  test("keeps to the tables' rules", () => {
    checkConformance(readByName(name), 1);
  });

  test("a copy and a written and read crisis give the same forecast; nothing is changed; endings exclude one another", async () => {
    await checkForecast(crisis);
  });
});
