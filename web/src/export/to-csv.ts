import type { Cell, TableData } from "../parts/data-table.ts";

/** A table as CSV (RFC 4180): numbers as they are, with a point; a cell that holds nothing is empty. */
export function toCsv({ columns, rows }: TableData): string {
  const lines = [columns.map(({ label }) => label), ...rows];
  return lines.map((line) => `${line.map(cellOf).join(",")}\r\n`).join("");
}

function cellOf(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  // A spreadsheet would run a text that begins like a formula; the texts are somebody else's.
  const isNumber = cell.trim() !== "" && Number.isFinite(Number(cell));
  const text = !isNumber && /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A name for a file, of letters, digits and dashes. */
export function fileName(title: string, ending: string): string {
  const plain = title
    .normalize("NFKD")
    .replace(/[^\w\s-]/g, "")
    .trim()
    .replace(/[\s_-]+/g, "-")
    .toLowerCase();
  return `${plain.slice(0, 80).replace(/-$/, "") || "brink"}.${ending}`;
}
