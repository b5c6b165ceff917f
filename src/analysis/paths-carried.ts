/**
 * Mass on its way at the nodes of one position, in columns, one for each
 * sequence of decisive events: the total, the heaviest single history behind
 * it, and where that history stood at the start of the step. Cells with mass 0
 * hold nothing. Column 0 is what is no longer told apart; it has no histories.
 */
export class CarriedRows {
  readonly width: number;
  readonly mass: Float64Array;
  readonly best: Float64Array;
  /** Entry of the step's start the best history comes from. */
  readonly origin: Int32Array;

  constructor(rows: number, width: number) {
    this.width = width;
    this.mass = new Float64Array(rows * width);
    this.best = new Float64Array(rows * width);
    this.origin = new Int32Array(rows * width);
  }

  clear(rows: number): void {
    this.mass.fill(0, 0, rows * this.width);
  }

  clearRow(row: number): void {
    this.mass.fill(0, row * this.width, (row + 1) * this.width);
  }

  isEmpty(row: number, columns: number): boolean {
    const base = row * this.width;
    for (let k = base; k < base + columns; k++) if (this.mass[k] !== 0) return false;
    return true;
  }

  add(row: number, column: number, mass: number, best: number, origin: number): void {
    const at = row * this.width + column;
    if (this.mass[at] === 0 || best > this.best[at]!) {
      this.best[at] = best;
      this.origin[at] = origin;
    }
    this.mass[at]! += mass;
  }

  /** Add a row of another, column by column. */
  addRow(row: number, other: CarriedRows, from: number, columns: number, weight: number): void {
    const { mass, best, origin, width } = this;
    const { mass: otherMass, best: otherBest, origin: otherOrigin } = other;
    let source = from * width;
    let at = row * width;
    for (let k = 0; k < columns; k++, source++, at++) {
      const added = otherMass[source]!;
      if (added === 0) continue;
      const rival = weight * otherBest[source]!;
      if (mass[at] === 0 || rival > best[at]!) {
        best[at] = rival;
        origin[at] = otherOrigin[source]!;
      }
      mass[at]! += weight * added;
    }
  }

  /** Add a row of another, its columns going where `columnOf` says. */
  addMapped(row: number, other: CarriedRows, from: number, columnOf: (column: number) => number, weight: number): void {
    const base = from * this.width;
    for (let k = 0; k < this.width; k++) {
      const mass = other.mass[base + k]!;
      if (mass === 0) continue;
      const column = columnOf(k);
      this.add(row, column, weight * mass, column === 0 ? 0 : weight * other.best[base + k]!, other.origin[base + k]!);
    }
  }

  /** Sums of the columns over the first rows. */
  totals(rows: number, columns: number): Float64Array {
    const totals = new Float64Array(columns);
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < columns; k++) totals[k]! += this.mass[row * this.width + k]!;
    }
    return totals;
  }

  /** Move column k to `columnOf[k]`, cells lighter than `least` to column 0. */
  rearrange(rows: number, columnOf: Int32Array, least: number): void {
    const { width } = this;
    const mass = new Float64Array(width);
    const best = new Float64Array(width);
    const origin = new Int32Array(width);
    for (let base = 0; base < rows * width; base += width) {
      mass.fill(0);
      for (let k = 0; k < columnOf.length; k++) {
        const own = this.mass[base + k]!;
        if (own === 0) continue;
        const column = own < least ? 0 : columnOf[k]!;
        mass[column]! += own;
        best[column] = column === 0 ? 0 : this.best[base + k]!;
        origin[column] = this.origin[base + k]!;
      }
      this.mass.set(mass, base);
      this.best.set(best, base);
      this.origin.set(origin, base);
    }
  }
}
