import { byDate, notConvergedWarning, passedInWords } from "../answer-in-words.ts";
import { dateInWords, endInWords } from "../date-in-words.ts";
import type { CitedOdds, EndingOdds, ForecastResult } from "../forecast-result.ts";
import { type Labels, labelFor } from "../labels.ts";
import { boundPercent, oddsInWords, percent } from "../odds-in-words.ts";
import { type Html, html } from "./html.ts";
import { prose } from "./prose.ts";
import type { ReportInput } from "./report-input.ts";
import { capital, sentence } from "./sentence.ts";
import { type BarRow, barTable } from "./tables.ts";

/** Title, question and its odds in digits and words. */
export function answerHeader(input: ReportInput): Html {
  const { question, crisis, steps } = input.result;
  const asOf = dateInWords(steps, input.result.asOf);
  const warning = warningLine(input.result);
  if (!question) {
    return html`<header><p class="over">Forecast as of ${asOf}</p><h1>${crisis}</h1>${warning}</header>`;
  }
  const words = passedInWords(question, steps) ?? oddsInWords(question.probability) + byDate(steps, question.by);
  return html`<header><p class="over">${crisis} · forecast as of ${asOf}</p>
<h1>${prose(question.ask)}</h1>${warning}
<p class="answer"><span class="odds">${percent(question.probability)}</span>
<span class="words">${words}</span></p>
${rangeLine(question.low, question.high)}</header>`;
}

function warningLine({ solution }: ForecastResult): Html | null {
  const warning = notConvergedWarning(solution);
  return warning === null ? null : html`<p class="warning"><strong>${warning}</strong></p>`;
}

function rangeLine(low: number | null, high: number | null): Html | null {
  if (low === null || high === null) return null;
  return html`<p class="lead">${percent(low)} to ${percent(high)} as the parameters vary over their ranges (10% and 90% quantiles).</p>`;
}

/** The forecast beside what a reader should compare it with. */
export function baselinesSection(input: ReportInput): Html {
  const rows = [...ownRows(input), ...input.result.baselines.cited.map((odds) => citedRow(odds, input))];
  return html`<section id="baselines" aria-labelledby="baselines-title"><h2 id="baselines-title">Beside other yardsticks</h2>
<p class="lead">A forecast never stands alone: how often such crises ended that way, what a model without change or without strategy says, and odds others have given.</p>
${barTable(captionOf(input), "Yardstick", rows)}</section>`;
}

function captionOf(input: ReportInput): string {
  const { question } = input.result;
  if (!question) return "Odds given by others, beside this forecast";
  return `Odds of “${labelFor(input.labels.endings, question.ending)}”, unless the row names another ending`;
}

function ownRows(input: ReportInput): readonly BarRow[] {
  const { question, baselines } = input.result;
  if (!question) return [];
  const rows: BarRow[] = [{ label: "This forecast", probability: question.probability, strong: true }];
  const ownRates = (baselines.baseRate ?? []).filter((line) => line.ending === question.ending);
  for (const line of ownRates) {
    const cases = line.cases === null ? "" : `${line.cases} cases, `;
    const note = `${capital(line.class)} (${cases}${line.source})`;
    rows.push({ label: "Base rate", probability: line.probability, note });
  }
  if (ownRates.length === 0) rows.push(missing("Base rate", "The file states no reference class for it."));
  rows.push(orMissing("No change", baselines.noChange.probability, "All stays where it is believed to be."));
  rows.push(
    orMissing("No strategy", baselines.noStrategy.probability, "Every available move is as likely as any other."),
  );
  return rows;
}

function orMissing(label: string, probability: number | null, note: string): BarRow {
  return probability === null ? missing(label, note) : { label, probability, note };
}

function missing(label: string, note: string): BarRow {
  return { label, probability: null, shown: "–", note };
}

function aboutOther(ending: string, input: ReportInput): string {
  return ending === input.result.question?.ending ? "" : `: ${labelFor(input.labels.endings, ending)}`;
}

/** A bound is compared as a bound: in words, without a bar. */
function citedRow(odds: CitedOdds, input: ReportInput): BarRow {
  const label = `${odds.by}${aboutOther(odds.ending, input)}`;
  const via = odds.via === null ? "" : ` through ${sourceLabel(input.labels, odds.via)}`;
  const horizon = odds.horizon === null ? "no horizon given" : `horizon ${odds.horizon}`;
  const note = `Cited${via}; ${horizon}. This forecast: ${percent(odds.forecast)}${verdict(odds)}.`;
  if (odds.below !== null) return { label, probability: null, shown: `below ${boundPercent(odds.below)}`, note };
  if (odds.above !== null) return { label, probability: null, shown: `above ${boundPercent(odds.above)}`, note };
  return { label, probability: odds.probability, note };
}

function sourceLabel(labels: Labels, source: string): string {
  return labelFor(labels.sources, source);
}

function verdict(odds: CitedOdds): string {
  if (odds.holds === null) return "";
  return odds.holds ? ", within that bound" : ", outside that bound";
}

/** Every ending with its rule. */
export function endingsSection(result: ForecastResult): Html {
  const rows = [...result.endings]
    .sort((a, b) => b.probability - a.probability)
    .map((ending) => ({
      label: capital(ending.label),
      note: [sentence(ending.rule), ...rangeNote(ending), ...rateNotes(ending.name, result)].join(" "),
      probability: ending.probability,
      strong: ending.name === result.question?.ending,
    }));
  const last = result.steps.at(-1);
  const by = last === undefined ? "" : ` by ${endInWords(result, last)}`;
  return html`<section id="endings" aria-labelledby="endings-title"><h2 id="endings-title">How it ends</h2>
<p class="lead">${last === undefined ? "The endings exclude each other; what their odds leave of 100% goes on for ever." : "The endings exclude each other and leave nothing out, so the odds add up to 100%."}</p>
${barTable(`Odds of each ending${by}, with the rule that decides it`, "Ending", rows)}</section>`;
}

function rangeNote({ low, high }: EndingOdds): readonly string[] {
  return low === null || high === null ? [] : [`(${percent(low)} to ${percent(high)})`];
}

function rateNotes(ending: string, result: ForecastResult): readonly string[] {
  const rates = (result.baselines.baseRate ?? []).filter((rate) => rate.ending === ending);
  return rates.map(
    (rate) =>
      `Base rate ${percent(rate.probability)}: ${rate.class}${rate.cases === null ? "" : `, ${rate.cases} cases`}.`,
  );
}
