import type { Diagnostic } from "../../text/diagnostic.ts";
import { type CatalogueFormat, catalogueFormats, type FormatName, formatNames } from "./catalogue-format.ts";
import { importMistake } from "./messages.ts";

/** A table whose format is known. */
export interface SniffedTable {
  readonly format: CatalogueFormat;
  /** Columns in the order of this file. */
  readonly header: readonly string[];
  /** The first line names the columns. */
  readonly headerLine: boolean;
}

/** What cannot be a table, by its first bytes (one character each). */
const packed: readonly (readonly [begin: string, kind: string, command: (file: string) => string])[] = [
  ["\u001f\u008b", "gzip", (file) => `gunzip -k "${file}"`],
  ["PK\u0003\u0004", "zip, or a spreadsheet", (file) => `unzip "${file}"`],
  ["BZh", "bzip2", (file) => `bunzip2 -k "${file}"`],
  ["\u00fd7zXZ", "xz", (file) => `unxz -k "${file}"`],
  ["\u0028\u00b5\u002f\u00fd", "zstd", (file) => `unzstd "${file}"`],
];

const notText: readonly (readonly [begin: string, kind: string])[] = [
  ["PAR1", "a Parquet file"],
  ["%PDF", "a PDF"],
  ["SQLite format 3", "a database"],
];

const MOST_LINES = 200;

/**
 * The format of a table, from its first bytes.
 *
 * @param head   first bytes of the file, one character each (Latin-1)
 * @param whole  the file is no longer than that
 * @param wanted the format asked for; told from the columns where it is undefined
 */
export function sniffTable(
  file: string,
  head: string,
  whole: boolean,
  wanted: FormatName | undefined,
): SniffedTable | Diagnostic {
  const refused = notATable(file, head);
  if (refused) return refused;
  const text = head.startsWith("\u00ef\u00bb\u00bf") ? head.slice(3) : head;
  const lines = text.split("\n", MOST_LINES);
  if (!whole && lines.length > 1 && lines.length < MOST_LINES) lines.pop();
  const rows = lines.map((line) => line.replace(/\r$/, "")).filter((line) => line !== "");
  const [first] = rows;
  if (first === undefined) return importMistake("table-empty", { file });
  if (wanted !== undefined) return asFormat(file, rows, catalogueFormats[wanted]);
  const found = formatNames.map((name) => catalogueFormats[name]).filter((format) => looksLike(rows, format));
  if (found.length === 1) return asFormat(file, rows, found[0]!);
  return unknown(file, first);
}

function notATable(file: string, head: string): Diagnostic | undefined {
  for (const [begin, kind, command] of packed) {
    if (head.startsWith(begin)) return importMistake("table-packed", { file, kind, command: command(file) });
  }
  for (const [begin, kind] of notText) {
    if (head.startsWith(begin)) return importMistake("table-not-text", { file, kind });
  }
  if (/^(\u00ff\u00fe|\u00fe\u00ff)/.test(head)) {
    return importMistake("table-not-text", { file, kind: "text in UTF-16" });
  }
  if (head.includes("\0")) return importMistake("table-not-text", { file, kind: "binary" });
  const begin = head.replace(/^\u00ef\u00bb\u00bf/, "").trimStart();
  if (/^<(!doctype|html|\?xml|head|body|!--)/i.test(begin)) {
    return importMistake("table-wrong-kind", { file, kind: /^<\?xml/i.test(begin) ? "XML" : "an HTML page" });
  }
  if (/^[{[]\s*(["{[]|$)/.test(begin)) return importMistake("table-wrong-kind", { file, kind: "JSON" });
  return undefined;
}

/** Cells of a line; good enough for headers and for counting columns. */
function cellsOf(line: string, delimiter: string, quoted: boolean): readonly string[] {
  if (!quoted || !line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = "";
  let open = false;
  for (const char of line) {
    if (char === '"') open = !open;
    else if (char === delimiter && !open) {
      cells.push(cell.trim());
      cell = "";
    } else cell += char;
  }
  return [...cells, cell.trim()];
}

function namesColumns(line: string, { delimiter, quoted, needed }: CatalogueFormat): boolean {
  const names = new Set(cellsOf(line, delimiter, quoted).map((name) => name.toLowerCase()));
  return needed.length > 0 && needed.filter((name) => names.has(name.toLowerCase())).length >= 4;
}

/** Undefined where the format's rows always come with a header, or none of its widths fits. */
function widthHeader(rows: readonly string[], format: CatalogueFormat): readonly string[] | undefined {
  if (format.hasHeader && format.name !== "ucdp") return undefined;
  for (const header of format.headers) {
    const fits = (line: string): boolean => cellsOf(line, format.delimiter, format.quoted).length === header.length;
    if (rows.slice(0, 20).some((line) => fits(line) && beginsLike(line, format))) return header;
  }
  return undefined;
}

/** The first cells of a row without header. */
function beginsLike(line: string, { name, delimiter, quoted }: CatalogueFormat): boolean {
  const [first = "", second = ""] = cellsOf(line, delimiter, quoted);
  if (!/^\d+$/.test(first)) return false;
  return name === "ucdp" || (name === "gdelt" ? /^\d{8}$/ : /^\d{14}$/).test(second);
}

function looksLike(rows: readonly string[], format: CatalogueFormat): boolean {
  return (format.hasHeader && namesColumns(rows[0]!, format)) || widthHeader(rows, format) !== undefined;
}

function asFormat(file: string, rows: readonly string[], format: CatalogueFormat): SniffedTable | Diagnostic {
  const first = rows[0]!;
  if (format.hasHeader && namesColumns(first, format)) {
    const header = cellsOf(first, format.delimiter, format.quoted);
    const names = new Set(header.map((name) => name.toLowerCase()));
    const missing = format.needed.filter((name) => !names.has(name.toLowerCase()));
    if (missing.length > 0) return importMistake("table-columns", { file, format: format.label, missing });
    return { format, header, headerLine: true };
  }
  const header = widthHeader(rows, format);
  if (header) return { format, header, headerLine: false };
  const other = otherDelimiter(first, format);
  if (other !== undefined) {
    const wanted = inWords(format.delimiter);
    return importMistake("table-delimiter", { file, found: inWords(other), wanted, format: format.label });
  }
  if (format.hasHeader) return importMistake("table-columns", { file, format: format.label, missing: format.needed });
  const found = cellsOf(first, format.delimiter, format.quoted).length;
  const wanted = format.headers.map((columns) => columns.length).join(", ");
  return importMistake("table-width", { file, format: format.label, found, wanted });
}

const delimiters = ["\t", ",", ";", "|"];

/** Another delimiter that gives the columns of the format. */
function otherDelimiter(line: string, format: CatalogueFormat): string | undefined {
  const least = Math.min(...format.headers.map((header) => header.length));
  return delimiters.find((delimiter) => {
    if (delimiter === format.delimiter) return false;
    const width = cellsOf(line, delimiter, true).length;
    return (
      width >= least - 1 && (format.hasHeader ? namesColumns(line, { ...format, delimiter } as CatalogueFormat) : true)
    );
  });
}

function inWords(delimiter: string): string {
  return { "\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars" }[delimiter] ?? delimiter;
}

function unknown(file: string, first: string): Diagnostic {
  for (const name of formatNames) {
    const format = catalogueFormats[name];
    const other = otherDelimiter(first, format);
    if (other === undefined || !format.hasHeader) continue;
    const wanted = inWords(format.delimiter);
    return importMistake("table-delimiter", { file, found: inWords(other), wanted, format: format.label });
  }
  const begins = first.length > 60 ? `${first.slice(0, 60)}…` : first;
  return importMistake("table-unknown", { file, begins: begins.replaceAll("\t", " "), formats: formatNames });
}
