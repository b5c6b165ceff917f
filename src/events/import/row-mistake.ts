/** Why a row cannot be read. */
export type RowFault =
  | "column-count"
  | "no-date"
  | "no-code"
  | "bad-number"
  | "told-before"
  | "not-decodable"
  | "bad-quotes"
  | "too-long";

export interface RowMistake {
  readonly fault: RowFault;
  /** In a sentence, with what was found. */
  readonly words: string;
}

/** Characters of a cell that are shown. */
const SHOWN = 40;

/** A mistake in one cell. */
export function cellMistake(fault: RowFault, column: string, found: string, wanted: string): RowMistake {
  const shown = found.length > SHOWN ? `${found.slice(0, SHOWN)}…` : found;
  return { fault, words: `${column} is ${shown === "" ? "empty" : `\`${shown}\``}; it must be ${wanted}` };
}

export function isMistake(found: object): found is RowMistake {
  return "fault" in found;
}
