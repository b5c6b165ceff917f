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

/**
 * Values by cell of another book's structure: what each cell of `before`, seen
 * at the fixed levels `from`, is worth in `after` at the fixed levels `to`.
 * Undefined where the structure would differ.
 *
 * Both books must come from the same crisis, so that their tables correspond.
 */
export function repriced(
  before: PriceBook,
  after: PriceBook,
  fixed: { readonly from: Int32Array; readonly to: Int32Array },
): Float64Array | undefined {
  if (before.hasSingles || before.tables.length !== after.tables.length) return undefined;
  const values = new Float64Array(before.prices().length).fill(Number.NaN);
  values[CELL_ZERO] = 0;
  values[CELL_ONE] = 1;
  for (let k = 0; k < before.tables.length; k++) {
    const { table: old, base } = before.tables[k]!;
    const { table: now } = after.tables[k]!;
    if (!moveTable(old, now, fixed, values, base)) return undefined;
  }
  return values;
}

/** Write the new values of a table into the cells of the old one; false where the structure would differ. */
function moveTable(
  old: PriceTable,
  now: PriceTable,
  { from, to }: { readonly from: Int32Array; readonly to: Int32Array },
  values: Float64Array,
  base: number,
): boolean {
  const { reads, radices, width, shapes } = old;
  let shift = 0;
  let stride = 1;
  const wanted = new Int32Array(reads.length).fill(-1);
  const strides = reads.map((v, i) => {
    const own = stride;
    stride *= radices[i]!;
    if (from[v]! >= 0) {
      wanted[i] = from[v]!;
      shift += own * (to[v]! - from[v]!);
    }
    return own;
  });
  for (let index = 0; index < stride; index++) {
    if (!reads.every((_, i) => wanted[i]! < 0 || Math.floor(index / strides[i]!) % radices[i]! === wanted[i])) continue;
    for (let w = 0; w < width; w++) {
      const is = old.values[index * width + w]!;
      const becomes = now.values[(index + shift) * width + w]!;
      if (!sameShape(is, becomes, shapes)) return false;
      values[base + index * width + w] = becomes;
    }
  }
  return true;
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
