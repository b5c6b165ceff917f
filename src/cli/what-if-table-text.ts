import { dateInWords } from "../analysis/date-in-words.ts";
import { percent, points } from "../analysis/odds-in-words.ts";
import { safeData } from "../analysis/safe-text.ts";
import type { WhatIfTable } from "../analysis/what-if-result.ts";
import { heading, noteLines, paragraph } from "./terminal/blocks.ts";
import { padLeft, padRight, shorten, textWidth } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";
import { drawsInWords, meanAndRange } from "./what-if-ranges-text.ts";

type Row = WhatIfTable["rows"][number];

/** Several things, each done by itself: what each does to the question, and which ending it moves most. */
export function whatIfTableText(unsafe: WhatIfTable, view: View): string {
  const table = safeData(unsafe);
  const { style } = view;
  const asOf = ` as of ${shorten(dateInWords(table.steps, table.asOf), 24)}`;
  const title = style.bold(shorten(table.crisis, view.columns - textWidth(asOf))) + style.dim(asOf);
  const [first] = table.rows;
  const question = first?.question;
  const head = question
    ? ["", ...paragraph(question.ask, view, style.bold), `${style.accent(style.bold(percent(question.base)))} as it is`]
    : [];
  const ranged = table.rows.some(({ ranges }) => ranges);
  const label = Math.min(Math.max(...table.rows.map((row) => textWidth(nameOf(row)))), Math.max(16, view.columns - 58));
  const columns = ["then", "points", ...(ranged ? ["mean, 10% to 90%"] : [])];
  const widths = [6, 6, 22];
  const caption = `  ${" ".repeat(label)}  ${columns.map((word, k) => (k < 2 ? padLeft(word, widths[k]!) : padRight(word, widths[k]!))).join("  ")}  moves most`;
  const lines = table.rows.map((row) => rowText(row, { label, ranged, width: widths[2]! }, view));
  const [ranges] = table.rows.flatMap((row) => row.ranges ?? []);
  const failed = table.rows.filter(({ solution }) => solution && !solution.converged).map(nameOf);
  const notes = [
    "Each row is done by itself, beside the crisis as it is.",
    ...(failed.length > 0 ? [`Not converged, do not use: ${failed.join("; ")}.`] : []),
    ...(ranges ? [`The same draws in all rows: ${drawsInWords(ranges)}`] : []),
  ];
  return `${[title, ...head, "", heading("What each does to the question", view), style.dim(shorten(caption, view.columns)), ...lines, "", ...noteLines(notes, view)].join("\n")}\n`;
}

function rowText(
  row: Row,
  { label, ranged, width }: { readonly label: number; readonly ranged: boolean; readonly width: number },
  view: View,
): string {
  const { question, ranges } = row;
  const most = [...row.endings].sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))[0];
  const cells = [
    padLeft(question ? percent(question.changed) : "–", 6),
    padLeft(question ? points(100 * question.difference) : "–", 6),
    ...(ranged ? [padRight(ranges?.question ? meanAndRange(ranges.question.difference) : "–", width)] : []),
  ];
  const start = `  ${padRight(nameOf(row), label)}  ${cells.join("  ")}  `;
  if (!most) return shorten(start.trimEnd(), view.columns);
  // Of the two the number stays whole.
  const moved = points(100 * most.difference);
  const room = Math.max(1, view.columns - textWidth(start) - textWidth(moved) - 1);
  return shorten(`${start}${shorten(most.label, room)} ${moved}`, view.columns);
}

function nameOf(row: Row): string {
  return row.interventions.join(", ");
}
