import { createReadStream } from "node:fs";
import { importMistake } from "../../events/import/messages.ts";
import type { RowMistake } from "../../events/import/row-mistake.ts";
import { CommandError } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { optionalPackage } from "../optional-package.ts";
import type { OpenTable } from "./open-table.ts";

/** Bytes a row may have; a longer one is taken for a quote that was never closed. */
const LONGEST_ROW = 1_000_000;
/** Bytes read at a time. */
const PIECE = 1 << 20;

export interface RowTaker {
  /** @param cells one character a byte */
  readonly row: (cells: readonly string[], line: number, raw: string) => void;
  /** A row that is none. */
  readonly broken: (mistake: RowMistake, line: number, raw: string) => void;
  /** @param bytes read since the last call */
  readonly read: (bytes: number) => void;
}

/** What csv-parse hands over with `info` and `raw`. */
interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
  readonly raw: string;
}

/**
 * Reads a table row by row; never more of it is in memory than a piece and a row.
 *
 * @throws {CommandError} `package-missing`; `table-quotes` for a row that does not end.
 */
export async function streamRows(table: OpenTable, taker: RowTaker): Promise<void> {
  const { parse } = await optionalPackage("csv-parse", "7.0.3", "Importing event data", () => import("csv-parse"));
  const { delimiter, quoted } = table.format;
  const source = createReadStream(table.path, { highWaterMark: PIECE });
  source.on("data", (piece) => taker.read(piece.length));
  const parser = parse({
    delimiter,
    // Letters stay bytes: what is broken can be written back as it was.
    encoding: "latin1",
    bom: true,
    quote: quoted ? '"' : null,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    info: true,
    raw: true,
  });
  source.on("error", (cause) => parser.destroy(cause));
  let first = table.headerLine;
  try {
    for await (const parsed of source.pipe(parser)) {
      // With `info` and `raw` csv-parse gives records of this form.
      const { record, info, raw } = parsed as ParsedRow;
      if (first) {
        first = false;
        continue;
      }
      const line = info.lines - breaksIn(raw);
      if (quoted && raw.includes('"') && !wellQuoted(raw, delimiter)) {
        const words = "a quote stands in the middle of a cell; more than one row may be in it";
        taker.broken({ fault: "bad-quotes", words }, line, raw);
      } else taker.row(record, line, raw);
    }
  } catch (cause) {
    throw endless(table, cause) ?? cause;
  } finally {
    source.destroy();
  }
}

/** Line breaks within a row, the one at its end and empty lines before it aside. */
function breaksIn(raw: string): number {
  const row = raw.trim();
  let count = 0;
  for (let at = row.indexOf("\n"); at >= 0; at = row.indexOf("\n", at + 1)) count++;
  return count;
}

/** Every quote opens a cell, closes it or is doubled within it. */
function wellQuoted(raw: string, delimiter: string): boolean {
  let at = 0;
  const row = raw.replace(/[\r\n]+$/, "").replace(/^[\r\n]+/, "");
  for (;;) {
    if (row[at] === '"') {
      at += 1;
      for (;;) {
        const close = row.indexOf('"', at);
        if (close < 0) return false;
        at = close + 1;
        if (row[at] !== '"') break;
        at += 1;
      }
      if (at >= row.length) return true;
      if (row[at] !== delimiter) return false;
      at += 1;
      continue;
    }
    const next = row.indexOf(delimiter, at);
    const cell = next < 0 ? row.slice(at) : row.slice(at, next);
    if (cell.includes('"')) return false;
    if (next < 0) return true;
    at = next + 1;
  }
}

/** Why a row does not end, where that is what csv-parse complains of. */
function endless({ file, format }: OpenTable, cause: unknown): CommandError | undefined {
  if (!(cause instanceof Error) || !("code" in cause) || !("lines" in cause)) return undefined;
  if (cause.code !== "CSV_MAX_RECORD_SIZE" && cause.code !== "CSV_QUOTE_NOT_CLOSED") return undefined;
  const line = Number(cause.lines);
  const mistake = format.quoted
    ? importMistake("table-quotes", { file, line })
    : importMistake("table-long-row", { file, line, limit: LONGEST_ROW });
  return new CommandError([mistake], exitCode.fileErrors);
}
