import type { BlockPattern } from "./block-pattern.ts";

/**
 * Equations of logit equilibria that a branch can be followed through:
 * F(y, s) = 0 in log-ratios y, with s in [0, 1] the scale of every λ. At s = 0
 * the only solution is y = 0.
 */
export interface BranchSystem {
  /** Number of equations and log-ratios. */
  readonly size: number;
  /** Number of probabilities: `probability` and `utility` have at least so many entries. */
  readonly strategies: number;
  /** No |y| of a solution at s = 1 exceeds it. */
  readonly reach: number;
  /** p, the value of each choice, and F at the last `evaluate`. */
  readonly probability: Float64Array;
  readonly utility: Float64Array;
  readonly equation: Float64Array;
  /** Probabilities, values and equations at (y, s). */
  evaluate(y: Float64Array, s: number): void;
  /** ∂F/∂y at the point of the last `evaluate` into the upper left of a matrix with `stride` columns. */
  jacobian(s: number, matrix: Float64Array, stride: number): void;
  /** Where ∂F/∂y has entries, if in few places only; asked for where it is large. */
  blocks?(): BlockPattern;
  /** ∂F/∂y at the point of the last `evaluate`, block by block. */
  blockJacobian?(s: number, values: Float64Array): void;
  /** ∂F/∂s at the point of the last `evaluate`, times `factor`, down column `column`. */
  slope(factor: number, matrix: Float64Array, stride: number, column: number): void;
  /** Largest |p − logit response to p| at the point of the last `evaluate`, at s = 1; fills `response`. */
  residual(response: Float64Array): number;
  /** Let s = 1 mean what `s` meant: every λ times s. */
  rescale(s: number): void;
}
