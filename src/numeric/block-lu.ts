import { type BlockElimination, planElimination } from "./block-elimination.ts";
import { type BlockPattern, offsetOfBlock } from "./block-pattern.ts";

/**
 * Solving A x = b for an A that has entries in few blocks only, by LU
 * decomposition front by front (multifrontal: Duff and Reid 1983). Pivots are
 * the largest of their column within a front; where that leaves a small one the
 * answer has fewer digits, which `BorderedBlocks` refines.
 *
 * Cost: that of dense elimination within each front; see `planElimination`.
 * Tests: test/numeric/block-lu.test.ts, against `DenseLu`.
 */
export class BlockLu {
  /** Sign of det A: 1, −1, or 0 where a pivot vanished. */
  sign = 0;
  /** Sizes of the smallest, the second smallest and the largest pivot. */
  smallest = 0;
  secondSmallest = 0;
  largest = 0;
  readonly pattern: BlockPattern;
  private readonly plan: BlockElimination;
  private readonly front: Float64Array;
  private readonly waiting: Float64Array;
  /** By front: its first rows (L below, U on and above the diagonal), then what stands below them. */
  private readonly factors: Float64Array;
  private readonly factorStart: Float64Array;
  /** By place in `plan.rows`: the row of the front that was exchanged with. */
  private readonly exchange: Int32Array;
  private readonly blocksOf: readonly (readonly number[])[];
  /** By neighbour (h, k): where block (k, h) stands. */
  private readonly mirror: Int32Array;
  /** By row: its place in the front at work. */
  private readonly place: Int32Array;
  private readonly held: Float64Array;

  constructor(pattern: BlockPattern) {
    this.pattern = pattern;
    this.plan = planElimination(pattern);
    const { plan } = this;
    const fronts = plan.pivots.length;
    this.front = new Float64Array(plan.widest * plan.widest);
    this.waiting = new Float64Array(plan.waitingNumbers);
    this.factors = new Float64Array(plan.factorNumbers);
    this.factorStart = new Float64Array(fronts + 1);
    for (let f = 0; f < fronts; f++) {
      const p = plan.pivots[f]!;
      const m = plan.rowStart[f + 1]! - plan.rowStart[f]! - p;
      this.factorStart[f + 1] = this.factorStart[f]! + p * (p + 2 * m);
    }
    const n = pattern.first[pattern.diagonal.length]!;
    this.exchange = new Int32Array(plan.rows.length);
    const blocksOf: number[][] = Array.from(plan.pivots, () => []);
    pattern.diagonal.forEach((_, h) => {
      blocksOf[plan.frontOf[pattern.first[h]!]!]!.push(h);
    });
    this.blocksOf = blocksOf;
    this.mirror = mirrorOf(pattern);
    this.place = new Int32Array(n);
    this.held = new Float64Array(plan.widest);
  }

  /** Factor the matrix of these values. */
  factor(values: Float64Array): void {
    const { plan } = this;
    this.sign = 1;
    this.smallest = Number.POSITIVE_INFINITY;
    this.secondSmallest = Number.POSITIVE_INFINITY;
    this.largest = 0;
    let top = 0;
    const sizes: number[] = [];
    for (let f = 0; f < plan.pivots.length; f++) {
      const from = plan.rowStart[f]!;
      const n = plan.rowStart[f + 1]! - from;
      const p = plan.pivots[f]!;
      for (let k = 0; k < n; k++) this.place[plan.rows[from + k]!] = k;
      this.front.fill(0, 0, n * n);
      this.assemble(f, n, values);
      for (let child = 0; child < plan.children[f]!; child++) {
        const [front, m] = [sizes.pop()!, sizes.pop()!];
        top -= m * m;
        this.addRemainder(front, m, top, n);
      }
      for (let k = 0; k < p; k++) this.eliminate(k, n, p, from);
      this.keepFactors(f, n, p);
      const m = n - p;
      for (let i = 0; i < m; i++) {
        const row = (p + i) * n + p;
        this.waiting.set(this.front.subarray(row, row + m), top + i * m);
      }
      top += m * m;
      sizes.push(m, f);
    }
  }

  /** Replace b by the solution of A x = b. */
  solve(b: Float64Array): void {
    const fronts = this.plan.pivots.length;
    for (let f = 0; f < fronts; f++) this.solveDown(f, b);
    for (let f = fronts - 1; f >= 0; f--) this.solveUp(f, b);
  }

  /** Entries of the blocks that front f eliminates: their rows, and their columns in the rows of later fronts. */
  private assemble(f: number, n: number, values: Float64Array): void {
    const { pattern, plan, front, place, mirror } = this;
    const { first, start, neighbour, offset, diagonal } = pattern;
    for (const h of this.blocksOf[f]!) {
      const rows = first[h + 1]! - first[h]!;
      const at = place[first[h]!]!;
      copyBlock(values, diagonal[h]!, rows, rows, front, at * n + at, n);
      for (let e = start[h]!; e < start[h + 1]!; e++) {
        const k = neighbour[e]!;
        const other = plan.frontOf[first[k]!]!;
        // A front that was eliminated before took these entries with it.
        if (other < f) continue;
        const columns = first[k + 1]! - first[k]!;
        const beside = place[first[k]!]!;
        copyBlock(values, offset[e]!, rows, columns, front, at * n + beside, n);
        if (other > f) copyBlock(values, mirror[e]!, columns, rows, front, beside * n + at, n);
      }
    }
  }

  /** What front `child`, m rows of it, left for later ones. */
  private addRemainder(child: number, m: number, from: number, n: number): void {
    const { plan, place, front, waiting } = this;
    const first = plan.rowStart[child]! + plan.pivots[child]!;
    for (let i = 0; i < m; i++) {
      const row = place[plan.rows[first + i]!]! * n;
      for (let j = 0; j < m; j++) {
        const column = row + place[plan.rows[first + j]!]!;
        front[column] = front[column]! + waiting[from + i * m + j]!;
      }
    }
  }

  private eliminate(k: number, n: number, p: number, from: number): void {
    const { front } = this;
    let best = k;
    for (let i = k + 1; i < p; i++) if (Math.abs(front[i * n + k]!) > Math.abs(front[best * n + k]!)) best = i;
    this.exchange[from + k] = best;
    if (best !== k) this.swapRows(k, best, n);
    const pivot = front[k * n + k]!;
    this.countPivot(pivot);
    if (pivot === 0) return;
    for (let i = k + 1; i < n; i++) {
      const multiplier = front[i * n + k]! / pivot;
      front[i * n + k] = multiplier;
      if (multiplier === 0) continue;
      const row = i * n;
      const top = k * n;
      for (let j = k + 1; j < n; j++) front[row + j] = front[row + j]! - multiplier * front[top + j]!;
    }
  }

  private countPivot(pivot: number): void {
    const size = Math.abs(pivot);
    if (size < this.smallest) {
      this.secondSmallest = this.smallest;
      this.smallest = size;
    } else this.secondSmallest = Math.min(this.secondSmallest, size);
    this.largest = Math.max(this.largest, size);
    if (pivot === 0) this.sign = 0;
    else if (pivot < 0) this.sign = -this.sign;
  }

  private swapRows(k: number, row: number, n: number): void {
    const { front } = this;
    this.sign = -this.sign;
    for (let j = 0; j < n; j++) {
      const value = front[k * n + j]!;
      front[k * n + j] = front[row * n + j]!;
      front[row * n + j] = value;
    }
  }

  private keepFactors(f: number, n: number, p: number): void {
    const { front, factors } = this;
    let at = this.factorStart[f]!;
    factors.set(front.subarray(0, p * n), at);
    at += p * n;
    for (let i = p; i < n; i++, at += p) factors.set(front.subarray(i * n, i * n + p), at);
  }

  private solveDown(f: number, b: Float64Array): void {
    const { plan, factors, held, exchange } = this;
    const from = plan.rowStart[f]!;
    const n = plan.rowStart[f + 1]! - from;
    const p = plan.pivots[f]!;
    const at = this.factorStart[f]!;
    for (let k = 0; k < p; k++) held[k] = b[plan.rows[from + k]!]!;
    for (let k = 0; k < p; k++) {
      const row = exchange[from + k]!;
      const value = held[row]!;
      held[row] = held[k]!;
      held[k] = value;
    }
    for (let i = 1; i < p; i++) {
      let sum = held[i]!;
      for (let j = 0; j < i; j++) sum -= factors[at + i * n + j]! * held[j]!;
      held[i] = sum;
    }
    for (let k = 0; k < p; k++) b[plan.rows[from + k]!] = held[k]!;
    const below = at + p * n;
    for (let i = 0; i < n - p; i++) {
      let sum = 0;
      for (let j = 0; j < p; j++) sum += factors[below + i * p + j]! * held[j]!;
      const row = plan.rows[from + p + i]!;
      b[row] = b[row]! - sum;
    }
  }

  private solveUp(f: number, b: Float64Array): void {
    const { plan, factors } = this;
    const from = plan.rowStart[f]!;
    const n = plan.rowStart[f + 1]! - from;
    const at = this.factorStart[f]!;
    for (let i = plan.pivots[f]! - 1; i >= 0; i--) {
      let sum = b[plan.rows[from + i]!]!;
      for (let j = i + 1; j < n; j++) sum -= factors[at + i * n + j]! * b[plan.rows[from + j]!]!;
      b[plan.rows[from + i]!] = sum / (factors[at + i * n + i]! || 1e-300);
    }
  }
}

function mirrorOf(pattern: BlockPattern): Int32Array {
  const mirror = new Int32Array(pattern.neighbour.length);
  for (let h = 0; h < pattern.diagonal.length; h++) {
    for (let e = pattern.start[h]!; e < pattern.start[h + 1]!; e++) {
      mirror[e] = offsetOfBlock(pattern, pattern.neighbour[e]!, h);
    }
  }
  return mirror;
}

function copyBlock(
  values: Float64Array,
  at: number,
  rows: number,
  columns: number,
  into: Float64Array,
  to: number,
  stride: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) into[to + i * stride + j] = values[at + i * columns + j]!;
  }
}
