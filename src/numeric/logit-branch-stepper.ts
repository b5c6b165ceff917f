/**
 * One predictor-corrector step along a branch of logit equilibria.
 *
 * Points are z = (y, τ): the log-ratios of a `BranchSystem` and τ = s·R, where
 * R = `system.reach` bounds every |y|, so that both move at the same pace.
 * With v the tangent at the last point, M = [∂F/∂z; v] is square, and has no
 * inverse only where branches cross. Two signs tell on which side of such a
 * place a point lies: that of det M, and that of the probe c · M⁻¹ r with
 * fixed c and r, which passes through infinity there also where the
 * determinant keeps its sign because two pairs of branches cross at once.
 */

import { BorderedBlocks, BorderedDense, type BorderedSolver } from "./bordered-solver.ts";
import type { BranchSystem } from "./branch-system.ts";

/** The largest accepted correction, in log-ratios. */
const LARGEST_CORRECTION = 0.4;
/** Cosine of the largest accepted turn of the tangent in one step. */
const LARGEST_TURN = 0.85;
const CORRECTOR_TOLERANCE = 1e-7;
const CORRECTOR_ROUNDS = 7;
/** From so many log-ratios on it pays to eliminate block by block. */
const LARGE = 200;
/** Below this ratio of its pivots a matrix counts as having no inverse. */
const SINGULAR = 1e-13;

export class LogitBranchStepper {
  readonly system: BranchSystem;
  /** Number of log-ratios; τ stands behind them. */
  size = 0;
  /** Where the branch was followed to. */
  at: BranchPoint = new BranchPoint(0);
  /** Result of the last `attempt`. */
  next: BranchPoint = new BranchPoint(0);
  /** Length of the last correction, in log-ratios. */
  correction = 0;
  /** Arc length of the last attempt, and whether it went for s = 1. */
  length = 0;
  landing = false;
  private solver: BorderedSolver = new BorderedDense(1);
  private across: Float64Array = new Float64Array(0);
  private change: Float64Array = new Float64Array(0);
  private room = 0;

  constructor(system: BranchSystem) {
    this.system = system;
  }

  /** Take up what the system was loaded with; true where the arrays had to grow. */
  load(): boolean {
    this.size = this.system.size;
    const grown = this.size + 1 > this.room;
    if (grown) {
      this.room = this.size + 1;
      const blocks = this.size >= LARGE ? this.system.blocks?.() : undefined;
      this.solver = blocks ? new BorderedBlocks(blocks) : new BorderedDense(this.room);
      this.at = new BranchPoint(this.room);
      this.next = new BranchPoint(this.room);
      this.across = new Float64Array(this.room);
      this.change = new Float64Array(this.room);
    }
    return grown;
  }

  /** Stand at s = 0, where everybody mixes evenly. */
  start(): void {
    this.at.z.fill(0);
    this.holdScale();
    this.setTangent(this.at);
  }

  /** Newton's method at s = 1 from the response to the even mixture. False where it does not converge. */
  solveDirectly(): boolean {
    const { at, size, system } = this;
    at.z.fill(0);
    at.z[size] = system.reach;
    system.evaluate(at.z, 1);
    for (let k = 0; k < size; k++) at.z[k] = -system.equation[k]!;
    return this.correctAtScale(at.z, 4 * CORRECTOR_ROUNDS);
  }

  /** Newton's method at the s of z. False where it does not converge in so many rounds. */
  correctAtScale(z: Float64Array, rounds: number): boolean {
    this.holdScale();
    return this.correct(z, rounds, false);
  }

  /** Predict and correct a point at arc length h from `at` into `next`; `land` on s = 1 where the tangent reaches it. */
  attempt(h: number, land: boolean): boolean {
    const { at, next, size, across } = this;
    const end = this.system.reach;
    const pace = at.tangent[size]!;
    this.landing = land && pace > 0 && at.z[size]! + h * pace >= end;
    this.length = this.landing ? (end - at.z[size]!) / pace : h;
    for (let k = 0; k <= size; k++) next.z[k] = at.z[k]! + this.length * at.tangent[k]!;
    if (this.landing) {
      next.z[size] = end;
      this.holdScale();
    } else across.set(at.tangent);
    next.sign = 1;
    if (!this.correct(next.z, CORRECTOR_ROUNDS, true) || this.correction > LARGEST_CORRECTION) return false;
    if (!this.landing && next.z[size]! > end) return false;
    across.set(at.tangent);
    this.setTangent(next);
    if (next.sign === 0) return this.landing;
    return dot(next.tangent, at.tangent, size + 1) >= LARGEST_TURN;
  }

  /** Newton's method from z in the plane across `across`; leaves the length of the whole correction. */
  private correct(z: Float64Array, rounds: number, mustShrink: boolean): boolean {
    const { size, change } = this;
    this.correction = 0;
    let before = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) {
      const scale = this.newtonChange(z);
      if (scale === 0) return true;
      let length = 0;
      for (let k = 0; k <= size; k++) {
        z[k] = z[k]! + change[k]!;
        length = Math.max(length, Math.abs(change[k]!));
      }
      if (this.solver.sign === 0 || !(length < Number.POSITIVE_INFINITY)) return false;
      this.correction += length;
      if (length <= CORRECTOR_TOLERANCE * scale) return true;
      if (mustShrink && length > 0.5 * before) return false;
      before = length;
    }
    return false;
  }

  /** Newton's step from z into `change`. Returns the size of z (at least 1), or 0 where F vanishes already. */
  private newtonChange(z: Float64Array): number {
    const { system, size, solver, change } = this;
    system.evaluate(z, z[size]! / system.reach);
    let scale = 1;
    let miss = 0;
    for (let k = 0; k < size; k++) {
      change[k] = -system.equation[k]!;
      miss = Math.max(miss, Math.abs(change[k]!));
      scale = Math.max(scale, Math.abs(z[k]!));
    }
    if (miss <= 1e-15 * scale) return 0;
    change[size] = 0;
    this.factorMatrix(z);
    solver.solve(change);
    return scale;
  }

  /** Tangent at a corrected point, pointing with `across`, and the two signs. */
  private setTangent(point: BranchPoint): void {
    const { system, size, solver, change } = this;
    system.evaluate(point.z, point.z[size]! / system.reach);
    this.factorMatrix(point.z);
    point.sign = solver.pivotRatio < SINGULAR ? 0 : solver.sign;
    point.tangent.fill(0);
    point.tangent[size] = 1;
    if (point.sign === 0) return;
    solver.solve(point.tangent);
    const length = Math.sqrt(dot(point.tangent, point.tangent, size + 1));
    for (let k = 0; k <= size; k++) point.tangent[k] = point.tangent[k]! / length;
    for (let k = 0; k <= size; k++) change[k] = probeEntry(k + 1);
    solver.solve(change);
    point.probe = 0;
    for (let k = 0; k <= size; k++) point.probe += change[k]! * probeEntry(k + 64);
  }

  private factorMatrix(z: Float64Array): void {
    const { system, size, solver, across } = this;
    solver.factor(system, z[size]! / system.reach, across);
  }

  private holdScale(): void {
    this.across.fill(0);
    this.across[this.size] = 1;
  }
}

/** A point of the branch with its tangent and the two signs there. */
export class BranchPoint {
  readonly z: Float64Array;
  readonly tangent: Float64Array;
  /** Sign of det M; 0 where M has no inverse. */
  sign = 1;
  /** c · M⁻¹ r. */
  probe = 0;

  constructor(room: number) {
    this.z = new Float64Array(room);
    this.tangent = new Float64Array(room);
  }

  copy(other: BranchPoint): void {
    this.z.set(other.z);
    this.tangent.set(other.tangent);
    this.sign = other.sign;
    this.probe = other.probe;
  }
}

/** Entries of c and r without a pattern that a game's symmetry could share: fractions of multiples of √2, about 0. */
function probeEntry(k: number): number {
  const multiple = k * k * Math.SQRT2;
  return multiple - Math.floor(multiple) - 0.5;
}

function dot(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += a[k]! * b[k]!;
  return sum;
}
