import type { Trail, TrailElement } from "../trail.ts";
import { type Html, html } from "./html.ts";
import { prose } from "./prose.ts";
import type { ReportInput } from "./report-input.ts";
import { scrollable } from "./tables.ts";

/** Which element of the file rests on which sentence, both ways. */
export function trailSection(input: ReportInput): Html | null {
  const { trail } = input;
  if (trail.elements.length === 0 && trail.texts.length === 0) return null;
  const count = trail.texts.reduce((sum, text) => sum + text.sentences, 0);
  const texts = trail.texts
    .map((text) => `${text.label} (${text.prefix}1 to ${text.prefix}${text.sentences})`)
    .join(", ");
  const unmapped =
    trail.unmapped.length === 0
      ? `Every one of the ${count} sentences is used or listed as left out.`
      : `Neither used nor listed as left out: ${trail.unmapped.join(", ")}.`;
  return html`<section id="trail" class="long" aria-labelledby="trail-title"><h2 id="trail-title">The trail</h2>
<p class="lead">${restingWords(trail)} ${count === 0 ? null : html`Texts: ${texts}. ${unmapped}`}</p>
<details><summary>From sentence to element</summary>${count === 0 ? html`<p>The file names no text.</p>` : sentenceTable(trail)}</details>
<details><summary>From element to sentence</summary>${elementTable(trail)}</details></section>`;
}

function restingWords({ elements }: Trail): string {
  const resting = elements.filter((element) => element.text.length > 0).length;
  if (resting === 0) return "No element of the file says which sentence it comes from.";
  if (resting === elements.length) return "Every element of the file says which sentence it comes from.";
  return `${resting} of the ${elements.length} elements of the file say which sentences they come from.`;
}

function sentenceTable(trail: Trail): Html {
  const rows = trail.texts.flatMap((text) =>
    Array.from({ length: text.sentences }, (_, index) => sentenceRow(`${text.prefix}${index + 1}`, trail)),
  );
  return scrollable(
    "From sentence to element",
    html`<table><thead><tr><th scope="col">Sentence</th><th scope="col">Rests on it</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function sentenceRow(sentence: string, trail: Trail): Html {
  const elements = trail.elements.filter((element) => element.text.includes(sentence)).map(title);
  const reason = trail.unused.find((entry) => entry.sentence === sentence)?.reason;
  const left = reason === undefined ? "not used" : `left out: ${reason}`;
  return html`<tr><th scope="row">${sentence}</th><td>${prose(elements.length > 0 ? elements.join("; ") : left)}</td></tr>`;
}

function elementTable(trail: Trail): Html {
  const rows = trail.elements.map(
    (element) => html`<tr><th scope="row">${prose(title(element))}</th><td>${element.text.join(", ") || "–"}</td>
<td>${prose(element.why ?? "")}</td></tr>`,
  );
  return scrollable(
    "From element to sentence",
    html`<table><thead><tr><th scope="col">Element</th><th scope="col">Sentences</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

function title(element: TrailElement): string {
  return `${element.kind} ${element.name}${element.label === element.name ? "" : ` (${element.label})`}`;
}
