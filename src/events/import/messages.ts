import type { Diagnostic, Span } from "../../text/diagnostic.ts";

/** Mistakes of a table of events, its mapping or what was asked for: code → what is wrong, and what to do. */
interface Words {
  readonly message: string;
  readonly hint: string;
}

export interface ImportMistakes {
  "table-packed": { file: string; kind: string; command: string };
  "table-not-text": { file: string; kind: string };
  "table-wrong-kind": { file: string; kind: string };
  "table-encoding": { file: string; line: number; encoding: string };
  "table-delimiter": { file: string; found: string; wanted: string; format: string };
  "table-columns": { file: string; format: string; missing: readonly string[] };
  "table-width": { file: string; format: string; found: number; wanted: string };
  "table-unknown": { file: string; begins: string; formats: readonly string[] };
  "table-empty": { file: string };
  "table-broken": { file: string; format: string; rows: number; first: string };
  "table-quotes": { file: string; line: number };
  "table-long-row": { file: string; line: number; limit: number };
  "mixed-formats": { formats: readonly string[] };
  "mentions-alone": { files: number };
  "needs-dates": { crisis: string };
  "needs-last-step": { crisis: string };
  "unknown-code": { code: string };
  "no-codes": { crisis: string };
  "bad-interval": { from: string; until: string };
  "too-few-actors": { found: readonly string[] };
}

export type ImportCode = keyof ImportMistakes;

const words: { readonly [Code in ImportCode]: (p: ImportMistakes[Code]) => Words } = {
  "table-packed": (p) => ({
    message: `\`${p.file}\` is packed (${p.kind}). Tables are read as plain text.`,
    hint: `unpack it first: ${p.command}`,
  }),
  "table-not-text": (p) => ({
    message: `\`${p.file}\` is ${p.kind}, not a table of text.`,
    hint: "export it as CSV or TSV, or check that it is the file you meant.",
  }),
  "table-wrong-kind": (p) => ({
    message: `\`${p.file}\` holds ${p.kind}, not a table of events.`,
    hint: "a page saved in place of the data looks like this: download the file itself.",
  }),
  "table-encoding": (p) => ({
    message: `\`${p.file}\` is not in UTF-8: line ${p.line} cannot be read.`,
    hint: `name its encoding, for instance \`--encoding ${p.encoding}\`.`,
  }),
  "table-delimiter": (p) => ({
    message: `The columns of \`${p.file}\` are parted by ${p.found}; those of ${p.format} are parted by ${p.wanted}.`,
    hint: "take the file as it was published; spreadsheet programs change delimiters and dates when they save.",
  }),
  "table-columns": (p) => ({
    message: `\`${p.file}\` has the header of ${p.format} without ${p.missing.join(", ")}.`,
    hint: "take the file with all its columns.",
  }),
  "table-width": (p) => ({
    message: `The rows of \`${p.file}\` have ${p.found} columns; those of ${p.format} have ${p.wanted}.`,
    hint: "check `--format`, and that the file was not cut or joined.",
  }),
  "table-unknown": (p) => ({
    message: `\`${p.file}\` begins like none of the formats that are read: \`${p.begins}\`.`,
    hint: `name the format if it is one of them: --format ${p.formats.join("|")}`,
  }),
  "table-empty": (p) => ({ message: `\`${p.file}\` holds no rows.`, hint: "check that it was downloaded whole." }),
  "table-broken": (p) => ({
    message: `Of the first ${p.rows} rows of \`${p.file}\` more than half cannot be read as ${p.format}. The first: ${p.first}.`,
    hint: "check `--format`, and that the file is as it was published.",
  }),
  "table-quotes": (p) => ({
    message: `A quote opened before line ${p.line} of \`${p.file}\` is never closed; everything after it would be one cell.`,
    hint: 'close it there, or double it (`""`) where it belongs to the text.',
  }),
  "table-long-row": (p) => ({
    message: `Line ${p.line} of \`${p.file}\` has more than ${p.limit / 1e6} MB. No row of events is that long.`,
    hint: "check that the file is a table and was downloaded whole.",
  }),
  "mixed-formats": (p) => ({
    message: `The files are of several formats: ${p.formats.join(", ")}. One run reads one catalogue.`,
    hint: "import them one after the other; a crisis can include several files of reports.",
  }),
  "mentions-alone": () => ({
    message: "Mentions say who told of an event, not what happened.",
    hint: "give the events they belong to as well: `brink import 20250731.export.CSV 20250731.mentions.CSV …`",
  }),
  "needs-dates": (p) => ({
    message: `The clock of ${p.crisis} has no dates, so events cannot be placed on it.`,
    hint: "give the clock a start, for instance `clock: { start: 2024-12, step: month, steps: 24 }`.",
  }),
  "needs-last-step": (p) => ({
    message: `The clock of ${p.crisis} has no end. Reports need one.`,
    hint: "give the clock `steps`, for instance `clock: { start: 2024-12, step: month, steps: 24 }`.",
  }),
  "unknown-code": (p) => ({
    message: `\`${p.code}\` is not a code that events carry.`,
    hint: "write for instance `CAMEO 163`, `PLOVER SANCTION`, `PLOVER SANCTION:embargo`, `ACLED Battles` or `UCDP state-based`.",
  }),
  "no-codes": (p) => ({
    message: `No move of ${p.crisis} has codes, so no event can be matched with one.`,
    hint: "add for instance `codes: [CAMEO 163, PLOVER SANCTION]` to the moves, or write them into a file for `--map`.",
  }),
  "bad-interval": (p) => ({
    message: `\`--from ${p.from}\` lies after \`--until ${p.until}\`.`,
    hint: "exchange the two.",
  }),
  "too-few-actors": (p) => ({
    message: `A crisis needs two actors that do something to each other. ${p.found.length === 0 ? "The data name none." : `Looked at: ${p.found.join(", ")}.`}`,
    hint: "widen `--from`, `--until` and `--place`, or name the actors by their codes: `--actor USA --actor VEN`.",
  }),
};

/** A mistake as data. */
export function importMistake<Code extends ImportCode>(
  code: Code,
  params: ImportMistakes[Code],
  span?: Span,
): Diagnostic {
  return { code, severity: "error", ...words[code](params), ...(span ? { span } : {}), params: { ...params } };
}
