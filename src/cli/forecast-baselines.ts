import type { CitedOdds, ForecastResult } from "../analysis/forecast-result.ts";
import { type Labels, labelFor } from "../analysis/labels.ts";
import { boundPercent, percent } from "../analysis/odds-in-words.ts";
import type { OddsRow } from "./terminal/blocks.ts";

/** The forecast of the question and, beside it, what a reader should compare it with. */
export function baselineRows(result: ForecastResult, labels: Labels): readonly OddsRow[] {
  const { baseRate, noChange, noStrategy, cited } = result.baselines;
  const ending = result.question?.ending;
  const rows: OddsRow[] = [];
  if (result.question) rows.push({ label: "Forecast", probability: result.question.probability, strong: true });
  const own = (baseRate ?? []).filter((line) => ending === undefined || line.ending === ending);
  for (const line of own) {
    const cases = line.cases === null ? "" : `${line.cases} cases; `;
    rows.push({ label: "Base rate", probability: line.probability, note: `${line.class} (${cases}${line.source})` });
  }
  if (baseRate === null)
    rows.push({ label: "Base rate", probability: null, shown: "–", note: "none stated in the file" });
  rows.push(optional("No change", noChange.probability, "all stays where it is believed to be"));
  rows.push(optional("No strategy", noStrategy.probability, "every available move as likely as any other"));
  for (const odds of cited) rows.push(citedRow(odds, ending, labels));
  return rows;
}

function optional(label: string, probability: number | null, note: string): OddsRow {
  return probability === null ? { label, probability, shown: "–", note } : { label, probability, note };
}

/** A bound is shown as a bound, without a bar. */
function citedRow(odds: CitedOdds, question: string | undefined, labels: Labels): OddsRow {
  const ending = labelFor(labels.endings, odds.ending);
  const here = `here ${percent(odds.forecast)}${verdict(odds)}; `;
  const compared = odds.ending !== question ? `${ending}: ${here}` : odds.holds === null ? "" : here;
  const via = odds.via === null ? "" : ` via ${labelFor(labels.sources, odds.via)}`;
  const note = `${compared}cited${via}, ${odds.horizon === null ? "no horizon given" : `by ${odds.horizon}`}`;
  const bound = boundText(odds);
  if (bound !== null) return { label: odds.by, probability: null, shown: bound, note };
  return { label: odds.by, probability: odds.probability, note };
}

function boundText(odds: CitedOdds): string | null {
  if (odds.below !== null) return `<${boundPercent(odds.below)}`;
  if (odds.above !== null) return `>${boundPercent(odds.above)}`;
  return null;
}

function verdict(odds: CitedOdds): string {
  if (odds.holds === null) return "";
  return odds.holds ? ", within the bound" : ", outside the bound";
}
