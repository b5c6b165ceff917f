import { type ForecastResult, percent, type QuickOdds, type ReportInput } from "brink";
import type { Bar } from "../charts/bar.ts";
import type { TableData } from "../parts/data-table.ts";

/** An ending with its odds as of one step. */
export interface EndingNow {
  readonly name: string;
  readonly label: string;
  readonly rule: string;
  readonly probability: number;
}

/**
 * Endings with their odds as of a step, likeliest first: from the odds alone
 * where these are newer than the forecast, else from its course over the dates.
 *
 * @param base the forecast as of the last report
 * @param step from 0
 */
export function endingsAsOf(base: ReportInput, step: number, quick?: QuickOdds): readonly EndingNow[] {
  return (quick?.endings ?? base.result.endings)
    .map(({ name, label, probability }, e) => ({
      name,
      label,
      rule: base.result.endings[e]?.rule ?? "",
      probability: quick ? probability : (base.oddsOverTime?.endings[e]?.odds[step] ?? probability),
    }))
    .sort((a, b) => b.probability - a.probability);
}

/** The range of an ending over the parameters; undefined where there is none. */
function rangeOf(name: string, ranges: ForecastResult | undefined): readonly [number, number] | undefined {
  const own = ranges?.endings.find((ending) => ending.name === name);
  return own && own.low !== null && own.high !== null ? [own.low, own.high] : undefined;
}

/** The range of the question behind its odds, `, 0.9% to 8.5%`; empty where there is none. */
export function rangeInWords(ranges: ForecastResult | undefined): string {
  const { low, high } = ranges?.question ?? { low: null, high: null };
  return low === null || high === null ? "" : `, ${percent(low)} to ${percent(high)}`;
}

/** Endings as bars; the one that is asked about stands out and says its rule. */
export function endingBars(
  endings: readonly EndingNow[],
  asked: string | undefined,
  ranges: ForecastResult | undefined,
): readonly Bar[] {
  return endings.map(({ name, label, probability, rule }) => {
    const range = rangeOf(name, ranges);
    return {
      key: name,
      label,
      odds: probability,
      ...(range ? { range } : {}),
      strong: name === asked,
      ...(name === asked ? { note: rule } : {}),
    };
  });
}

/** The same as a table, each ending with its rule; the range is empty where there is none. */
export function endingsTable(
  caption: string,
  endings: readonly EndingNow[],
  ranges: ForecastResult | undefined,
): TableData {
  return {
    caption,
    columns: [
      { label: "Ending" },
      { label: "Odds", kind: "odds" },
      { label: "Low", kind: "odds" },
      { label: "High", kind: "odds" },
      { label: "Rule" },
    ],
    rows: endings.map(({ name, label, probability, rule }) => {
      const range = rangeOf(name, ranges);
      return [label, probability, range?.[0] ?? null, range?.[1] ?? null, rule];
    }),
  };
}
