import { type CitedOdds, type ForecastResult, type Labels, labelFor, percent } from "brink";
import type { Bar } from "../charts/bar.ts";
import type { TableData } from "../parts/data-table.ts";

/**
 * What the odds of the question are measured against: base rates of its ending,
 * no change, no strategy, and odds cited from elsewhere, of other endings too.
 *
 * @param odds the forecast's own
 */
export function yardsticks({ question, baselines }: ForecastResult, labels: Labels, odds: number): readonly Bar[] {
  const { baseRate, noChange, noStrategy, cited } = baselines;
  const own = (baseRate ?? []).filter(({ ending }) => ending === question?.ending);
  return [
    { key: "forecast", label: "This forecast", odds, strong: true },
    ...own.map(({ class: reference, probability, cases, source }, k) => ({
      key: `base ${k}`,
      label: "Base rate",
      odds: probability,
      note: `${reference}${cases === null ? "" : `; ${cases} cases`}; ${source}`,
    })),
    ...(noChange.probability === null ? [] : [{ key: "no change", label: "No change", odds: noChange.probability }]),
    ...(noStrategy.probability === null
      ? []
      : [{ key: "no strategy", label: "No strategy", odds: noStrategy.probability }]),
    ...cited.map((line, k) => ({
      key: `cited ${k}`,
      label: line.by,
      odds: line.probability,
      text: statedOdds(line),
      note: noteOn(line, question?.ending, labels),
    })),
  ];
}

/** Odds or a bound as they were stated, without digits nobody gave. */
function statedOdds({ probability, below, above }: CitedOdds): string {
  const [sign, stated] = probability !== null ? ["", probability] : below !== null ? ["<", below] : [">", above ?? 0];
  return `${sign}${percent(stated).replace(".0%", "%")}`;
}

/** What was cited: of which ending where it is not the one asked about, by whom, by when. */
function noteOn(
  { via, ending, horizon, forecast, holds }: CitedOdds,
  asked: string | undefined,
  labels: Labels,
): string {
  const bound = holds === null ? "" : holds ? ", within the bound" : ", outside the bound";
  return [
    ending === asked ? "" : `${labelFor(labels.endings, ending)}, here ${percent(forecast)}${bound}`,
    via === null ? "" : `cited in ${labelFor(labels.sources, via)}`,
    horizon ?? "no horizon given",
  ]
    .filter((text) => text !== "")
    .join("; ");
}

/** The same as a table: odds as numbers, bounds in a column of their own. */
export function yardsticksTable(bars: readonly Bar[], ask: string): TableData {
  return {
    caption: `The forecast beside other odds for “${ask}”`,
    columns: [{ label: "Yardstick" }, { label: "Odds", kind: "odds" }, { label: "Bound" }, { label: "Of what" }],
    rows: bars.map(({ label, odds, text, note }) => [label, odds, odds === null ? (text ?? "") : "", note ?? ""]),
  };
}
