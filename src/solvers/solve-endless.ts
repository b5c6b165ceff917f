/**
 * The stationary Markov logit equilibrium of a game on an endless clock: the
 * policy σ(x), the same in every step, that equations (1) to (4) reproduce.
 *
 * There may be several. The rule by which one is selected:
 *
 * 1. the limit of ever longer finite clocks: backward steps repeated from a
 *    continuation of zero. Once the policy has settled to 1e-6 Newton's method
 *    makes the rest of the way.
 * 2. where that does not settle (it may go round in circles): the stationary
 *    equilibrium on the branch from λ = 0 of the whole game (`endless-branch.ts`).
 *
 * The record says which rule it was. The residual is measured by
 * `endlessResidual`, which shares no code with the solver.
 */
import type { Game } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import type { Solution, SolveRecord } from "../game/policy.ts";
import { newtonKrylov } from "../numeric/newton-krylov.ts";
import { BackwardStep } from "./backward-step.ts";
import { followStationaryBranch } from "./endless-branch.ts";
import { endlessResidual } from "./endless-residual.ts";
import { choicesIn, policyRow, TablePolicy } from "./solve-backward.ts";

/** Residual a solution must have to count as converged. */
const ENDLESS_TOLERANCE = 1e-8;

/** Policies closer than this, ten steps running, have settled. */
const SETTLED = 1e-6;
const SETTLED_STEPS = 10;
/** How far Newton's method may move a settled policy without being another one. */
const SAME_POLICY = 1e-2;
/** Relative change of values that is rounding. */
const ROUNDING = 1e-13;
const NEWTON_TOLERANCE = 1e-12;
const NEWTON_ROUNDS = 20;

export interface EndlessOptions {
  /** Longest finite clock tried; by default 60 / (1 − δ), at least 2000 and at most 20 000. */
  readonly maxSteps?: number;
  /** Called now and then with the number of backward steps made and the largest change of a probability in the last. */
  readonly onStep?: (steps: number, change: number) => void;
  /** Asked after each step; `true` stops with `cancelled`. */
  readonly shouldStop?: () => boolean;
}

type Rule = "clocks" | "branch" | "none";

/**
 * Solve a game on an endless clock.
 *
 * @returns `policy.at(anyStep, stage)` is the stationary policy, `value` W_j at
 *          position 0. Not converged: `record.converged` false, and a note that
 *          says how far it got; such a solution must not be used.
 *
 * @throws {GameError} `needs-endless-clock`, `cancelled`, and those of `BackwardStep`.
 *
 * Cost: a backward step for each step of the longest clock, and one for each
 * direction of Newton's method; memory J numbers for each state and direction.
 * Tests: test/solvers/endless.test.ts, test/solvers/reference-audience.test.ts.
 */
export function solveEndless(game: Game, options: EndlessOptions = {}): Solution {
  if (Number.isFinite(game.steps)) {
    throw new GameError("needs-endless-clock", "this clock has a last step; solve it by backward induction");
  }
  const run = new EndlessRun(game, options);
  let rule: Rule = run.lengthenClock() ? "clocks" : "none";
  if (rule === "none" && run.followBranch()) rule = "branch";
  return run.finish(rule);
}

/** The state of one solution: values of position 0 and the policy of the last backward step. */
class EndlessRun {
  private readonly game: Game;
  private readonly options: EndlessOptions;
  private readonly size: number;
  private readonly step: BackwardStep;
  private row: readonly Float64Array[];
  private previous: readonly Float64Array[];
  private steps = 0;
  /** Largest change of a probability in the last backward step of the longest clock. */
  private unrest = 0;

  constructor(game: Game, options: EndlessOptions) {
    this.game = game;
    this.options = options;
    this.size = game.blockStart[1]! * game.actors.length;
    this.step = new BackwardStep(game);
    this.row = policyRow(game, 0);
    this.previous = policyRow(game, 0);
  }

  /** Rule 1. False where the policy does not settle. */
  lengthenClock(): boolean {
    const most = this.options.maxSteps ?? longestClock(this.game);
    const before = new Float64Array(this.size);
    let settled = 0;
    for (let t = 0; t < most; t++) {
      const values = this.step.value.subarray(0, this.size);
      before.set(values);
      this.keepPolicy();
      this.backward();
      this.unrest = this.moved();
      this.options.onStep?.(this.steps, this.unrest);
      const change = distance(before, values);
      if (change <= ROUNDING * largest(values) && this.unrest <= ROUNDING) return true;
      settled = this.unrest <= SETTLED ? settled + 1 : 0;
      if (settled > 0 && settled % SETTLED_STEPS === 0 && this.sharpen()) return true;
    }
    return false;
  }

  /** Rule 2. False where it gets stuck. */
  followBranch(): boolean {
    if (this.game.precision.some((lambda) => lambda === Number.POSITIVE_INFINITY)) return false;
    const branch = followStationaryBranch(this.game, this.options.shouldStop);
    this.steps += branch.evaluations;
    if (this.options.shouldStop?.()) throw new GameError("cancelled", "stopped on request");
    if (!branch.converged) return false;
    this.row = branch.row;
    this.step.value.set(branch.value);
    return true;
  }

  /** The policy and values found, checked. */
  finish(rule: Rule): Solution {
    const { game, step } = this;
    const value = step.value.slice(0, this.size);
    const counters = { ties: step.ties, forks: step.forks, failures: step.failures };
    if (rule === "clocks") this.backward();
    const policy = new TablePolicy([this.row]);
    const residual = endlessResidual(game, policy);
    const found = rule !== "none" && step.failures === counters.failures;
    const record: SolveRecord = {
      method: METHODS[rule],
      converged: found && residual <= ENDLESS_TOLERANCE,
      residual,
      iterations: this.steps,
      ties: step.ties - counters.ties,
      forks: step.forks - counters.forks,
      positions: choicesIn(game, 0) * this.steps,
      notes: this.notes(rule, residual),
    };
    return { policy, value: rule === "clocks" ? step.value.slice(0, this.size) : value, record };
  }

  private notes(rule: Rule, residual: number): string[] {
    const circling = `Longer and longer finite clocks do not settle (the last step still moves a probability by ${this.unrest.toPrecision(2)}).`;
    const several = "There may be other stationary equilibria.";
    const notes =
      rule === "clocks"
        ? [`The stationary equilibrium is the limit of ever longer finite clocks. ${several}`]
        : rule === "branch"
          ? [circling, `The stationary equilibrium is the one on the branch from λ = 0. ${several}`]
          : [
              circling,
              "The branch from λ = 0 could not be followed to the end either: no stationary equilibrium was found.",
            ];
    if (rule !== "none" && residual > ENDLESS_TOLERANCE) {
      notes.push(`The equations are met only to ${residual.toPrecision(2)}.`);
    }
    return notes;
  }

  /** Newton's method from the values of a settled policy; undone where it leads elsewhere. */
  private sharpen(): boolean {
    const values = this.step.value.slice(0, this.size);
    const start = values.slice();
    this.keepPolicy();
    if (this.newton(values) && this.moved() <= SAME_POLICY) return true;
    this.step.value.set(start);
    this.restorePolicy();
    return false;
  }

  private newton(values: Float64Array): boolean {
    const { step, size } = this;
    const scale = Math.max(largest(values), this.game.payoffRange);
    const result = newtonKrylov(
      (from, to) => {
        step.value.set(from);
        this.backward();
        to.set(step.value.subarray(0, size));
      },
      values,
      { tolerance: NEWTON_TOLERANCE * scale, scale, rounds: NEWTON_ROUNDS },
    );
    step.value.set(values);
    this.backward();
    return result.converged;
  }

  private backward(): void {
    this.step.run(0, this.game.active, 0, false, this.row);
    this.steps++;
    if (this.options.shouldStop?.()) throw new GameError("cancelled", "stopped on request");
  }

  private keepPolicy(): void {
    this.row.forEach((probabilities, p) => {
      this.previous[p]!.set(probabilities);
    });
  }

  private restorePolicy(): void {
    this.previous.forEach((probabilities, p) => {
      this.row[p]!.set(probabilities);
    });
  }

  private moved(): number {
    return this.row.reduce((worst, probabilities, p) => Math.max(worst, distance(probabilities, this.previous[p]!)), 0);
  }
}

const METHODS: Readonly<Record<Rule, string>> = {
  clocks: "stationary Markov logit equilibrium: limit of ever longer finite clocks",
  branch: "stationary Markov logit equilibrium: branch from λ = 0",
  none: "stationary Markov logit equilibrium: not found",
};

function longestClock(game: Game): number {
  const patience = Math.ceil(60 / (1 - game.discount.reduce((a, b) => Math.max(a, b), 0)));
  return Math.min(20000, Math.max(2000, patience));
}

function distance(a: Float64Array, b: Float64Array): number {
  let worst = 0;
  for (let k = 0; k < a.length; k++) worst = Math.max(worst, Math.abs(a[k]! - b[k]!));
  return worst;
}

function largest(values: Float64Array): number {
  let worst = 0;
  for (const value of values) worst = Math.max(worst, Math.abs(value));
  return worst;
}
