import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastText } from "../../src/cli/forecast-text.ts";
import { colourStyle } from "../../src/cli/terminal/style.ts";
import { textWidth } from "../../src/cli/terminal/text-width.ts";
import { plainView } from "../../src/cli/terminal/view.ts";
import { deepFreeze, withHostileTexts } from "../fixtures/hostile.ts";
import { sampleLabels, sampleResult } from "../fixtures/report-input.ts";

const seed = 20250711;
const sampleRanges = {
  ...{ parameters: 3, draws: 64, effectiveSampleSize: 30, collapsed: false, leftOut: 0, rounds: 1 },
  ...{ stoppedEarly: false, standardError: 0.02, seed: 1, method: "even draws" },
  pointForecast: { question: 0.1, endings: {} },
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const escapes = /\u001b\[\d+m/g;

describe("a forecast in the terminal", () => {
  it.each([60, 100])("reads like the expected file at %d columns", async (columns) => {
    const text = forecastText(deepFreeze(structuredClone(sampleResult)), sampleLabels, plainView(columns));
    await expect(text).toMatchFileSnapshot(`expected/forecast-${columns}.txt`);
  });

  it("keeps every line within the terminal", () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 200 }), (columns) => {
        for (const result of [sampleResult, withHostileTexts(sampleResult)]) {
          const lines = forecastText(result, sampleLabels, plainView(columns)).split("\n");
          const wide = lines.filter((line) => textWidth(line) > columns && line.trim().includes(" "));
          expect(wide).toEqual([]);
        }
      }),
      { seed, numRuns: 30 },
    );
  });

  it("lays out colours like plain text", () => {
    const plain = forecastText(sampleResult, sampleLabels, plainView(90));
    const coloured = forecastText(sampleResult, sampleLabels, { columns: 90, style: colourStyle });
    expect(coloured).not.toBe(plain);
    expect(coloured.replace(escapes, "")).toBe(plain);
  });

  it("lets no escape code of a file through", () => {
    const text = forecastText(withHostileTexts(sampleResult), withHostileTexts(sampleLabels), plainView(80));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it("says so where nothing was told yet, and keeps its sense without a question", () => {
    const reports = sampleResult.reports.map((report) => ({ ...report, counts: false, surprise: null, effect: null }));
    const early = forecastText({ ...sampleResult, reports }, sampleLabels, plainView(80));
    expect(early).toContain("None of the 9 had been told by 2025-07.");
    const { question: _question, ...unasked } = sampleResult;
    const text = forecastText(unasked, sampleLabels, plainView(80));
    expect(text).toContain("Most surprising reports");
    expect(text).not.toMatch(/undefined|NaN/);
  });

  it("says how many draws there were, and why more than were asked for", () => {
    const noteOf = (more: object) => {
      const ranges = { ...sampleRanges, ...more };
      return forecastText({ ...sampleResult, ranges }, sampleLabels, plainView(80)).replaceAll("\n", " ");
    };
    expect(noteOf({ stoppedEarly: true })).toContain("from 64 draws, stopped early, weighted by the reports, worth 30");
    expect(noteOf({ rounds: 2, draws: 128 })).toContain("from 128 draws (in 2 rounds, since few of the first counted)");
    expect(noteOf({})).toContain(
      "from 64 draws weighted by the reports, worth 30 equal ones; the mean has a standard error of 2 points.",
    );
    const single = noteOf({ draws: 1, effectiveSampleSize: 1, standardError: 0 });
    expect(single).toContain("from 1 draw weighted by the reports.");
  });

  it("warns before any number where the solution did not converge", () => {
    const solution = { ...sampleResult.solution, converged: false, residual: 0.4903 };
    const [, second] = forecastText({ ...sampleResult, solution }, sampleLabels, plainView(80)).split("\n");
    expect(second).toBe("Not converged (residual 0.49): do not use these numbers.");
  });

  it("says that the question's date has passed in place of odds", () => {
    const question = { ...sampleResult.question!, by: "2025-03", passed: true, probability: 0 };
    const text = forecastText({ ...sampleResult, question }, sampleLabels, plainView(80));
    expect(text).toContain("The date of the question has passed; it did not come about by 2025-03.");
    expect(text).not.toContain("impossible");
  });

  it("asks for no date on a clock without an end", () => {
    const question = { ...sampleResult.question!, by: "ever" };
    const text = forecastText({ ...sampleResult, question }, sampleLabels, plainView(80));
    expect(text).toContain("6.2%, very unlikely, at some time");
    expect(text).not.toContain("by ever");
  });
});
