import { type ForecastResult, percent, type ReportInput } from "brink";
import type { Line } from "../charts/line.ts";
import type { TableData } from "../parts/data-table.ts";

type History = NonNullable<ReportInput["oddsOverTime"]>;

/** Endings beside the question's that stand out. */
const LEADING = 3;

/** How much the line of each ending stands out: that of the question, the likeliest of the forecast, or the rest. */
export function ranksOf({ question, endings }: ForecastResult): ReadonlyMap<string, Line["rank"]> {
  const likeliest = [...endings].sort((a, b) => b.probability - a.probability).slice(0, LEADING);
  const ranks = new Map<string, Line["rank"]>(likeliest.map(({ name }) => [name, "leading"]));
  return question ? ranks.set(question.ending, "question") : ranks;
}

/** Odds of each ending as they were known at each date. */
export function historyLines(history: History | undefined, ranks: ReadonlyMap<string, Line["rank"]>): readonly Line[] {
  return (history?.endings ?? []).map(({ name, label, odds }) => ({
    name,
    label,
    values: odds,
    rank: ranks.get(name) ?? "other",
  }));
}

export function historyTable(history: History | undefined): TableData {
  const endings = history?.endings ?? [];
  return {
    caption: "Odds of each ending, as known at each date",
    columns: [{ label: "As of" }, ...endings.map(({ label }) => ({ label, kind: "odds" as const }))],
    rows: (history?.steps ?? []).map((label, step) => [label, ...endings.map(({ odds }) => odds[step] ?? null)]),
  };
}

/** Where the odds of the question stood at first, where they stand, and between which ends they moved; empty where nothing is asked. */
export function historyInWords(history: History | undefined, inWords: (label: string | undefined) => string): string {
  const odds = history?.question ?? [];
  const [first, last] = [odds[0], odds.at(-1)];
  if (first === undefined || last === undefined || odds.length < 2) return "";
  const ends = `between ${percent(Math.min(...odds))} and ${percent(Math.max(...odds))} on the way`;
  return `The answer was ${percent(first)} as of ${inWords(history?.steps[0])} and is ${percent(last)} as of ${inWords(history?.steps.at(-1))}, ${ends}.`;
}

/** Odds that the crisis has ended each way by each date. */
export function futureLines({ endings }: ForecastResult, ranks: ReadonlyMap<string, Line["rank"]>): readonly Line[] {
  return endings.map(({ name, label, byStep }) => ({ name, label, values: byStep, rank: ranks.get(name) ?? "other" }));
}

export function futureTable({ endings, stepEnds }: ForecastResult): TableData {
  return {
    caption: "Odds that the crisis has ended this way by each date",
    columns: [{ label: "By" }, ...endings.map(({ label }) => ({ label, kind: "odds" as const }))],
    rows: stepEnds.map((date, step) => [date, ...endings.map(({ byStep }) => byStep[step] ?? null)]),
  };
}
