import { nextStepInWords } from "../date-in-words.ts";
import { actorLabel, moveLabel } from "../labels.ts";
import { percent, points } from "../odds-in-words.ts";
import { type Html, html } from "./html.ts";
import type { HiddenHistory, ReportInput, SourceHistory } from "./report-input.ts";
import { capital } from "./sentence.ts";
import { barTable } from "./tables.ts";

/** Each actor's odds of its moves in the as-of step. */
export function movesSection(input: ReportInput): Html | null {
  const { result, labels } = input;
  const actors = Object.entries(result.nextMoves);
  if (actors.length === 0) return null;
  const cards = actors.map(([actor, moves]) => {
    const rows = Object.entries(moves)
      .sort(([, a], [, b]) => b - a)
      .map(([move, probability], index) => ({
        label: capital(moveLabel(labels, actor, move)),
        probability,
        strong: index === 0,
      }));
    const name = actorLabel(labels, actor);
    const given = isByChance(actor, input) ? html`<p class="note">By chances the file gives.</p>` : null;
    return html`<div class="card"><h3>${capital(name)}</h3>${given}${barTable(`Moves ${nextStepInWords(result)}`, "Move", rows, 1)}</div>`;
  });
  return html`<section id="moves" aria-labelledby="moves-title"><h2 id="moves-title">What each does next</h2>
<p class="lead">${movesLead(input)}</p>
<div class="cards">${cards}</div></section>`;
}

/** A second turn is listed as `actor (turn 2)`. */
function isByChance(actor: string, { byChance = [] }: ReportInput): boolean {
  return byChance.includes(actor.replace(/ \(turn \d+\)$/, ""));
}

function movesLead(input: ReportInput): string {
  const actors = Object.keys(input.result.nextMoves);
  const chance = actors.filter((actor) => isByChance(actor, input));
  if (chance.length === actors.length) return "Assumed, not solved: these actors act by the chances the file gives.";
  const weighing =
    "each actor weighs what its moves lead to, given what the others are likely to do. The sharper its precision, the surer it takes the better one.";
  if (chance.length === 0) return `Solved, not assumed: ${weighing}`;
  const names = new Set(chance.map((actor) => actorLabel(input.labels, actor.replace(/ \(turn \d+\)$/, ""))));
  return `Solved, except where chances are given: ${weighing} Not weighed but given by the file: the moves of ${[...names].join(", ")}.`;
}

/** Hidden variables before any report and now. */
export function hiddenSection(input: ReportInput): Html | null {
  if (input.hidden.length === 0) return null;
  const cards = input.hidden.map(hiddenCard);
  return html`<section id="hidden" aria-labelledby="hidden-title"><h2 id="hidden-title">What cannot be seen</h2>
<p class="lead">Odds of each level at the start, as the file states them, and now that the reports are in. ${key()}</p>
<div class="cards">${cards}</div></section>`;
}

function hiddenCard(variable: HiddenHistory): Html {
  const rows = variable.levels.map((level, index) =>
    historyRow(capital(level.replaceAll("_", " ")), variable.before[index] ?? 0, variable.now[index] ?? 0),
  );
  return html`<div class="card"><h3>${capital(variable.label)}</h3>${historyTable("Level", "At the start and now", rows)}</div>`;
}

/** How far each source has earned trust. */
export function sourcesSection(input: ReportInput): Html | null {
  if (input.sources.length === 0) return null;
  const rows = input.sources.map((source) => historyRow(sourceName(source), source.before, source.now));
  return html`<section id="sources" aria-labelledby="sources-title"><h2 id="sources-title">How far the sources can be trusted</h2>
<p class="lead">Odds that a source is reliable: from its grade, and after its reports were held against the others and against what the actors would have done. ${key()}</p>
${historyTable("Source", "By grade and now", rows)}</section>`;
}

function sourceName(source: SourceHistory): string {
  const via = source.via === null ? "" : `, through ${source.via}`;
  return `${capital(source.label)} (grade ${source.grade}${via})`;
}

function key(): Html {
  return html`<span aria-hidden="true"><span class="key"></span> before <span class="key now"></span> now</span>`;
}

function historyTable(firstColumn: string, caption: string, rows: readonly Html[]): Html {
  return html`<table><caption>${caption}</caption><thead><tr><th scope="col">${firstColumn}</th>
<th scope="col" class="number">Before</th><th scope="col" class="number">Now</th><th scope="col" class="number">Points</th>
<td class="tracks"></td></tr></thead><tbody>${rows}</tbody></table>`;
}

function historyRow(label: string, before: number, now: number): Html {
  const marks = html`<span class="track"><i style="--at: ${before.toFixed(4)}"></i><i class="now" style="--at: ${now.toFixed(4)}"></i></span>`;
  return html`<tr><th scope="row">${label}</th><td class="number">${percent(before)}</td>
<td class="number"><b>${percent(now)}</b></td><td class="number">${points(100 * (now - before))}</td>
<td class="tracks" aria-hidden="true">${marks}</td></tr>`;
}
