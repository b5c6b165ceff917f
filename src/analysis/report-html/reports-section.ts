import { datesInWords } from "../claim-in-words.ts";
import { dateInWords } from "../date-in-words.ts";
import type { ReportWeight } from "../forecast-result.ts";
import { labelFor } from "../labels.ts";
import { points } from "../odds-in-words.ts";
import { type Html, html } from "./html.ts";
import { prose } from "./prose.ts";
import type { ReportInput } from "./report-input.ts";
import { capital, sentence } from "./sentence.ts";

/** The reports, those first that moved the question's odds most. */
export function reportsSection(input: ReportInput): Html | null {
  const { reports, question } = input.result;
  if (reports.length === 0) return null;
  const counting = reports.filter((report) => report.counts).sort(byWeight);
  const others = reports.filter((report) => !report.counts);
  const largest = Math.max(0, ...counting.map((report) => Math.abs(report.effect ?? 0)));
  const effect = question ? "Effect: the question’s odds with the report minus without it, in percentage points. " : "";
  const list =
    counting.length === 0
      ? html`<p>No report had been told by ${dateInWords(input.result.steps, input.result.asOf)}.</p>`
      : html`<ol class="reports">${counting.map((report) => item(report, largest, input))}</ol>`;
  return html`<section id="reports" class="long" aria-labelledby="reports-title"><h2 id="reports-title">What the reports weigh</h2>
<p class="lead">${effect}Surprise: how unexpected it was after the earlier ones, in bits; 1 bit is a coin landing on its head. The grade joins the source’s letter and the report’s digit.</p>
${list}${others.length === 0 ? null : notCounting(others, input)}</section>`;
}

function item(report: ReportWeight, largest: number, input: ReportInput): Html {
  return html`<li><div>${words(report, input)}</div><div>
<p>${report.effect === null ? null : html`<b>${points(report.effect, 2)}</b> points · `}${(report.surprise ?? 0).toFixed(2)} bits</p>
${report.effect === null ? null : effectBar(report.effect, largest)}</div></li>`;
}

function words(report: ReportWeight, input: ReportInput): Html {
  const told = report.told === "" ? "" : `, told ${datesInWords(report.told)}`;
  return html`<p><b>${prose(capital(report.label))}</b></p><p>${prose(sentence(report.claim))}</p>
<p class="note">${capital(labelFor(input.labels.sources, report.source))} · ${report.grade} · ${datesInWords(report.happened)}${told}</p>`;
}

/** Left of the middle lowers the odds, right of it raises them. */
function effectBar(effect: number, largest: number): Html {
  const share = largest === 0 ? 0 : Math.abs(effect) / largest;
  const direction = effect < 0 ? "down" : "up";
  return html`<div class="effect ${direction}" aria-hidden="true"><i style="--share: ${share.toFixed(4)}"></i></div>`;
}

function notCounting(reports: readonly ReportWeight[], input: ReportInput): Html {
  const items = reports.map((report) => html`<li><div>${words(report, input)}</div></li>`);
  return html`<details><summary>Kept without weight: ${reports.length}</summary>
<p class="note">Statements of opinion, reports told after the as-of date, and repetitions of a report through the same source.</p>
<ul class="reports">${items}</ul></details>`;
}

function byWeight(a: ReportWeight, b: ReportWeight): number {
  return Math.abs(b.effect ?? 0) - Math.abs(a.effect ?? 0) || (b.surprise ?? 0) - (a.surprise ?? 0);
}
