import type { Diagnostic, RelatedPlace, Span } from "./diagnostic.ts";
import { LineIndex } from "./line-index.ts";

/** What part of the page a piece of text is, for a caller that wants colour. */
export type DiagnosticPart = "place" | "error" | "warning" | "code" | "frame" | "mark" | "related" | "hint";

export interface RenderOptions {
  /** Wraps a piece of text, for instance in colour; by default it stays plain. */
  readonly style?: (text: string, part: DiagnosticPart) => string;
  /** Breaks a line of words that is too long; by default it stays whole. */
  readonly wrap?: (line: string) => readonly string[];
  /** Said at the end when there are errors, for instance `No game was built.`. */
  readonly closing?: string;
  /** Name in the closing line; by default the one file concerned, or the first of the sources. */
  readonly file?: string;
}

/** Lines of a frame, its marks not counted. */
const FRAME_LINES = 5;
/** Columns of a source line that are shown; longer ones are cut around the mark. */
const FRAME_WIDTH = 100;

/**
 * Diagnostics as text: place, code, words, the lines concerned with marks
 * below them, a hint, and a closing line that counts. No line break at the end.
 *
 * @param sources texts by file name, as the spans name them.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  options: RenderOptions = {},
): string {
  const style = options.style ?? ((text: string): string => text);
  const indexes = new Map<string, LineIndex>();
  const indexOf = (file: string): LineIndex => {
    const known = indexes.get(file) ?? new LineIndex(sources.get(file) ?? "");
    indexes.set(file, known);
    return known;
  };
  const wrap = options.wrap ?? ((line: string): readonly string[] => [line]);
  const blocks = diagnostics.map((diagnostic) => renderOne(diagnostic, indexOf, style, wrap));
  const closing = closingLine(diagnostics, sources, options);
  return [...blocks, ...(closing === "" ? [] : [closing])].join("\n\n");
}

function closingLine(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  options: RenderOptions,
): string {
  if (diagnostics.length === 0) return "";
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const warnings = diagnostics.length - errors;
  const counts = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? "error" : "errors"}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? "warning" : "warnings"}`] : []),
  ];
  const places = new Set(diagnostics.flatMap(({ span }) => (span ? [span.file] : [])));
  const file = options.file ?? (places.size === 1 ? [...places] : [...sources.keys()])[0];
  const place = file === undefined ? "" : ` in ${file}`;
  return `${counts.join(", ")}${place}.${errors > 0 ? ` ${options.closing ?? "No game was built."}` : ""}`;
}

type Style = (text: string, part: DiagnosticPart) => string;

function renderOne(
  diagnostic: Diagnostic,
  indexOf: (file: string) => LineIndex,
  style: Style,
  wrap: RenderOptions["wrap"] & {},
): string {
  const { span, severity, code } = diagnostic;
  const lines: string[] = [];
  const place = span ? placeOf(span, indexOf(span.file)) : "";
  lines.push(
    `${place === "" ? "" : `${style(`${place}:`, "place")} `}${style(severity, severity)} ${style(code, "code")}`,
  );
  lines.push(...wrap(diagnostic.message));
  if (span) lines.push("", ...frame(span, diagnostic.related ?? [], indexOf(span.file), style));
  for (const other of diagnostic.related ?? []) {
    if (!span || other.span.file === span.file) continue;
    const otherPlace = placeOf(other.span, indexOf(other.span.file));
    lines.push(
      "",
      style(`${otherPlace}: ${other.note}`, "place"),
      ...frame(other.span, [], indexOf(other.span.file), style),
    );
  }
  if (diagnostic.hint !== undefined) {
    lines.push("", ...wrap(`Hint: ${diagnostic.hint}`).map((line) => style(line, "hint")));
  }
  return lines.join("\n");
}

function placeOf(span: Span, index: LineIndex): string {
  const { line, column } = index.at(span.start);
  return `${span.file}:${line}:${column}`;
}

interface Mark {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly sign: "^" | "-";
  readonly note: string;
}

function markOf(span: Span, index: LineIndex, sign: "^" | "-", note: string): Mark {
  const start = index.at(span.start);
  const end = index.at(Math.max(span.start, span.end));
  const lineEnd = index.line(start.line).trimEnd().length + 1;
  const to = end.line === start.line ? end.column : lineEnd;
  return { line: start.line, from: start.column, to: Math.max(to, start.column + 1), sign, note };
}

function frame(span: Span, related: readonly RelatedPlace[], index: LineIndex, style: Style): string[] {
  const primary = markOf(span, index, "^", "");
  const others = related
    .filter((place) => place.span.file === span.file)
    .map((place) => markOf(place.span, index, "-", place.note));
  const marks = [primary, ...others];
  const shown = linesToShow(primary.line, others, index);
  const width = String(Math.max(...shown)).length;
  const output: string[] = [];
  let last: number | undefined;
  for (const number of shown) {
    if (last !== undefined && number > last + 1) output.push(style(`  ${" ".repeat(width)} …`, "frame"));
    last = number;
    const own = marks.filter((mark) => mark.line === number);
    const cut = cutOf(index.line(number), own);
    output.push(`${style(`  ${String(number).padStart(width)} |`, "frame")} ${cut.text}`.trimEnd());
    for (const mark of own) output.push(markLine(mark, cut, width, style));
  }
  return output;
}

/** At most five lines: the primary one, those of related marks near first, and one line of context before. */
function linesToShow(primary: number, others: readonly Mark[], index: LineIndex): number[] {
  const lines = new Set<number>([primary]);
  for (const mark of others) if (lines.size < FRAME_LINES - 1) lines.add(mark.line);
  if (primary > 1 && index.line(primary - 1).trim() !== "") lines.add(primary - 1);
  return [...lines].sort((a, b) => a - b);
}

interface Cut {
  readonly text: string;
  /** Columns dropped at the left, less the width of the sign put there. */
  readonly shift: number;
}

function cutOf(line: string, marks: readonly Mark[]): Cut {
  const clean = line.replace(/\t/g, " ").replace(/[\p{Cc}\p{Cf}]/gu, "\u{fffd}");
  if (clean.length <= FRAME_WIDTH) return { text: clean, shift: 0 };
  const from = marks.length > 0 ? Math.min(...marks.map((mark) => mark.from)) : 1;
  const start = Math.max(0, Math.min(from - 1 - FRAME_WIDTH / 2, clean.length - FRAME_WIDTH));
  const text = clean.slice(start, start + FRAME_WIDTH);
  const tail = start + FRAME_WIDTH < clean.length ? "…" : "";
  return start > 0 ? { text: `…${text}${tail}`, shift: start - 1 } : { text: `${text}${tail}`, shift: 0 };
}

function markLine(mark: Mark, cut: Cut, width: number, style: Style): string {
  const indent = " ".repeat(Math.max(0, mark.from - 1 - cut.shift));
  const length = Math.max(1, Math.min(mark.to - mark.from, FRAME_WIDTH));
  const sign = mark.sign.repeat(Math.max(length, mark.sign === "-" ? 3 : 1));
  const note = mark.note === "" ? "" : ` ${mark.note}`;
  const bar = style(`  ${" ".repeat(width)} |`, "frame");
  return `${bar} ${indent}${style(`${sign}${note}`, mark.sign === "^" ? "mark" : "related")}`;
}
