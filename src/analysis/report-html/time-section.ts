import type { EndingOdds, ForecastResult } from "../forecast-result.ts";
import { labelFor } from "../labels.ts";
import { percent } from "../odds-in-words.ts";
import { heatMap } from "./heat-map.ts";
import { type Html, html } from "./html.ts";
import { type Line, lineChart } from "./line-chart.ts";
import type { OddsOverTime, ReportInput } from "./report-input.ts";
import { capital } from "./sentence.ts";
import { barTable, stepTable } from "./tables.ts";

/** How many of the likeliest endings stand out beside the question's. */
const leading = 3;

/** Odds as they stood at each as-of date, and when each ending would come. */
export function timeSection(input: ReportInput): Html | null {
  const { result, oddsOverTime } = input;
  if (result.steps.length === 0) return null;
  return html`<section id="time" aria-labelledby="time-title"><h2 id="time-title">Odds over time</h2>
${oddsOverTime && oddsOverTime.steps.length > 1 ? asOfFigure(oddsOverTime, result) : null}
${result.steps.length > 1 ? whenFigure(result) : null}</section>`;
}

/** On a clock without end: where the crisis stands in the long run. */
export function longRunSection({ result, labels }: ReportInput): Html | null {
  const variables = Object.entries(result.longRun ?? {});
  if (variables.length === 0) return null;
  const cards = variables.map(([variable, levels]) => {
    const rows = Object.entries(levels).map(([level, probability]) => ({
      label: capital(level.replaceAll("_", " ")),
      probability,
    }));
    const name = labelFor(labels.variables, variable);
    return html`<div class="card"><h3>${capital(name)}</h3>${barTable(`Levels of ${name}`, "Level", rows, 1)}</div>`;
  });
  return html`<section id="long-run" aria-labelledby="long-run-title"><h2 id="long-run-title">In the long run</h2>
<p class="lead">How often each level holds, as long as the crisis goes on.</p>
<div class="cards">${cards}</div></section>`;
}

function asOfFigure(odds: OddsOverTime, result: ForecastResult): Html {
  const title = `Odds of each ending as they stood from ${odds.steps[0]} to ${odds.steps.at(-1)}`;
  const lines = odds.endings.map((ending) => ({
    label: ending.label,
    values: ending.odds,
    rank: rankOf(ending.name, result),
  }));
  const columns = odds.endings.map((ending) => ({ label: ending.label, values: ending.odds }));
  const question = odds.question === null ? [] : [{ label: "The question", values: odds.question }];
  return html`<h3>As the reports came in</h3>
<figure>${lineChart({ title, steps: odds.steps, lines })}
<figcaption>Each point is the forecast as of that date, with the reports told by then.${atFileValues(result)}</figcaption></figure>
${stepTable(title, odds.steps, [...question, ...columns])}`;
}

/** Courses over time are solved once, not for every draw, so that their ends differ from the table of endings. */
function atFileValues({ ranges }: ForecastResult): string {
  if (!ranges || ranges.draws === 0 || ranges.parameters === 0) return "";
  return " Drawn at the values of the file; the odds of how it ends are means over draws of the parameters, so the two differ.";
}

function whenFigure(result: ForecastResult): Html {
  const title = "Odds that the crisis has ended each way by each date";
  // What is left over at the end of the clock has no date of its own; its leap would flatten the rest.
  const remaining = result.endings.filter((ending) => comesLast(ending));
  const dated = result.endings.filter((ending) => !comesLast(ending));
  const lines = (dated.length > 0 ? dated : remaining).map((ending) => ({
    label: ending.label,
    values: ending.byStep,
    rank: rankOf(ending.name, result),
  }));
  const divider = { step: result.asOfStep, label: `as of ${result.asOf}` };
  const left = remaining.map((ending) => `“${ending.label}” (${percent(ending.probability)})`).join(" and ");
  const note = left === "" || dated.length === 0 ? "" : ` Not drawn: ${left}, what remains after the last step.`;
  const columns = result.endings.map((ending) => ({ label: ending.label, values: ending.byStep }));
  return html`<h3>When it would end</h3>
<figure>${lineChart({ title, steps: result.stepEnds, lines, divider })}
<figcaption>${title}.${note}</figcaption></figure>
${stepTable(title, result.stepEnds, columns)}`;
}

function comesLast(ending: EndingOdds): boolean {
  const before = ending.byStep.at(-2);
  return before === 0 && ending.probability > 0;
}

function rankOf(name: string, result: ForecastResult): Line["rank"] {
  if (name === result.question?.ending) return "question";
  const likeliest = [...result.endings].sort((a: EndingOdds, b: EndingOdds) => b.probability - a.probability);
  return likeliest.slice(0, leading).some((ending) => ending.name === name) ? "leading" : "other";
}

/** Rung by time; nothing where no variable is the ladder. */
export function ladderSection(input: ReportInput): Html | null {
  const { ladder, stepEnds, asOfStep, asOf } = input.result;
  if (!ladder) return null;
  const label = ladder.label || labelFor(input.labels.variables, ladder.variable);
  const title = `${label}: odds of each rung at the end of each step`;
  const columns = [...ladder.levels.keys()]
    .map((level) => ({
      label: (ladder.levels[level] ?? "").replaceAll("_", " "),
      values: ladder.probability.map((odds) => odds[level] ?? 0),
    }))
    .concat({ label: "ended", values: [...ladder.ended] });
  return html`<section id="ladder" aria-labelledby="ladder-title"><h2 id="ladder-title">The ladder: ${label}</h2>
<figure>${heatMap({ title, ladder, steps: stepEnds, now: asOfStep })}
<figcaption>The stronger the colour, the likelier; figures are percent. Before ${asOf}: what the reports make of the past. From then on: the forecast.${atFileValues(input.result)}</figcaption></figure>
${stepTable(title, stepEnds, columns)}</section>`;
}
