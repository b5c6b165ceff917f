/**
 * The stationary Markov logit equilibrium of a game on an endless clock: the
 * policy σ(x), the same in every step, that equations (1) to (4) reproduce.
 *
 * There may be several. The rule by which one is selected:
 *
 * 1. the limit of ever longer finite clocks: backward steps repeated from a
 *    continuation of zero. Once the policy settles Newton's method makes the
 *    rest of the way, to a point that steps lead to (`endless-approach.ts`).
 * 2. where that does not settle (it may go round in circles): the stationary
 *    equilibrium on the branch from λ = 0 of the whole game (`endless-branch.ts`).
 *
 * Where several move at the same time a node is traced from λ = 0 in every
 * step, unless it has one equilibrium by proof, or the policy moves by less
 * than 1e-3 a step: then it starts from its solution of the step before. A
 * last step in which every node is traced must change nothing; where it does,
 * the clock is lengthened again with every node traced in every step.
 *
 * The record says which rule it was. The residual is measured by
 * `endlessResidual`, which shares no code with the solver.
 */
import type { Game } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import type { Solution, SolveRecord } from "../game/policy.ts";
import { type FixedPointMap, newtonKrylov } from "../numeric/newton-krylov.ts";
import { leadsTo } from "./endless-approach.ts";
import { followStationaryBranch } from "./endless-branch.ts";
import { endlessResidual } from "./endless-residual.ts";
import { EndlessStep } from "./endless-step.ts";
import type { Tracing } from "./nearby-kernel.ts";
import { choicesIn, policyRow, TablePolicy } from "./solve-backward.ts";

/** Residual a solution must have to count as converged. */
const ENDLESS_TOLERANCE = 1e-8;

/** Policies closer than this, ten steps running, have settled. */
const SETTLED = 1e-6;
const SETTLED_STEPS = 10;
/** How far Newton's method may move a settled policy without being another one. */
const SAME_POLICY = 1e-2;
/** A policy that, going on as in the slowest of its last three steps, has less than this left to move, is as good as settled … */
const SETTLING = 1e-3;
const LAST_STEPS = 3;
/** … if Newton's method moves it no further than so many times that. */
const SETTLING_REACH = 5;
/** While a policy moves further than this every node that may have several equilibria is traced from λ = 0. */
const NEAR = 1e-3;
/** A failed attempt is repeated where so much less is left. */
const NEXT_ATTEMPT = 0.01;
/** A policy, with its values, this near to an earlier one, while single steps move it further than `SETTLED`, goes round in circles. */
const CIRCLE = 1e-9;
/** How far the branches from λ = 0 may differ from the solution they check. */
const SAME_BRANCH = 1e-7;
/** Relative change of values that is rounding. */
const ROUNDING = 1e-13;
const NEWTON_TOLERANCE = 1e-13;
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
 * @throws {GameError} `needs-endless-clock`, `cancelled`, and those of `EndlessStep`.
 *
 * Cost: a backward step for each step of the longest clock (which may be
 * lengthened twice), and one for each direction of Newton's method; memory J numbers for each state and direction.
 * Tests: test/solvers/endless.test.ts, test/solvers/endless-step.test.ts, test/solvers/reference-audience.test.ts.
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
  private readonly step: EndlessStep;
  private row: readonly Float64Array[];
  private readonly previous: readonly Float64Array[];
  private steps = 0;
  /** Largest change of a probability in the last backward step of the longest clock. */
  private unrest = 0;
  /** A policy settled that the branches from λ = 0 do not give. */
  private hasJumped = false;
  /** Counts of the last step, if rule 1 came to one. */
  private last = { ties: 0, forks: 0, failures: 0 };

  constructor(game: Game, options: EndlessOptions) {
    this.game = game;
    this.options = options;
    this.size = game.blockStart[1]! * game.actors.length;
    this.step = new EndlessStep(game);
    this.row = policyRow(game, 0);
    this.previous = policyRow(game, 0);
    this.step.writePasses(this.row);
    this.step.writePasses(this.previous);
  }

  /** Rule 1. False where the policy does not settle. */
  lengthenClock(): boolean {
    const settled = this.settle("none");
    if (settled && this.confirm()) return true;
    if (!this.game.stages.some(({ kind }) => kind === "together")) return false;
    return this.settle("all") && this.confirm();
  }

  /** Backward steps from a continuation of zero until the policy settles. */
  private settle(late: Tracing): boolean {
    const most = this.options.maxSteps ?? longestClock(this.game);
    const { step } = this;
    this.startOver();
    const before = new Float64Array(this.size);
    const earlierValues = new Float64Array(this.size);
    const earlier = this.row.map((probabilities) => probabilities.slice());
    let settled = 0;
    let attempt = SETTLING;
    const paces = new Float64Array(LAST_STEPS).fill(Number.POSITIVE_INFINITY);
    for (let t = 1; t <= most; t++) {
      before.set(step.value);
      copyRow(this.row, this.previous);
      this.backward(this.unrest <= NEAR ? late : late === "all" ? "all" : "open");
      const unrestBefore = this.unrest;
      this.unrest = rowDistance(this.row, this.previous);
      this.options.onStep?.(this.steps, this.unrest);
      if (distance(before, step.value) <= ROUNDING * largest(step.value) && this.unrest <= ROUNDING) return true;
      settled = this.unrest <= SETTLED ? settled + 1 : 0;
      if (settled > 0 && settled % SETTLED_STEPS === 0 && this.sharpen(late, SAME_POLICY)) return true;
      paces[t % LAST_STEPS] = this.unrest / unrestBefore;
      const left = leftToMove(this.unrest, largest(paces));
      if (left <= attempt) {
        if (this.sharpen(late, SETTLING_REACH * left)) return true;
        attempt = NEXT_ATTEMPT * left;
      }
      if (this.unrest > SETTLED && this.isWhere(earlier, earlierValues)) return false;
      // Brent's way to find a circle of any length: the one remembered is left behind twice as far each time.
      if ((t & (t - 1)) === 0) {
        copyRow(this.row, earlier);
        earlierValues.set(step.value);
      }
    }
    return false;
  }

  private startOver(): void {
    this.step.value.fill(0);
    this.step.forget();
    for (const probabilities of this.row) probabilities.fill(0);
    this.step.writePasses(this.row);
    this.unrest = Number.POSITIVE_INFINITY;
  }

  /** Policy and values are what they were: values may still move where a policy comes back. */
  private isWhere(row: readonly Float64Array[], values: Float64Array): boolean {
    const { value } = this.step;
    return distance(value, values) <= CIRCLE * largest(value) && rowDistance(this.row, row) <= CIRCLE;
  }

  /** A last step in which every node is traced from λ = 0; false where that gives another policy. */
  private confirm(): boolean {
    const { step } = this;
    copyRow(this.row, this.previous);
    const before = { ties: step.ties, forks: step.forks, failures: step.failures };
    this.backward("all");
    if (rowDistance(this.row, this.previous) > SAME_BRANCH) {
      this.hasJumped = true;
      return false;
    }
    this.last = {
      ties: step.ties - before.ties,
      forks: step.forks - before.forks,
      failures: step.failures - before.failures,
    };
    return true;
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
    const value = step.value.slice();
    const policy = new TablePolicy([this.row]);
    const residual = endlessResidual(game, policy, value);
    const found = rule !== "none" && this.last.failures === 0;
    const record: SolveRecord = {
      method: METHODS[rule],
      converged: found && residual <= ENDLESS_TOLERANCE,
      residual,
      iterations: this.steps,
      ties: this.last.ties,
      forks: this.last.forks,
      positions: choicesIn(game, 0) * this.steps,
      notes: this.notes(rule, residual),
    };
    return { policy, value, record };
  }

  private notes(rule: Rule, residual: number): string[] {
    const circling =
      this.hasJumped && this.unrest <= SETTLED
        ? "Longer and longer finite clocks settle where the branch of a stage jumps: traced from λ = 0 once more, it leads elsewhere."
        : `Longer and longer finite clocks do not settle (the last step still moves a probability by ${this.unrest.toPrecision(2)}).`;
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

  /**
   * Newton's method from the values of a settled policy; undone where it moves
   * the policy further than `reach`, or to where backward steps only pass by.
   */
  private sharpen(tracing: Tracing, reach: number): boolean {
    const { step } = this;
    const start = step.value.slice();
    const values = start.slice();
    const scale = Math.max(largest(values), this.game.payoffRange);
    const map: FixedPointMap = (from, to) => {
      step.value.set(from);
      this.backward(tracing);
      to.set(step.value);
    };
    copyRow(this.row, this.previous);
    const options = { tolerance: NEWTON_TOLERANCE * scale, scale, rounds: NEWTON_ROUNDS };
    let found = newtonKrylov(map, values, options).converged;
    if (found) {
      map(values, new Float64Array(this.size));
      found = rowDistance(this.row, this.previous) <= reach && leadsTo(map, start, values, scale);
    }
    if (found) {
      map(values, new Float64Array(this.size));
      return true;
    }
    step.value.set(start);
    step.forget();
    copyRow(this.previous, this.row);
    return false;
  }

  private backward(tracing: Tracing): void {
    this.step.run(this.row, tracing);
    this.steps++;
    if (this.options.shouldStop?.()) throw new GameError("cancelled", "stopped on request");
  }
}

const METHODS: Readonly<Record<Rule, string>> = {
  clocks: "stationary Markov logit equilibrium: limit of ever longer finite clocks",
  branch: "stationary Markov logit equilibrium: branch from λ = 0",
  none: "stationary Markov logit equilibrium: not found",
};

/** What is left of a movement that shrinks by the same ratio in every step. */
function leftToMove(last: number, ratio: number): number {
  return ratio < 1 ? (last * ratio) / (1 - ratio) : Number.POSITIVE_INFINITY;
}

function longestClock(game: Game): number {
  const patience = Math.ceil(60 / (1 - game.discount.reduce((a, b) => Math.max(a, b), 0)));
  return Math.min(20000, Math.max(2000, patience));
}

function copyRow(from: readonly Float64Array[], to: readonly Float64Array[]): void {
  from.forEach((probabilities, p) => {
    to[p]!.set(probabilities);
  });
}

function rowDistance(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  return a.reduce((worst, probabilities, p) => Math.max(worst, distance(probabilities, b[p]!)), 0);
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
