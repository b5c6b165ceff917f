const foreign = /[\u0080-\u00ff]/;

/**
 * One row of a table, its cells one character a byte (so that what is broken
 * can be written back as it was) and decoded where they are looked at.
 */
export class Row {
  readonly cells: readonly string[];
  readonly #decode: (cell: string) => string | undefined;
  /** Name of the first cell that could not be decoded. */
  undecoded: string | undefined;

  /** @param decode the text of a cell, undefined where its bytes are no text of the file's encoding */
  constructor(cells: readonly string[], decode: (cell: string) => string | undefined) {
    this.cells = cells;
    this.#decode = decode;
  }

  /** The text of a cell without space around it; empty where there is none. */
  text(column: Column): string {
    const cell = this.cells[column.index] ?? "";
    if (!foreign.test(cell)) return cell.trim();
    const text = this.#decode(cell);
    if (text === undefined) this.undecoded ??= column.name;
    return (text ?? "").trim();
  }
}

export interface Column {
  readonly name: string;
  /** From 0; −1 where the table has no such column, which reads as empty. */
  readonly index: number;
}

/** Finds columns by name, letters alike whether large or small. */
export function columnsOf(header: readonly string[]): (name: string) => Column {
  const indexes = new Map(header.map((name, index) => [name.trim().toLowerCase(), index]));
  return (name) => ({ name, index: indexes.get(name.toLowerCase()) ?? -1 });
}
