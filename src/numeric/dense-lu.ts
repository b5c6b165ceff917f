/**
 * Solving A x = b for a small dense A by LU decomposition with partial
 * pivoting (rows are exchanged so that each pivot is the largest of its
 * column). The workspace is kept between calls.
 */
export class DenseLu {
  /** A in row-major order, n × n; overwritten by its factors. Fill before `factor`. */
  readonly matrix: Float64Array;
  /** Sign of det A: 1, −1, or 0 where a pivot vanished. */
  sign = 0;
  /** Smallest pivot divided by the largest, a rough measure of how near A is to having no inverse. */
  pivotRatio = 0;
  private readonly exchange: Int32Array;
  private n = 0;

  /** Room for matrices up to `capacity` × `capacity`. */
  constructor(capacity: number) {
    this.matrix = new Float64Array(capacity * capacity);
    this.exchange = new Int32Array(capacity);
  }

  /** Factor the n × n matrix that stands in `matrix`. Cost O(n³). */
  factor(n: number): void {
    const a = this.matrix;
    this.n = n;
    this.sign = 1;
    let smallest = Number.POSITIVE_INFINITY;
    let largest = 0;
    for (let k = 0; k < n; k++) {
      const row = this.pivotRow(k);
      this.exchange[k] = row;
      if (row !== k) this.swapRows(k, row);
      const pivot = a[k * n + k]!;
      const size = Math.abs(pivot);
      smallest = Math.min(smallest, size);
      largest = Math.max(largest, size);
      if (pivot === 0) {
        this.sign = 0;
        continue;
      }
      if (pivot < 0) this.sign = -this.sign;
      this.eliminate(k, pivot);
    }
    this.pivotRatio = largest > 0 ? smallest / largest : 0;
  }

  /** Replace b by the solution of A x = b. A vanished pivot counts as 1e-300 of the largest: the result is huge, not NaN. */
  solve(b: Float64Array): void {
    const n = this.n;
    const a = this.matrix;
    for (let k = 0; k < n; k++) {
      const row = this.exchange[k]!;
      const value = b[row]!;
      b[row] = b[k]!;
      b[k] = value;
    }
    for (let i = 1; i < n; i++) {
      let sum = b[i]!;
      for (let j = 0; j < i; j++) sum -= a[i * n + j]! * b[j]!;
      b[i] = sum;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = b[i]!;
      for (let j = i + 1; j < n; j++) sum -= a[i * n + j]! * b[j]!;
      b[i] = sum / (a[i * n + i]! || 1e-300);
    }
  }

  private pivotRow(k: number): number {
    const n = this.n;
    let row = k;
    let best = -1;
    for (let i = k; i < n; i++) {
      const size = Math.abs(this.matrix[i * n + k]!);
      if (size > best) {
        best = size;
        row = i;
      }
    }
    return row;
  }

  /** Whole rows, so that the multipliers move with them. */
  private swapRows(k: number, row: number): void {
    const n = this.n;
    const a = this.matrix;
    this.sign = -this.sign;
    for (let j = 0; j < n; j++) {
      const value = a[k * n + j]!;
      a[k * n + j] = a[row * n + j]!;
      a[row * n + j] = value;
    }
  }

  private eliminate(k: number, pivot: number): void {
    const n = this.n;
    const a = this.matrix;
    for (let i = k + 1; i < n; i++) {
      const multiplier = a[i * n + k]! / pivot;
      a[i * n + k] = multiplier;
      if (multiplier === 0) continue;
      for (let j = k + 1; j < n; j++) a[i * n + j] = a[i * n + j]! - multiplier * a[k * n + j]!;
    }
  }
}
