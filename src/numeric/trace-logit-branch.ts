/**
 * The principal branch of the logit equilibrium of a stage game: the one that
 * starts from the even mixture at λ = 0 and runs along λ_i(s) = s·λ_i to
 * s = 1. (Scaling the payoffs from zero at fixed λ traces the same points,
 * since only s·λ·payoff enters.) The first point with s = 1 is the answer.
 *
 * How it is followed: `BranchTracer`.
 *
 * Source: docs/model.md eq. (2).
 * Tests: test/numeric/trace-logit-branch.test.ts.
 */
import { type BranchResult, BranchTracer } from "./branch-tracer.ts";
import { LogitSystem } from "./logit-system.ts";
import { hasUniqueLogitEquilibrium } from "./logit-uniqueness.ts";
import type { StageGame } from "./stage-game.ts";

export interface BranchOptions {
  /** Newton's method alone where the equilibrium is provably unique. Default true. */
  readonly shortcut?: boolean;
  /** Default 20 000. */
  readonly maxSteps?: number;
}

/**
 * The point at s = 1 of the principal branch.
 *
 * @param precision λ per player, finite and ≥ 0.
 * @returns `converged` false with the reason, never a wrong answer in silence.
 * @example Matching pennies: both mix evenly at every λ.
 * const game = { players: 2, counts: Int32Array.of(2, 2), payoff: Float64Array.of(1, -1, -1, 1, -1, 1, 1, -1) };
 * traceLogitBranch(game, Float64Array.of(3, 3)).probabilities; // [0.5, 0.5, 0.5, 0.5]
 */
export function traceLogitBranch(game: StageGame, precision: Float64Array, options?: BranchOptions): BranchResult {
  return new LogitBranchTracer().trace(game, precision, options);
}

/**
 * A tracer that keeps its arrays between games: for many small games in a
 * row. The arrays of a result are overwritten by the next call, and may be
 * longer than the game needs.
 */
export class LogitBranchTracer {
  private readonly system: LogitSystem = new LogitSystem();
  private readonly tracer: BranchTracer = new BranchTracer(this.system);

  trace(game: StageGame, precision: Float64Array, options: BranchOptions = {}): BranchResult {
    this.system.load(game, precision);
    const direct = options.shortcut !== false && hasUniqueLogitEquilibrium(game, precision);
    return this.tracer.trace({ direct, ...(options.maxSteps === undefined ? {} : { maxSteps: options.maxSteps }) });
  }
}
