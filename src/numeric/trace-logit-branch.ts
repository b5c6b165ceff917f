/**
 * The principal branch of the logit equilibrium of a stage game: the one that
 * starts from the even mixture at λ = 0 and runs along λ_i(s) = s·λ_i to
 * s = 1. (Scaling the payoffs from zero at fixed λ traces the same points,
 * since only s·λ·payoff enters.) The first point with s = 1 is the answer.
 *
 * The branch is followed by arc length, so that folds, where s turns back,
 * are passed. Along one smooth branch the sign of the determinant of
 * `LogitBranchStepper` never changes. Where it does, or where the probe passes
 * through infinity, the place is narrowed down: if the points on both sides
 * lie together, other branches cross (a fork), and the one whose tangent
 * continues is kept, which is the symmetric one at a symmetric fork; if they
 * lie apart, the step had jumped to another branch and is taken back.
 *
 * Source: docs/model.md eq. (2); predictor-corrector continuation as in
 * Allgower and Georg, Numerical Continuation Methods (1990).
 * Tests: test/numeric/trace-logit-branch.test.ts.
 */
import { BranchPoint, LogitBranchStepper } from "./logit-branch-stepper.ts";
import { hasUniqueLogitEquilibrium } from "./logit-uniqueness.ts";
import type { StageGame } from "./stage-game.ts";

/** How the end of the branch was got, or why it was not. */
export type BranchReason =
  /** Followed from s = 0 to s = 1. */
  | "traced"
  /** The game has one logit equilibrium by proof; Newton's method found it. */
  | "unique"
  /** The step became too short to go on. */
  | "step-too-short"
  | "too-many-steps"
  /** The end was reached, but the equations are not met to 1e-10. */
  | "residual-too-large";

export interface BranchResult {
  /** Player by player, strategy by strategy. */
  readonly probabilities: Float64Array;
  /** Expected payoff of each strategy against the probabilities of the others. */
  readonly utilities: Float64Array;
  /** Largest |p − logit response to p|. */
  readonly residual: number;
  readonly steps: number;
  /** How often s turned back or forward again. */
  readonly folds: number;
  /** s at each fork met. */
  readonly forks: readonly number[];
  readonly converged: boolean;
  readonly reason: BranchReason;
}

export interface BranchOptions {
  /** Newton's method alone where the equilibrium is provably unique. Default true. */
  readonly shortcut?: boolean;
  /** Default 20 000. */
  readonly maxSteps?: number;
}

/** Largest |p − logit response| of a converged result. */
export const BRANCH_TOLERANCE: number = 1e-10;

const MAX_STEPS = 20000;
const FIRST_STEP = 0.5;
const SHORTEST_STEP = 1e-10;
/** The correction aimed at, in log-ratios. */
const AIM = 0.1;
/** How closely a fork is located, in arc length. */
const FORK_WIDTH = 1e-7;
/** How far apart the two sides may then lie to be one branch. */
const FORK_GAP = 2e-6;
/** The probe beside a place where it passes through infinity, at least. */
const POLE = 1000;

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
  private readonly stepper: LogitBranchStepper = new LogitBranchStepper();
  private low: BranchPoint = new BranchPoint(0);
  private high: BranchPoint = new BranchPoint(0);
  private response: Float64Array = new Float64Array(0);
  private steps = 0;
  private folds = 0;
  private forks: number[] = [];

  trace(game: StageGame, precision: Float64Array, options: BranchOptions = {}): BranchResult {
    const { stepper } = this;
    this.prepare(game, precision);
    const provedUnique = options.shortcut !== false && hasUniqueLogitEquilibrium(game, precision);
    if (stepper.system.reach === 0 || (provedUnique && stepper.solveDirectly())) return this.finish("unique");
    stepper.start();
    return this.finish(this.follow(options.maxSteps ?? MAX_STEPS));
  }

  private prepare(game: StageGame, precision: Float64Array): void {
    const { stepper } = this;
    if (stepper.load(game, precision)) {
      this.low = new BranchPoint(stepper.size + 1);
      this.high = new BranchPoint(stepper.size + 1);
    }
    if (this.response.length < stepper.system.strategies) {
      this.response = new Float64Array(stepper.system.strategies);
    }
    stepper.at.z.fill(0);
    this.steps = 0;
    this.folds = 0;
    this.forks = [];
  }

  private follow(maxSteps: number): BranchReason {
    const { stepper } = this;
    const { size } = stepper;
    const { at, next } = stepper;
    let h = FIRST_STEP;
    while (this.steps < maxSteps) {
      this.steps++;
      if (h < SHORTEST_STEP * (1 + at.z[size]!)) return "step-too-short";
      if (!stepper.attempt(h, true)) {
        h *= next.sign === 0 ? 0.87 : 0.5;
        continue;
      }
      const growth = Math.sqrt(AIM / Math.max(stepper.correction, 1e-6));
      const longer = Math.min(h * Math.min(2, Math.max(0.5, growth)), Math.max(1, at.z[size]!));
      if (next.sign === 0) {
        this.forks.push(1);
        this.accept(next);
        return "traced";
      }
      h = isSameSide(at, next) ? this.goOn(longer) : this.settle(stepper.length, longer);
      if (at.z[size]! >= stepper.system.reach) return "traced";
    }
    return "too-many-steps";
  }

  private goOn(longer: number): number {
    this.accept(this.stepper.next);
    return longer;
  }

  /**
   * A sign changed between `at` and `next`, h further on: narrow down where,
   * and go on behind a fork, before a jump, or, if the probe only passed
   * through 0, at `next`. Returns the next step's length.
   */
  private settle(h: number, longer: number): number {
    const { stepper, low, high } = this;
    const { at, next } = stepper;
    const probeBefore = Math.abs(at.probe) + Math.abs(next.probe);
    low.copy(at);
    high.copy(next);
    let near = 0;
    let far = h;
    while (far - near > FORK_WIDTH * Math.max(1, at.z[stepper.size]!)) {
      const probe = Math.abs(low.probe) + Math.abs(high.probe);
      if (low.sign === high.sign && probe < 0.2 * probeBefore) break;
      const middle = near + 0.4871 * (far - near);
      if (!stepper.attempt(middle, false) || next.sign === 0) return middle / 2;
      if (isSameSide(low, next)) {
        near = middle;
        low.copy(next);
      } else {
        far = middle;
        high.copy(next);
      }
    }
    return this.settleAt(near, far, h, longer, probeBefore);
  }

  private settleAt(near: number, far: number, h: number, longer: number, probeBefore: number): number {
    const { low, high, stepper } = this;
    const crossed = low.sign !== high.sign;
    const probe = Math.abs(low.probe) + Math.abs(high.probe);
    if (!crossed && probe < Math.max(POLE, 5 * probeBefore)) {
      this.accept(high);
      return longer;
    }
    let gap = 0;
    for (let k = 0; k <= stepper.size; k++) gap = Math.max(gap, Math.abs(high.z[k]! - low.z[k]!));
    if (gap > FORK_GAP + 10 * (far - near)) {
      this.accept(low);
      return Math.max(near, far - near) / 4;
    }
    this.forks.push(Math.min(1, high.z[stepper.size]! / stepper.system.reach));
    this.accept(high);
    return Math.max(h - far, h / 4);
  }

  private accept(point: BranchPoint): void {
    const { at, size } = this.stepper;
    if (point.tangent[size]! * at.tangent[size]! < 0) this.folds++;
    at.copy(point);
  }

  /** Polish the end and say how well it meets the equations. */
  private finish(reason: BranchReason): BranchResult {
    const arrived = reason === "traced" || reason === "unique";
    const residual = arrived ? this.polish() : this.measure();
    const converged = arrived && residual <= BRANCH_TOLERANCE;
    return {
      probabilities: this.stepper.system.probability,
      utilities: this.stepper.system.utility,
      residual,
      steps: this.steps,
      folds: this.folds,
      forks: this.forks,
      converged,
      reason: arrived && !converged ? "residual-too-large" : reason,
    };
  }

  private polish(): number {
    const { stepper, low } = this;
    let residual = this.measure();
    for (let round = 0; round < 3 && residual > 0 && stepper.size > 0; round++) {
      low.copy(stepper.at);
      stepper.correctAtScale(stepper.at.z, 1);
      const polished = this.measure();
      if (!(polished < residual)) {
        stepper.at.copy(low);
        return this.measure();
      }
      residual = polished;
    }
    return residual;
  }

  private measure(): number {
    const { at, system, size } = this.stepper;
    system.evaluate(at.z, at.z[size]! / (system.reach || 1));
    return system.residual(this.response);
  }
}

function isSameSide(a: BranchPoint, b: BranchPoint): boolean {
  return a.sign === b.sign && a.probe > 0 === b.probe > 0;
}
