import type { Diagnostic } from "brink";

/** What is wrong at a place in a file, as the list under the editor names it. */
export interface Mistake {
  readonly file: string;
  /** Offset in the text of the file. */
  readonly start: number;
  /** `Error, line 3:5`, with the file where it is another than the one that is open. */
  readonly where: string;
  readonly severity: Diagnostic["severity"];
  readonly message: string;
  readonly hint: string | undefined;
}

/**
 * The mistakes that have a place, those of the open file first.
 *
 * @param open the file that is open
 * @param texts by file name, as they were read
 */
export function mistakesOf(
  diagnostics: readonly Diagnostic[],
  open: string,
  texts: Readonly<Record<string, string>>,
): readonly Mistake[] {
  const all = diagnostics.flatMap(({ span, severity, message, hint }) => {
    if (!span) return [];
    const { file, start } = span;
    const kind = severity === "error" ? "Error" : "Warning";
    const where = `${kind}, ${file === open ? "" : `${file} `}line ${lineAndColumn(texts[file] ?? "", start)}`;
    return [{ file, start, where, severity, message, hint }];
  });
  return [...all.filter(({ file }) => file === open), ...all.filter(({ file }) => file !== open)];
}

/** Line and column of an offset, both from 1, `3:5`. */
export function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  return `${before.split("\n").length}:${before.length - before.lastIndexOf("\n")}`;
}

/** How many there are, as a heading. */
export function mistakesInWords(count: number): string {
  if (count === 0) return "No mistakes";
  return count === 1 ? "One thing to look at" : `${count} things to look at`;
}
