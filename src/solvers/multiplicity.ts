/**
 * Other logit equilibria of a stage game beside the one on the branch from
 * λ = 0: Newton's method from many points, what it finds kept once.
 *
 * All of them together obey a law that shows when some are missing: the signs
 * of det ∂F/∂y over all equilibria add up to 1 (the index theorem), so their
 * number is odd, forks aside.
 */

import { BRANCH_TOLERANCE } from "../numeric/branch-tracer.ts";
import { DenseLu } from "../numeric/dense-lu.ts";
import { log } from "../numeric/log.ts";
import { LogitSystem } from "../numeric/logit-system.ts";
import { type Random, randomStream } from "../numeric/random.ts";
import { countProfiles, type StageGame } from "../numeric/stage-game.ts";
import { traceLogitBranch } from "../numeric/trace-logit-branch.ts";

export interface StageEquilibrium {
  /** Player by player, strategy by strategy. */
  readonly probabilities: Float64Array;
  /** Largest |p − logit response to p|. */
  readonly residual: number;
  /** Sign of det ∂F/∂y: 1 or −1, 0 at a fork. */
  readonly index: number;
  /** The one on the branch from λ = 0. */
  readonly isPrincipal: boolean;
}

export interface StageEquilibria {
  /** The principal one first, the others by the probabilities of the first strategies, largest first. */
  readonly equilibria: readonly StageEquilibrium[];
  /** The indices add up to 1: necessary, not sufficient, for having found all. */
  readonly indicesAddUp: boolean;
  /** Points Newton's method started from. */
  readonly starts: number;
}

/** Equilibria closer than this in every probability are one. */
const SAME = 1e-7;
/** Give up after so many starts in a row that found nothing new, and altogether. */
const PATIENCE = 100;
const MOST_STARTS = 2000;
/** Response to every pure profile is a start where there are no more than so many. */
const MOST_PROFILES = 512;
const NEWTON_ROUNDS = 60;

/**
 * Look for all logit equilibria of a stage game.
 *
 * @param precision λ per player, finite and ≥ 0.
 * @param seed the same seed gives the same result.
 *
 * Cost: up to 2000 runs of Newton's method, each O(strategies³) a round; usually some hundred.
 * Does not mutate its arguments. Tests: test/solvers/multiplicity.test.ts.
 */
export function findStageEquilibria(game: StageGame, precision: Float64Array, seed: number): StageEquilibria {
  return new Search(game, precision, randomStream(seed)).run();
}

class Search {
  private readonly game: StageGame;
  private readonly precision: Float64Array;
  private readonly random: Random;
  private readonly system: LogitSystem = new LogitSystem();
  private readonly lu: DenseLu;
  private readonly y: Float64Array;
  private readonly trial: Float64Array;
  private readonly change: Float64Array;
  private readonly response: Float64Array;
  private readonly found: StageEquilibrium[] = [];

  constructor(game: StageGame, precision: Float64Array, random: Random) {
    this.game = game;
    this.precision = precision;
    this.random = random;
    this.system.load(game, precision);
    const { size, strategies } = this.system;
    this.lu = new DenseLu(size);
    this.y = new Float64Array(size);
    this.trial = new Float64Array(size);
    this.change = new Float64Array(size);
    this.response = new Float64Array(strategies);
  }

  run(): StageEquilibria {
    const principal = traceLogitBranch(this.game, this.precision);
    if (principal.converged) this.keep(principal.probabilities, principal.residual, true);
    const profiles = countProfiles(this.game);
    const pure = profiles <= MOST_PROFILES ? profiles : 0;
    let starts = 0;
    let idle = 0;
    while (starts < MOST_STARTS && (starts < pure || idle < PATIENCE || (!this.addUp() && idle < 5 * PATIENCE))) {
      if (starts < pure) this.startAtProfile(starts);
      else this.startAnywhere();
      starts++;
      idle = this.newton() && this.keepCurrent() ? 0 : idle + 1;
    }
    this.found.sort(byPrincipalThenProbabilities);
    return { equilibria: this.found, indicesAddUp: this.addUp(), starts };
  }

  private addUp(): boolean {
    return this.found.reduce((sum, { index }) => sum + index, 0) === 1;
  }

  /** The response to everybody playing one profile. */
  private startAtProfile(profile: number): void {
    const { system, game } = this;
    let rest = profile;
    for (let i = game.players - 1; i >= 0; i--) {
      const count = game.counts[i]!;
      const chosen = rest % count;
      rest = (rest - chosen) / count;
      const row = system.first[i]! - i;
      for (let a = 1; a < count; a++) {
        this.y[row + a - 1] = chosen === 0 ? -system.reach : a === chosen ? system.reach : 0;
      }
    }
    this.respond();
  }

  /** The response to log-ratios drawn evenly within a range that is drawn too, so that mixed and pure points come up. */
  private startAnywhere(): void {
    const range = this.system.reach * this.random.next();
    for (let k = 0; k < this.y.length; k++) this.y[k] = range * (2 * this.random.next() - 1);
    if (this.random.next() < 0.5) this.respond();
  }

  private respond(): void {
    this.system.evaluate(this.y, 1);
    for (let k = 0; k < this.y.length; k++) this.y[k] = this.y[k]! - this.system.equation[k]!;
  }

  /** Newton's method at s = 1, each step shortened until it gains. */
  private newton(): boolean {
    const { system, y, trial, change, lu } = this;
    const size = y.length;
    let miss = this.missAt(y);
    for (let round = 0; round < NEWTON_ROUNDS && miss > 1e-14 * (1 + system.reach); round++) {
      system.jacobian(1, lu.matrix, size);
      lu.factor(size);
      if (lu.sign === 0) return false;
      for (let k = 0; k < size; k++) change[k] = -system.equation[k]!;
      lu.solve(change);
      let better = Number.POSITIVE_INFINITY;
      for (let share = 1; share > 1e-4; share /= 2) {
        for (let k = 0; k < size; k++) trial[k] = y[k]! + share * change[k]!;
        better = this.missAt(trial);
        if (better < (1 - 0.1 * share) * miss) break;
      }
      if (!(better < miss)) break;
      y.set(trial);
      miss = better;
    }
    this.missAt(y);
    return system.residual(this.response) <= BRANCH_TOLERANCE;
  }

  private missAt(y: Float64Array): number {
    this.system.evaluate(y, 1);
    let miss = 0;
    for (let k = 0; k < y.length; k++) miss = Math.max(miss, Math.abs(this.system.equation[k]!));
    return miss;
  }

  private keepCurrent(): boolean {
    const { system } = this;
    const residual = system.residual(this.response);
    return this.keep(system.probability.slice(0, system.strategies), residual, false);
  }

  /** False where it is known already. */
  private keep(probabilities: Float64Array, residual: number, isPrincipal: boolean): boolean {
    if (this.found.some((known) => distance(known.probabilities, probabilities) < SAME)) return false;
    this.found.push({ probabilities, residual, index: this.indexOf(probabilities), isPrincipal });
    return true;
  }

  /** Sign of det ∂F/∂y at the logit response to these probabilities. */
  private indexOf(probabilities: Float64Array): number {
    const { system, y, lu } = this;
    if (y.length === 0) return 1;
    for (let i = 0; i < this.game.players; i++) {
      const base = system.first[i]!;
      for (let k = base + 1; k < system.first[i + 1]!; k++) {
        // The floor keeps probabilities that underflow finite; they have no weight in the determinant.
        const ratio = Math.max(probabilities[k]!, 1e-300) / Math.max(probabilities[base]!, 1e-300);
        y[k - i - 1] = log(ratio);
      }
    }
    system.evaluate(y, 1);
    system.jacobian(1, lu.matrix, y.length);
    lu.factor(y.length);
    return lu.pivotRatio < 1e-12 ? 0 : lu.sign;
  }
}

function byPrincipalThenProbabilities(a: StageEquilibrium, b: StageEquilibrium): number {
  if (a.isPrincipal !== b.isPrincipal) return a.isPrincipal ? -1 : 1;
  for (let k = 0; k < a.probabilities.length; k++) {
    const difference = b.probabilities[k]! - a.probabilities[k]!;
    if (Math.abs(difference) > SAME) return difference;
  }
  return 0;
}

function distance(a: Float64Array, b: Float64Array): number {
  let worst = 0;
  for (let k = 0; k < a.length; k++) worst = Math.max(worst, Math.abs(a[k]! - b[k]!));
  return worst;
}
