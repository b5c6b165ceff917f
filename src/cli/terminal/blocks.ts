/** Building blocks of terminal output, as lines. */
import { percent } from "../../analysis/odds-in-words.ts";
import { bar } from "./bar.ts";
import { padLeft, padRight, shorten, textWidth, wrap } from "./text-width.ts";
import type { View } from "./view.ts";

/** The title of a section. */
export function heading(title: string, view: View): string {
  return view.style.bold(shorten(title, view.columns));
}

/** A wrapped paragraph, each line in the same look. */
export function paragraph(text: string, view: View, look: (line: string) => string): readonly string[] {
  return wrap(text, view.columns).map(look);
}

/** Dimmed notes under the rest, each starting on a line of its own. */
export function noteLines(notes: readonly string[], view: View): readonly string[] {
  return notes.flatMap((note) => paragraph(note, view, view.style.dim));
}

/** One row of odds; `probability` null where there is a bound or nothing, which `shown` says. */
export interface OddsRow {
  readonly label: string;
  readonly probability: number | null;
  /** Text in place of the percent. */
  readonly shown?: string;
  readonly note?: string;
  /** In the accent colour. */
  readonly strong?: boolean;
}

const numberWidth = 6;

/**
 * Rows of label, percent, bar and note; the bars share one scale, on which the
 * largest of them is full. A note too long for its row goes on below it.
 */
export function oddsRows(rows: readonly OddsRow[], view: View): readonly string[] {
  const shape = shapeOf(rows, view);
  return rows.flatMap((row) => oddsRow(row, shape, view));
}

interface RowShape {
  readonly label: number;
  readonly number: number;
  readonly bar: number;
  /** Columns left for notes. */
  readonly note: number;
  /** Probability at which a bar is full. */
  readonly full: number;
}

function shapeOf(rows: readonly OddsRow[], view: View): RowShape {
  const label = Math.min(Math.max(0, ...rows.map((row) => textWidth(row.label))), Math.floor(view.columns * 0.45));
  const number = Math.max(numberWidth, ...rows.map((row) => textWidth(row.shown ?? "")));
  const room = view.columns - label - number - 6;
  const bar = rows.some((row) => row.note) ? Math.max(8, Math.min(20, Math.floor(room * 0.25))) : Math.min(40, room);
  const full = Math.max(0, ...rows.map((row) => row.probability ?? 0));
  return { label, number, bar, note: room - bar - 2, full };
}

function oddsRow(row: OddsRow, shape: RowShape, view: View): readonly string[] {
  const look = row.strong ? view.style.accent : (text: string) => text;
  const label = padRight(row.label, shape.label);
  const number = padLeft(row.shown ?? percent(row.probability ?? 0), shape.number);
  const drawn = bar(shape.full === 0 ? 0 : (row.probability ?? 0) / shape.full, shape.bar);
  const line = `  ${look(label)}  ${look(number)}  ${row.strong ? look(drawn) : view.style.dim(drawn)}`;
  if (!row.note) return [line.trimEnd()];
  const [first = "", ...more] = wrap(row.note, shape.note).map(view.style.dim);
  const under = " ".repeat(shape.label + shape.number + shape.bar + 8);
  return [line + " ".repeat(shape.bar - textWidth(drawn) + 2) + first, ...more.map((rest) => under + rest)];
}
