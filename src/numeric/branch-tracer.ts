/**
 * Following a branch of logit equilibria from the even mixture at s = 0 to
 * s = 1, or to where a watcher stops it.
 *
 * The branch is followed by arc length, so that folds, where s turns back,
 * are passed. Along one smooth branch the sign of the determinant of
 * `LogitBranchStepper` never changes. Where it does, or where the probe passes
 * through infinity, the place is narrowed down: if the points on both sides
 * lie together, other branches cross (a fork), and the one whose tangent
 * continues is kept, which is the symmetric one at a symmetric fork; if they
 * lie apart, the step had jumped to another branch and is taken back.
 *
 * Source: predictor-corrector continuation as in Allgower and Georg,
 * Numerical Continuation Methods (1990).
 * Tests: test/numeric/trace-logit-branch.test.ts, test/classic/reference.test.ts.
 */
import type { BranchSystem } from "./branch-system.ts";
import { BranchPoint, LogitBranchStepper } from "./logit-branch-stepper.ts";

/** How the end of the branch was got, or why it was not. */
export type BranchReason =
  /** Followed from s = 0 to s = 1. */
  | "traced"
  /** Followed from s = 0 to where the watcher stopped it. */
  | "stopped"
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

/** Looks at an accepted point of the branch, at which the system stands; true to stop there. */
export type BranchWatcher = (s: number, point: BranchPoint) => boolean;

export interface TraceOptions {
  /** Newton's method alone: the equilibrium is known to be unique. Default false. */
  readonly direct?: boolean;
  /** Default 20 000. */
  readonly maxSteps?: number;
  readonly watch?: BranchWatcher;
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

/** Keeps its arrays between runs; those of a result are overwritten by the next one. */
export class BranchTracer {
  private readonly stepper: LogitBranchStepper;
  private low: BranchPoint = new BranchPoint(0);
  private high: BranchPoint = new BranchPoint(0);
  private response: Float64Array = new Float64Array(0);
  private steps = 0;
  private folds = 0;
  private forks: number[] = [];
  private watch: BranchWatcher | undefined;

  constructor(system: BranchSystem) {
    this.stepper = new LogitBranchStepper(system);
  }

  /** From what the system is loaded with. Where the watcher stops, the system is rescaled so that its s = 1 is there. */
  trace(options: TraceOptions = {}): BranchResult {
    const { stepper } = this;
    this.prepare();
    this.watch = options.watch;
    if (stepper.system.reach === 0 || (options.direct && stepper.solveDirectly())) return this.finish("unique");
    stepper.start();
    return this.finish(this.follow(options.maxSteps ?? MAX_STEPS));
  }

  private prepare(): void {
    const { stepper } = this;
    if (stepper.load()) {
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
      if (this.isStopped()) return "stopped";
      if (at.z[size]! >= stepper.system.reach) return "traced";
    }
    return "too-many-steps";
  }

  private isStopped(): boolean {
    if (!this.watch) return false;
    const { at, system, size } = this.stepper;
    const s = at.z[size]! / system.reach;
    system.evaluate(at.z, s);
    if (!this.watch(s, at)) return false;
    if (s < 1) {
      system.rescale(s);
      this.forks = this.forks.map((fork) => fork / s);
    }
    return true;
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
    const arrived = reason === "traced" || reason === "unique" || reason === "stopped";
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
