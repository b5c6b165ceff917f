/**
 * A dictionary of the simplex method in exact integers (Edmonds' integer
 * pivoting): basic variables x_B and others x_N obey
 *
 *     D · x_r = b_r − Σ_c a_rc x_c      for each row r, with D > 0
 *
 * All entries are determinants of the data, so that every division below
 * comes out even. Variables are numbered: those that start outside the basis
 * 0 … n − 1, those that start in it (slacks) n … n + m − 1.
 */
export class IntegerDictionary {
  readonly rows: number;
  readonly columns: number;
  /** D. */
  determinant = 1n;
  /** Variable of each row and of each column. */
  readonly basic: Int32Array;
  readonly nonbasic: Int32Array;
  /** Entries a_rc by row, then b_r in the last column. */
  private readonly entry: bigint[];

  /** @param matrix rows of `columns` coefficients and the right-hand side, which must be ≥ 0. */
  constructor(matrix: readonly (readonly bigint[])[], columns: number) {
    this.rows = matrix.length;
    this.columns = columns;
    this.entry = matrix.flat();
    this.nonbasic = Int32Array.from({ length: columns }, (_, c) => c);
    this.basic = Int32Array.from({ length: this.rows }, (_, r) => columns + r);
  }

  at(row: number, column: number): bigint {
    return this.entry[row * (this.columns + 1) + column]!;
  }

  /** b_r. */
  side(row: number): bigint {
    return this.at(row, this.columns);
  }

  columnOf(variable: number): number {
    return this.nonbasic.indexOf(variable);
  }

  rowOf(variable: number): number {
    return this.basic.indexOf(variable);
  }

  /** Exchange the variables of a row and a column; the entry where they cross must be positive. */
  pivot(row: number, column: number): void {
    const { entry, rows, columns, determinant } = this;
    const width = columns + 1;
    const own = row * width;
    const pivot = entry[own + column]!;
    for (let r = 0; r < rows; r++) {
      if (r === row) continue;
      const base = r * width;
      const factor = entry[base + column]!;
      for (let c = 0; c < width; c++) {
        if (c === column) continue;
        entry[base + c] = (entry[base + c]! * pivot - factor * entry[own + c]!) / determinant;
      }
      entry[base + column] = -factor;
    }
    entry[own + column] = determinant;
    this.determinant = pivot;
    const leaving = this.basic[row]!;
    this.basic[row] = this.nonbasic[column]!;
    this.nonbasic[column] = leaving;
  }

  /** Rows that may leave when the variable of a column enters: those with the least b_r / a_rc, a_rc > 0. */
  leastRatioRows(column: number, skip = -1): number[] {
    let found: number[] = [];
    for (let r = 0; r < this.rows; r++) {
      if (r === skip || this.at(r, column) <= 0n) continue;
      const best = found[0];
      if (best === undefined) {
        found = [r];
        continue;
      }
      const difference = this.side(r) * this.at(best, column) - this.side(best) * this.at(r, column);
      if (difference < 0n) found = [r];
      else if (difference === 0n) found.push(r);
    }
    return found;
  }

  /** The one of them that a tiny shift of the right-hand sides leaves (the lexicographic rule): no cycle can arise. −1 where none. */
  leavingRow(column: number, skip = -1): number {
    let ties = this.leastRatioRows(column, skip);
    for (let k = 0; ties.length > 1 && k < this.rows; k++) {
      const slack = this.columns + k;
      let best: number[] = [];
      for (const r of ties) {
        const first = best[0];
        const order =
          first === undefined
            ? 0n
            : this.coefficient(r, slack) * this.at(first, column) - this.coefficient(first, slack) * this.at(r, column);
        if (first === undefined || order < 0n) best = [r];
        else if (order === 0n) best.push(r);
      }
      ties = best;
    }
    return ties[0] ?? -1;
  }

  /** Coefficient of any variable in a row: D for the row's own, 0 for other basic ones. */
  private coefficient(row: number, variable: number): bigint {
    const column = this.columnOf(variable);
    if (column >= 0) return this.at(row, column);
    return this.basic[row] === variable ? this.determinant : 0n;
  }
}
