import { closeSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import type { FormatName } from "../../events/import/catalogue-format.ts";
import { importMistake } from "../../events/import/messages.ts";
import { type SniffedTable, sniffTable } from "../../events/import/sniff-table.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { wrongUse } from "../command-error.ts";
import { statOf } from "../stat-of.ts";

/** Encodings of one byte a letter; those of more would hide delimiters in their letters. */
export const encodings: readonly string[] = [
  "utf-8",
  "iso-8859-1",
  "iso-8859-2",
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "windows-1256",
];

export interface OpenTable extends SniffedTable {
  /** As written on the command line. */
  readonly file: string;
  readonly path: string;
  readonly size: number;
  readonly encoding: string;
}

/** Bytes looked at to tell the format. */
const HEAD = 65_536;

/**
 * The format of a file, from its first bytes.
 *
 * @returns or why it cannot be imported
 *
 * @throws {CommandError} `file-not-found`, `file-is-folder`, `file-unreadable`.
 */
export function openTable(
  file: string,
  folder: string,
  wanted: FormatName | undefined,
  encoding: string,
): OpenTable | Diagnostic {
  const path = resolve(folder, file);
  const stat = statOf(path);
  if (!stat) {
    throw wrongUse("file-not-found", `There is no file \`${file}\`.`, "check the spelling and the folder you are in.", {
      file,
    });
  }
  if (!stat.isFile()) {
    throw wrongUse("file-is-folder", `\`${file}\` is no file.`, `name the tables in it: \`${file}/*.CSV\`.`, { file });
  }
  const bytes = headOf(file, path);
  if (bytes.length === 0) return importMistake("table-empty", { file });
  const sniffed = sniffTable(file, bytes.toString("latin1"), bytes.length >= stat.size, wanted);
  if ("code" in sniffed) return sniffed;
  const line = encoding === "utf-8" ? firstBadLine(bytes, bytes.length >= stat.size) : undefined;
  if (line !== undefined) return importMistake("table-encoding", { file, line, encoding: "windows-1252" });
  return { ...sniffed, file, path, size: stat.size, encoding };
}

function headOf(file: string, path: string): Buffer {
  try {
    const handle = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(HEAD);
      return bytes.subarray(0, readSync(handle, bytes, 0, HEAD, 0));
    } finally {
      closeSync(handle);
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw wrongUse("file-unreadable", `\`${file}\` cannot be read: ${reason}.`, "check who may read it.", { file });
  }
}

/** The first line that is not UTF-8; a letter cut off at the end of what was read is none. */
function firstBadLine(bytes: Buffer, whole: boolean): number | undefined {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const lines = bytes.toString("latin1").split("\n");
  if (!whole) lines.pop();
  const bad = lines.findIndex((line) => {
    try {
      decoder.decode(Buffer.from(line, "latin1"));
      return false;
    } catch {
      return true;
    }
  });
  return bad < 0 ? undefined : bad + 1;
}

/** The text of a cell whose letters are bytes; undefined where they are none of this encoding. */
export function cellDecoder(encoding: string): (cell: string) => string | undefined {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (cell) => {
    try {
      return decoder.decode(Buffer.from(cell, "latin1"));
    } catch {
      return undefined;
    }
  };
}
