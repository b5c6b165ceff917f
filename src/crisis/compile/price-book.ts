import { GrowingFloat64 } from "../../numeric/growing-array.ts";

/** Cells that every book begins with. */
export const CELL_ZERO = 0;
export const CELL_ONE = 1;
/** Holds NaN: there is no such number. */
export const CELL_NONE = 2;

/** Values over the combinations of levels of some variables, `width` values a combination. */
export interface PriceTable {
  readonly reads: readonly number[];
  readonly radices: readonly number[];
  readonly width: number;
  /** NaN where the combination is a mistake. */
  readonly values: Float64Array;
  /**
   * What of it the structure of the game hangs on: whether it is 0 (`truth`),
   * the value itself (`value`), which entries are above 0 (`support`), or nothing.
   */
  readonly shapes: "truth" | "value" | "support" | "price";
  /** Computes the values again for the parameters of now; null where no parameter matters. */
  readonly refill: (() => void) | null;
}

/**
 * All numbers a compiled game is made of (costs and chances), each in a cell.
 * The structure of a game refers to cells; so the same structure can be priced
 * again for other hidden levels or parameters.
 */
export class PriceBook {
  readonly tables: { readonly table: PriceTable; readonly base: number }[] = [];
  private readonly values = new GrowingFloat64();
  /** Some number had no table: it holds for one state only, and the structure cannot be priced again. */
  hasSingles = false;

  constructor() {
    this.values.push(0);
    this.values.push(1);
    this.values.push(Number.NaN);
  }

  /** Enter a table; returns the cell of its first value. */
  register(table: PriceTable): number {
    const base = this.values.length;
    this.tables.push({ table, base });
    for (let i = 0; i < table.values.length; i++) this.values.push(table.values[i]!);
    return base;
  }

  /** Compute all values again for the parameters of now, in the tables and in their cells. */
  refill(): void {
    for (const { table, base } of this.tables) {
      if (table.refill === null) continue;
      table.refill();
      for (let i = 0; i < table.values.length; i++) this.values.set(base + i, table.values[i]!);
    }
  }

  /** Enter a number that belongs to one state. */
  single(value: number): number {
    this.hasSingles = true;
    this.values.push(value);
    return this.values.length - 1;
  }

  at(cell: number): number {
    return this.values.at(cell);
  }

  /** Values by cell. */
  prices(): Float64Array {
    return this.values.toArray();
  }
}

/** A table of a structure: which of its combinations occur in it. */
interface OwnTable {
  readonly width: number;
  readonly shapes: PriceTable["shapes"];
  /** As they were when the structure was laid out. */
  readonly values: Float64Array;
  readonly base: number;
  /** Combinations that have the fixed levels. */
  readonly combinations: Int32Array;
  /** Fixed variables it reads, and their place values. */
  readonly fixed: readonly { readonly variable: number; readonly stride: number }[];
}

/** The cells of one structure, whose values in other books of the same crisis can be told. */
export class StructureCells {
  private readonly tables: readonly OwnTable[];
  private readonly hasSingles: boolean;
  private readonly fixedLevels: Int32Array;

  /**
   * @param book        what the structure refers to.
   * @param fixedLevels level of each variable that keeps it in it, −1 for the others.
   */
  constructor(book: PriceBook, fixedLevels: Int32Array) {
    this.tables = book.tables.map(({ table, base }) => ownTable(table, base, fixedLevels));
    this.hasSingles = book.hasSingles;
    this.fixedLevels = fixedLevels;
  }

  /**
   * Writes what each cell is worth in another book, at other fixed levels; NaN
   * for cells that do not occur.
   *
   * @param into by cell.
   * @returns false where the structure would differ; what was written then means nothing.
   */
  writePrices(book: PriceBook, fixedLevels: Int32Array, into: Float64Array): boolean {
    if (this.hasSingles || this.tables.length !== book.tables.length) return false;
    into.fill(Number.NaN);
    into[CELL_ZERO] = 0;
    into[CELL_ONE] = 1;
    for (let k = 0; k < this.tables.length; k++) {
      const own = this.tables[k]!;
      if (!this.moveTable(own, book.tables[k]!.table, this.shiftOf(own, fixedLevels), into)) return false;
    }
    return true;
  }

  /** How far the combinations with the other levels stand from those with the structure's own. */
  private shiftOf({ fixed }: OwnTable, to: Int32Array): number {
    let shift = 0;
    for (const { variable, stride } of fixed) shift += stride * (to[variable]! - this.fixedLevels[variable]!);
    return shift;
  }

  /** Write the values of a table into its cells; false where the structure would differ. */
  private moveTable(own: OwnTable, now: PriceTable, shift: number, into: Float64Array): boolean {
    const { width, shapes, values: old, base, combinations } = own;
    for (let k = 0; k < combinations.length; k++) {
      const from = combinations[k]! * width;
      const to = from + shift * width;
      for (let w = 0; w < width; w++) {
        const becomes = now.values[to + w]!;
        if (!sameShape(old[from + w]!, becomes, shapes)) return false;
        into[base + from + w] = becomes;
      }
    }
    return true;
  }
}

function ownTable(table: PriceTable, base: number, fixedLevels: Int32Array): OwnTable {
  const { reads, radices, width, shapes } = table;
  const fixed: { variable: number; stride: number }[] = [];
  let combinations = [0];
  let stride = 1;
  reads.forEach((variable, i) => {
    const own = stride;
    const level = fixedLevels[variable]!;
    if (level >= 0) {
      fixed.push({ variable, stride: own });
      combinations = combinations.map((index) => index + own * level);
    } else
      combinations = Array.from({ length: radices[i]! }, (_, l) => combinations.map((index) => index + own * l)).flat();
    stride *= radices[i]!;
  });
  return { width, shapes, values: table.values.slice(), base, fixed, combinations: Int32Array.from(combinations) };
}

function sameShape(is: number, becomes: number, shapes: PriceTable["shapes"]): boolean {
  switch (shapes) {
    case "price":
      return true;
    case "truth":
      return (is === 0) === (becomes === 0);
    case "value":
      return Object.is(is, becomes);
    case "support":
      return is > 0 === becomes > 0;
  }
}
