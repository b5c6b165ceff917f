import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Crisis, type ForecastResult, type ReportInput, readCrisis, reportData } from "../../src/index.ts";
import {
  futureLines,
  futureTable,
  historyInWords,
  historyLines,
  historyTable,
  ranksOf,
} from "../../web/src/answer/courses.ts";
import { endingBars, endingsAsOf, endingsTable, rangeInWords } from "../../web/src/answer/ending-odds.ts";
import { moversOf, moversTable, toldIn } from "../../web/src/answer/movers.ts";
import { yardsticks, yardsticksTable } from "../../web/src/answer/yardsticks.ts";

const text = readFileSync(join(import.meta.dirname, "../fixtures/strait.yaml"), "utf8").replace(
  "estimates:\n",
  "estimates:\n  - { by: a broker, ending: tribute, probability: 50%, text: [N5] }\n",
);
let crisis: Crisis;
let base: ReportInput;

beforeAll(async () => {
  crisis = readCrisis("strait.yaml", () => text).crisis!;
  const { input } = await reportData(crisis, "strait.yaml", {});
  base = input!;
});

/** As if ranges had been worked out. */
function ranged(result: ForecastResult): ForecastResult {
  return {
    ...result,
    ...(result.question ? { question: { ...result.question, low: 0.05, high: 0.2 } } : {}),
    endings: result.endings.map((ending) => (ending.name === "clash" ? { ...ending, low: 0.05, high: 0.2 } : ending)),
  };
}

describe("endings of the answer", () => {
  it("stand as of the step, likeliest first, each with its rule", () => {
    const endings = endingsAsOf(base, 0);
    expect(endings.map(({ name }) => name).sort()).toEqual(["clash", "open_water", "tribute"]);
    for (const { name, probability, rule } of endings) {
      expect(probability).toBe(base.oddsOverTime?.endings.find((own) => own.name === name)?.odds[0]);
      expect(rule).toBe(base.result.endings.find((own) => own.name === name)?.rule);
    }
    const odds = endings.map(({ probability }) => probability);
    expect(odds).toEqual([...odds].sort((a, b) => b - a));
    expect(odds).not.toEqual(endingsAsOf(base, base.result.asOfStep).map(({ probability }) => probability));
  });

  it("are those of the odds alone where these are newer", () => {
    const endings = base.result.endings.map((own, e) => ({ ...own, probability: e / 3 }));
    const [first] = endingsAsOf(base, 0, { asOfStep: 0, question: 0.9, endings, nextMoves: {} });
    expect(first).toMatchObject({ name: "open_water", probability: 2 / 3, rule: "neither by the end of June" });
  });

  it("are bars with their ranges, that of the question with its rule", () => {
    const bars = endingBars(endingsAsOf(base, 2), "clash", ranged(base.result));
    const asked = bars.find(({ strong }) => strong);
    expect(asked).toMatchObject({ key: "clash", range: [0.05, 0.2], note: "either navy fires at a ship of the other" });
    expect(bars.filter(({ note, range }) => note !== undefined || range !== undefined)).toEqual([asked]);
  });

  it("are a table with empty cells where there is no range", () => {
    const { caption, columns, rows } = endingsTable("How it ends", endingsAsOf(base, 2), ranged(base.result));
    expect(caption).toBe("How it ends");
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
    expect(rows.find(([label]) => label === "naval clash")?.slice(2, 4)).toEqual([0.05, 0.2]);
    expect(rows.find(([label]) => label === "open water")?.slice(2, 4)).toEqual([null, null]);
  });

  it("have a range in words only where there is one", () => {
    expect(rangeInWords(ranged(base.result))).toBe(", 5.0% to 20.0%");
    expect(rangeInWords(base.result)).toBe("");
    expect(rangeInWords(undefined)).toBe("");
  });
});

describe("yardsticks of the answer", () => {
  it("are base rates of the ending asked about, no change, no strategy and what was cited, as it was stated", () => {
    const bars = yardsticks(base.result, base.labels, 0.123);
    expect(bars.map(({ label, text: stated }) => [label, stated])).toEqual([
      ["This forecast", undefined],
      ["Base rate", undefined],
      ["No change", undefined],
      ["No strategy", undefined],
      ["a broker", "50%"],
      ["an insurer", "<20%"],
    ]);
    expect(bars[0]).toMatchObject({ odds: 0.123, strong: true });
    expect(bars[1]).toMatchObject({ odds: 0.12, note: "disputes over passage, 1900-2020; 41 cases; own count" });
    expect(bars[4]?.odds).toBe(0.5);
    expect(bars[4]?.note).toMatch(/^tribute, here \d+\.\d%; no horizon given$/);
    expect(bars[5]).toMatchObject({ odds: null, note: "cited in a shipping newsletter; 2031-06" });
  });

  it("say of a bound on another ending whether the forecast keeps it", () => {
    const moved = base.result.baselines.cited.map((line) => ({ ...line, ending: "tribute", holds: false }));
    const result = { ...base.result, baselines: { ...base.result.baselines, cited: moved } };
    expect(yardsticks(result, base.labels, 0.1).at(-1)?.note).toContain("outside the bound");
  });

  it("are a table that keeps odds and bounds apart", () => {
    const { rows } = yardsticksTable(yardsticks(base.result, base.labels, 0.1), "Do they fire?");
    expect(rows.find(([label]) => label === "a broker")?.slice(1, 3)).toEqual([0.5, ""]);
    expect(rows.find(([label]) => label === "an insurer")?.slice(1, 3)).toEqual([null, "<20%"]);
  });
});

describe("courses of the odds", () => {
  it("let the question's ending stand out, then the likeliest", () => {
    const { endings, question } = base.result;
    const least = [...endings].sort((a, b) => a.probability - b.probability)[0]!;
    const four = { ...base.result, endings: [...endings, { ...least, name: "other", probability: 0 }] };
    expect(ranksOf(four).get(question!.ending)).toBe("question");
    expect(ranksOf(four).has("other")).toBe(false);
    expect(historyLines(base.oddsOverTime, new Map()).map(({ rank }) => rank)).toEqual(["other", "other", "other"]);
    expect(futureLines(base.result, ranksOf(four)).filter(({ rank }) => rank === "question")).toHaveLength(1);
  });

  it("hold in a table what is drawn", () => {
    const lines = historyLines(base.oddsOverTime, new Map());
    for (const [step, row] of historyTable(base.oddsOverTime).rows.entries())
      expect(row.slice(1)).toEqual(lines.map(({ values }) => values[step]));
    const later = futureLines(base.result, new Map());
    expect(futureTable(base.result).rows.map(([label]) => label)).toEqual(base.result.stepEnds);
    for (const [step, row] of futureTable(base.result).rows.entries())
      expect(row.slice(1)).toEqual(later.map(({ values }) => values[step]));
  });

  it("are said in a sentence, unless there is but one date", () => {
    const history = { steps: ["2031-01", "2031-02", "2031-03"], endings: [], question: [0.1, 0.3, 0.2] };
    const inWords = (label: string | undefined): string => `<${label}>`;
    expect(historyInWords(history, inWords)).toBe(
      "The answer was 10.0% as of <2031-01> and is 20.0% as of <2031-03>, between 10.0% and 30.0% on the way.",
    );
    expect(historyInWords({ ...history, question: [0.1] }, inWords)).toBe("");
    expect(historyInWords({ ...history, question: null }, inWords)).toBe("");
    expect(historyInWords(undefined, inWords)).toBe("");
  });
});

describe("reports beside the answer", () => {
  const weight = (id: string, effect: number | null, counts = true) => ({
    ...base.result.reports[0]!,
    ...{ id, label: id, effect, counts },
  });

  it("are the five that moved it most, either way", () => {
    const reports = [0.1, -3, 2, null, -0.2, 0.3, 1].map((effect, k) => weight(`r${k}`, effect));
    const movers = moversOf({ ...base.result, reports: [...reports, weight("idle", 9, false)] });
    expect(movers.map(({ id }) => id)).toEqual(["r1", "r2", "r6", "r5", "r4"]);
    expect(moversTable(movers).rows.map((row) => row.at(-1))).toEqual([-3, 2, 1, 0.3, -0.2]);
  });

  it("are named at the step in which they were told", () => {
    expect([0, 1, 2].map((step) => toldIn(step, base.result, crisis))).toEqual([
      [],
      ["Patrol boats off the cape"],
      ["no fire"],
    ]);
  });
});
