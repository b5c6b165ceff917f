import type { ResultTable } from "./result-table.ts";
import type { Append } from "./write-whole-file.ts";

/** Rows put together before they are written. */
const ROWS_AT_ONCE = 1000;

/** The table as CSV (RFC 4180, line feeds): a head, then a line for each row; empty where there is no value. */
export function writeCsv({ rows, columns }: ResultTable, append: Append): void {
  append(`${columns.map(({ name }) => quoted(name)).join(",")}\n`);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    let lines = "";
    for (let r = from; r < Math.min(rows, from + ROWS_AT_ONCE); r++) {
      lines += `${columns.map(({ data }) => cell(data[r] ?? null)).join(",")}\n`;
    }
    append(lines);
  }
}

/** Numbers in the fewest digits that give the same number back. */
function cell(value: number | string | null): string {
  return value === null ? "" : typeof value === "number" ? String(value) : quoted(value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
