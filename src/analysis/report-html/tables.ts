/** Tables of the page: with bars, and as the plain twin of a picture. */
import { percent } from "../odds-in-words.ts";
import { type Html, html } from "./html.ts";
import { prose } from "./prose.ts";

export interface BarRow {
  readonly label: string;
  /** Under the label, for instance the rule of an ending. */
  readonly note?: string;
  readonly probability: number | null;
  /** In place of the percent, for instance a bound. */
  readonly shown?: string;
  readonly strong?: boolean;
}

/** Label, percent and bar; the bars share one scale, on which `full` is a whole bar: the largest of them by default. */
export function barTable(
  caption: string,
  firstColumn: string,
  rows: readonly BarRow[],
  full: number = Math.max(0, ...rows.map((row) => row.probability ?? 0)),
): Html {
  // Roles are spelled out because narrow screens lay noted rows out as a grid.
  return html`<table role="table" class="${rows.some((row) => row.note) ? "noted" : ""}"><caption>${caption}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${firstColumn}</th><th role="columnheader" scope="col" class="number">Odds</th><td class="drawn" aria-hidden="true"></td></tr></thead>
<tbody role="rowgroup">${rows.map((row) => barRow(row, full))}</tbody></table>`;
}

function barRow(row: BarRow, full: number): Html {
  const share = full === 0 ? 0 : (row.probability ?? 0) / full;
  const drawn = row.probability ? html`<span class="bar" style="--share: ${share.toFixed(4)}"></span>` : null;
  const note = row.note ? html`<br><span class="note">${prose(row.note)}</span>` : null;
  return html`<tr role="row" class="${row.strong ? "strong" : ""}"><th role="rowheader" scope="row">${prose(row.label)}${note}</th>
<td role="cell" class="number">${row.shown ?? percent(row.probability ?? 0)}</td><td class="drawn" aria-hidden="true">${drawn}</td></tr>`;
}

/** The numbers of a picture, one row a step, folded away below it. */
export function stepTable(
  caption: string,
  steps: readonly string[],
  columns: readonly { readonly label: string; readonly values: readonly number[] }[],
): Html {
  const head = columns.map((column) => html`<th scope="col" class="number">${column.label}</th>`);
  const rows = steps.map(
    (step, index) =>
      html`<tr><th scope="row">${step}</th>${columns.map(
        (column) => html`<td class="number">${percent(column.values[index] ?? 0)}</td>`,
      )}</tr>`,
  );
  return html`<details><summary>The numbers as a table</summary>
${scrollable(
  caption,
  html`<table><caption>${caption}</caption>
<thead><tr><th scope="col">Date</th>${head}</tr></thead><tbody>${rows}</tbody></table>`,
)}</details>`;
}

/** A region that scrolls sideways on its own, by keyboard too. */
export function scrollable(label: string, content: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${content}</div>`;
}
