import { safeText } from "../analysis/safe-text.ts";
import { version } from "../analysis/version.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { LineIndex } from "../text/line-index.ts";
import { type DiagnosticPart, renderDiagnostics } from "../text/render-diagnostics.ts";
import type { Host } from "./host.ts";
import { type Style, styleFor } from "./terminal/style.ts";
import { wrapLong } from "./terminal/text-width.ts";

/** Columns below which words are not broken any further. */
const NARROWEST = 40;

/** Texts by file name, for the frames of mistakes. */
export type Texts = ReadonlyMap<string, string>;

export interface ProblemOptions {
  readonly json: boolean;
  readonly texts: Texts;
  /** What was not done because of them, for instance `No game was built.` */
  readonly closing: string;
}

/** Prints diagnostics: for people on stderr, with `--json` as data on stdout. */
export function reportProblems(host: Host, diagnostics: readonly Diagnostic[], options: ProblemOptions): void {
  if (options.json) {
    host.out.write(problemsAsJson(diagnostics, options.texts));
    return;
  }
  const style = styleFor(host.err, host.environment);
  host.err.write(`${renderProblems(diagnostics, options.texts, style, options.closing, host.err.columns)}\n`);
}

/** `{ brink, diagnostics }`, ending in a line break. */
export function problemsAsJson(diagnostics: readonly Diagnostic[], texts: Texts): string {
  return `${JSON.stringify({ brink: version, diagnostics: placed(diagnostics, texts) }, null, 2)}\n`;
}

/** Diagnostics with line and column beside the offsets of their spans, for `--json`. */
export function placed(diagnostics: readonly Diagnostic[], texts: Texts): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const text = diagnostic.span ? texts.get(diagnostic.span.file) : undefined;
    if (!diagnostic.span || text === undefined) return diagnostic;
    return { ...diagnostic, span: { ...diagnostic.span, ...new LineIndex(text).at(diagnostic.span.start) } };
  });
}

/**
 * Diagnostics as text in the looks of a terminal; those without a place in a
 * file in two lines each.
 *
 * @param columns of the terminal, where words break; not at all where it is none.
 */
export function renderProblems(
  diagnostics: readonly Diagnostic[],
  texts: Texts,
  style: Style,
  closing: string,
  columns?: number,
): string {
  // A terminal of which nothing is known says 0.
  const wrapped = (line: string): readonly string[] =>
    columns ? wrapLong(line, Math.max(NARROWEST, columns)) : [line];
  if (diagnostics.every((diagnostic) => !diagnostic.span)) {
    return diagnostics.map((diagnostic) => shortProblem(diagnostic, style, wrapped)).join("\n");
  }
  return renderDiagnostics(diagnostics, texts, {
    style: (text, part) => look(style, text, part),
    wrap: wrapped,
    closing,
  });
}

function shortProblem(
  { severity, message, hint }: Diagnostic,
  style: Style,
  wrapped: (line: string) => readonly string[],
): string {
  const [first = "", ...more] = wrapped(`${severity}: ${safeText(message)}`);
  const kind = severity === "error" ? style.error("error") : style.warning("warning");
  const lines = [`${kind}${first.slice(severity.length)}`, ...more];
  const hints = hint === undefined ? [] : wrapped(`Hint: ${safeText(hint)}`).map(style.accent);
  return [...lines, ...hints].join("\n");
}

function look(style: Style, text: string, part: DiagnosticPart): string {
  if (part === "error" || part === "mark") return style.error(text);
  if (part === "warning") return style.warning(text);
  if (part === "place" || part === "code") return style.bold(text);
  return part === "hint" ? style.accent(text) : style.dim(text);
}
