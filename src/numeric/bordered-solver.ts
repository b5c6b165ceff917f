import { BlockLu } from "./block-lu.ts";
import type { BlockPattern } from "./block-pattern.ts";
import type { BranchSystem } from "./branch-system.ts";
import { DenseLu } from "./dense-lu.ts";

/** Solves with M = [∂F/∂y ∂F/∂τ; v], the derivatives of a branch's equations bordered by a direction v. */
export interface BorderedSolver {
  /** Sign of det M: 1, −1, or 0 where a pivot vanished. */
  readonly sign: number;
  /** How near M is to having no inverse: the smallest pivot divided by the largest. */
  readonly pivotRatio: number;
  /** M at the point of the system's last `evaluate`; τ = s · reach. */
  factor(system: BranchSystem, s: number, across: Float64Array): void;
  /** Replace b by the solution of M x = b. */
  solve(b: Float64Array): void;
}

/** M as a whole. */
export class BorderedDense implements BorderedSolver {
  private readonly lu: DenseLu;

  constructor(capacity: number) {
    this.lu = new DenseLu(capacity);
  }

  get sign(): number {
    return this.lu.sign;
  }

  get pivotRatio(): number {
    return this.lu.pivotRatio;
  }

  factor(system: BranchSystem, s: number, across: Float64Array): void {
    const { lu } = this;
    const { size } = system;
    const stride = size + 1;
    system.jacobian(s, lu.matrix, stride);
    system.slope(1 / system.reach, lu.matrix, stride, size);
    for (let k = 0; k <= size; k++) lu.matrix[size * stride + k] = across[k]!;
    lu.factor(stride);
  }

  solve(b: Float64Array): void {
    this.lu.solve(b);
  }
}

/**
 * M of a system whose ∂F/∂y = A has entries in few blocks only: with c = ∂F/∂τ,
 * v = (r, d) and w = A⁻¹ c,
 *
 *     det M = det A · (d − r·w)
 *
 * A alone has no inverse at a fold, where M has one; near there A⁻¹ loses
 * digits, and each solution is refined once by what it leaves of the equations.
 */
export class BorderedBlocks implements BorderedSolver {
  sign = 0;
  pivotRatio = 0;
  private readonly lu: BlockLu;
  private readonly size: number;
  private readonly values: Float64Array;
  private readonly column: Float64Array;
  private readonly solved: Float64Array;
  private readonly rest: Float64Array;
  private readonly image: Float64Array;
  private across: Float64Array;
  private corner = 0;

  constructor(pattern: BlockPattern) {
    this.lu = new BlockLu(pattern);
    this.size = pattern.first[pattern.diagonal.length]!;
    this.values = new Float64Array(pattern.values);
    this.column = new Float64Array(this.size);
    this.solved = new Float64Array(this.size);
    this.rest = new Float64Array(this.size + 1);
    this.image = new Float64Array(this.size);
    this.across = new Float64Array(this.size + 1);
  }

  factor(system: BranchSystem, s: number, across: Float64Array): void {
    const { lu, size, solved, column } = this;
    system.blockJacobian!(s, this.values);
    system.slope(1 / system.reach, column, 1, 0);
    this.across = across.slice(0, size + 1);
    lu.factor(this.values);
    solved.set(column);
    lu.solve(solved);
    this.corner = across[size]! - dot(across, solved, size);
    this.sign = this.corner === 0 ? 0 : lu.sign * (this.corner > 0 ? 1 : -1);
    // Where A is nearly without an inverse but M is not, the corner makes up for the smallest pivot.
    const least = Math.min(lu.secondSmallest, lu.smallest * Math.max(1, Math.abs(this.corner)), Math.abs(this.corner));
    this.pivotRatio = least / Math.max(lu.largest, 1);
  }

  solve(b: Float64Array): void {
    const { size, rest, image } = this;
    rest.set(b.subarray(0, size + 1));
    this.solveOnce(b);
    multiply(this.lu.pattern, this.values, b, image);
    let last = rest[size]!;
    for (let k = 0; k < size; k++) {
      last -= this.across[k]! * b[k]!;
      rest[k] = rest[k]! - image[k]! - this.column[k]! * b[size]!;
    }
    rest[size] = last - this.across[size]! * b[size]!;
    this.solveOnce(rest);
    for (let k = 0; k <= size; k++) b[k] = b[k]! + rest[k]!;
  }

  private solveOnce(b: Float64Array): void {
    const { size, solved, across } = this;
    this.lu.solve(b);
    const last = (b[size]! - dot(across, b, size)) / (this.corner || 1e-300);
    for (let k = 0; k < size; k++) b[k] = b[k]! - last * solved[k]!;
    b[size] = last;
  }
}

/** `image` = A x. */
function multiply(pattern: BlockPattern, values: Float64Array, x: Float64Array, image: Float64Array): void {
  const { first, start, neighbour, offset, diagonal } = pattern;
  image.fill(0);
  for (let h = 0; h < diagonal.length; h++) {
    addBlock(values, diagonal[h]!, first[h]!, first[h + 1]!, first[h]!, first[h + 1]!, x, image);
    for (let e = start[h]!; e < start[h + 1]!; e++) {
      const k = neighbour[e]!;
      addBlock(values, offset[e]!, first[h]!, first[h + 1]!, first[k]!, first[k + 1]!, x, image);
    }
  }
}

function addBlock(
  values: Float64Array,
  offset: number,
  row: number,
  rowEnd: number,
  column: number,
  columnEnd: number,
  x: Float64Array,
  image: Float64Array,
): void {
  let at = offset;
  for (let i = row; i < rowEnd; i++) {
    let sum = 0;
    for (let j = column; j < columnEnd; j++) sum += values[at++]! * x[j]!;
    image[i] = image[i]! + sum;
  }
}

function dot(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += a[k]! * b[k]!;
  return sum;
}
