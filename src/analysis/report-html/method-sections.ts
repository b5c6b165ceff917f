import type { RangesSummary } from "../forecast-result.ts";
import { boundPercent, verbalScale, verbalScaleName } from "../odds-in-words.ts";
import { type Html, html } from "./html.ts";
import { prose } from "./prose.ts";
import type { ReportInput } from "./report-input.ts";

/** How the numbers were got. */
export function methodSection(input: ReportInput): Html {
  const { solution, brink, format, ranges } = input.result;
  const count = new Intl.NumberFormat("en");
  const entries: readonly (readonly [string, string])[] = [
    ["Method", solution.method],
    ["Converged", solution.converged ? "yes" : "no: do not use these numbers"],
    ["Residual", solution.residual === 0 ? "0 (each choice in closed form)" : solution.residual.toExponential(1)],
    ["Solved apart", `${count.format(solution.parts)} combinations of fixed hidden variables`],
    ["Reachable states", `${count.format(solution.states)} in the largest`],
    ["State, move, step", `${count.format(solution.positions)} in all`],
    ...rangeEntries(ranges),
    ["Time", `${count.format(Math.round(solution.milliseconds))} ms`],
    ["Crisis file", input.file],
    ["Brink", `${brink}, result format ${format}`],
  ];
  return html`<section id="method" aria-labelledby="method-title"><h2 id="method-title">How it was computed</h2>
<p>The file is turned into a game over every situation that can be reached. ${input.result.steps.length === 0 ? "It is solved for choices that are the same in every step, each the answer to all others." : "It is solved backwards from the endings; the reports are then weighed along every path at once."} ${ranges && ranges.draws > 0 ? "The odds of the question and of how it ends are means over draws of the parameters, each draw solved in full and weighted by how well it explains the reports." : "Nothing is sampled, so there is no sampling error."}</p>
<dl>${entries.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>
${solution.notes.length === 0 ? null : html`<ul class="plain">${solution.notes.map((note) => html`<li>${prose(note)}</li>`)}</ul>`}
<details><summary>Words of odds (${verbalScaleName})</summary>${scaleTable()}</details></section>`;
}

function rangeEntries(ranges: RangesSummary | undefined): readonly (readonly [string, string])[] {
  if (!ranges || ranges.draws === 0) return [];
  const { parameters, draws, effectiveSampleSize, seed, standardError } = ranges;
  const count = new Intl.NumberFormat("en");
  return [
    ["Ranges over", `${count.format(parameters)} parameters: 10% and 90% quantiles`],
    [
      "Draws",
      `${count.format(draws)} (seed ${seed}), worth ${count.format(Math.round(effectiveSampleSize))} equal ones`,
    ],
    ["Mean good to", `${(100 * standardError).toPrecision(1)} percentage points (standard error)`],
  ];
}

function scaleTable(): Html {
  const rows = verbalScale.map((band, index) => {
    const from = index === 0 ? 0 : (verbalScale[index - 1]?.below ?? 0);
    const to = Math.min(1, band.below);
    return html`<tr><th scope="row">${band.words}</th><td>${boundPercent(from)} to ${boundPercent(to)}</td></tr>`;
  });
  return html`<table><thead><tr><th scope="col">Words</th><th scope="col">Odds</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** What a reader must not take from the page. */
export function limitsSection(input: ReportInput): Html {
  return html`<section id="limits" aria-labelledby="limits-title"><h2 id="limits-title">What it cannot say</h2>
<ul class="plain">${limits(input).map((limit) => html`<li>${prose(limit)}</li>`)}</ul></section>`;
}

function rangeLimits({ parameters, collapsed, leftOut, draws }: RangesSummary): readonly string[] {
  if (parameters === 0) return ["How sure its author is: no parameter of the file has a range."];
  return [
    "How next moves, hidden facts, the weight of reports and the course over time would move with the parameters: only the odds of the question and of how it ends are means and ranges over them; everything else holds for the values in the file.",
    ...(collapsed ? ["The ranges are rough: the reports fit few of the draws of the parameters."] : []),
    ...(leftOut > 0 ? [`${leftOut} of ${draws} draws of the parameters made no game and were left out.`] : []),
  ];
}

function limits(input: ReportInput): readonly string[] {
  const { endings, baselines, question } = input.result;
  const list: string[] = [];
  if (endings.every((ending) => ending.low === null)) {
    list.push(
      "How much the odds would move if the parameters were a little different: every number holds for the values in the file. `brink report --draws 256` adds ranges.",
    );
  }
  if (input.result.ranges) list.push(...rangeLimits(input.result.ranges));
  list.push(
    "Anything the file leaves out. Actors have only the moves listed, and the crisis ends only in the ways listed.",
    "Whether the payoffs are right. They are argued in the file, element by element, and were not fitted to what happened.",
    "What the actors know that the file does not say. With `information: open` they are taken to see everything the analyst does not; with `private`, what `seen_by` lists, and they learn from what happens, not from the reports.",
    "That a report is true. It counts for as much as the grade of its source and its own digit allow, and no more.",
  );
  if (question && baselines.baseRate === null) {
    list.push("How often crises of this kind ended that way: the file states no reference class.");
  }
  if (baselines.cited.some((odds) => odds.horizon === null)) {
    list.push(
      "Whether cited odds without a horizon mean the same dates as this forecast; they are set beside it as given.",
    );
  }
  return list;
}
