import type { Line } from "./line.ts";

/** Where a line is named below the picture. */
export interface KeyEntry {
  readonly line: Line;
  readonly column: number;
  readonly row: number;
}

/** Pixels of a letter of a name, and beside a name for its value. */
const LETTER = 6.6;
const VALUE = 76;

/**
 * Names of lines below a picture that has no room for them at its side: in the
 * order in which the lines stand at a step, the highest first, in as many
 * columns as the longest name leaves.
 *
 * @param pixels there is so much for all columns
 * @param most columns at most
 */
export function lineKey(
  lines: readonly Line[],
  step: number,
  pixels: number,
  most = 3,
): { readonly entries: readonly KeyEntry[]; readonly columns: number; readonly rows: number } {
  const longest = Math.max(1, ...lines.map(({ label }) => label.length)) * LETTER + VALUE;
  const columns = Math.max(1, Math.min(most, lines.length, Math.floor(pixels / longest)));
  const rows = Math.ceil(lines.length / columns);
  const entries = [...lines]
    .sort((a, b) => (b.values[step] ?? 0) - (a.values[step] ?? 0))
    .map((line, k) => ({ line, column: Math.floor(k / rows), row: k % rows }));
  return { entries, columns, rows };
}
