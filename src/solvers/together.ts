/**
 * A node where several actors move at the same time: the logit equilibrium of
 * its stage game, equations (1) to (3), on the branch from λ = 0.
 */
import type { Game, StageTable } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import type { MultiplicityRecord } from "../game/policy.ts";
import { logSumExp } from "../numeric/log-sum-exp.ts";
import { hasUniqueLogitEquilibrium } from "../numeric/logit-uniqueness.ts";
import type { StageGame } from "../numeric/stage-game.ts";
import { LogitBranchTracer } from "../numeric/trace-logit-branch.ts";
import { findStageEquilibria, type StageEquilibrium } from "./multiplicity.ts";
import { logitResponse } from "./respond.ts";
import { TogetherStage } from "./together-stage.ts";

/** Solves one stage's nodes one after the other, and counts what happened. */
export interface TogetherKernel {
  /** Largest |σ − logit response| met. */
  readonly residual: number;
  /** Nodes whose branch met a fork. */
  readonly forks: number;
  /** Nodes whose branch could not be followed, or whose equations are not met to 1e-10. */
  readonly failures: number;
  /** Only where equilibria are selected for an actor. */
  readonly multiplicity?: MultiplicityRecord;
  /**
   * Node i of the stage (counted within its block): the probability of each
   * profile to `policy[choiceStart[i] + c]` and W_j to `value[outOffset + j]`.
   *
   * @param value W_j of every node of later positions and of every terminal, by node id: [node · J + j].
   */
  solveNode(table: StageTable, i: number, value: Float64Array, policy: Float64Array, outOffset: number): void;
  /** Values of the profiles of a node without costs, [profile · J + j]; what `respond` reads. */
  readonly q: Float64Array;
  /** Node i from the values in `q`; W_j to `value[outOffset + j]`. */
  respond(table: StageTable, i: number, policy: Float64Array, value: Float64Array, outOffset: number): void;
}

/**
 * A kernel for stage `stage`, which must be of kind `together`; every λ in the
 * group finite (above 0 with shocks counted).
 *
 * A group in which one member has something to choose is a single logit
 * response, in closed form. Memory: the largest node's profiles times J.
 * Tests: test/solvers/together.test.ts.
 *
 * @param favours where a node has several equilibria, play the one worth most to this actor, where it
 *   chooses there; the one on the branch otherwise. Such nodes are searched: see `findStageEquilibria`.
 */
export function createTogetherKernel(game: Game, stage: number, favours?: number): TogetherKernel {
  return favours === undefined ? new TracedKernel(game, stage) : new SelectingKernel(game, stage, favours);
}

/** See `createTogetherKernel`. */
export class TracedKernel implements TogetherKernel {
  residual = 0;
  forks = 0;
  failures = 0;
  protected readonly game: Game;
  protected readonly members: readonly number[];
  protected readonly stage: TogetherStage;
  private readonly tracer: LogitBranchTracer = new LogitBranchTracer();
  readonly q: Float64Array;
  private readonly probability: Float64Array;
  private readonly counted: Float64Array;

  constructor(game: Game, stage: number) {
    this.game = game;
    const { actors, tables } = game.stages[stage]!;
    this.members = actors;
    const { profiles, options } = largestNode(tables, actors.length);
    this.stage = new TogetherStage(actors, profiles, options);
    this.q = new Float64Array(profiles * game.actors.length);
    this.probability = new Float64Array(options);
    this.counted = new Float64Array(options);
  }

  solveNode(table: StageTable, i: number, value: Float64Array, policy: Float64Array, outOffset: number): void {
    const J = this.game.actors.length;
    const first = table.choiceStart[i]!;
    const profiles = table.choiceStart[i + 1]! - first;
    if (profiles === 0) return;
    for (let c = 0; c < profiles; c++) this.setValueOfProfile(table, first + c, value, c * J);
    this.respond(table, i, policy, value, outOffset);
  }

  respond(table: StageTable, i: number, policy: Float64Array, value: Float64Array, outOffset: number): void {
    const { stage, q, game } = this;
    const J = game.actors.length;
    const first = table.choiceStart[i]!;
    stage.load(table.options!, i, q, J, game.precision);
    if (stage.players === 1) this.respondAlone();
    else if (stage.players > 1) this.trace(i);
    stage.evaluate(q, J, policy, first, value, outOffset);
    if (game.shocks !== "counted") return;
    for (let k = 0; k < stage.players; k++) {
      value[outOffset + this.members[stage.member[k]!]!] = this.counted[k]!;
    }
  }

  private setValueOfProfile(table: StageTable, choice: number, value: Float64Array, at: number): void {
    const { q } = this;
    const J = this.game.actors.length;
    q.fill(0, at, at + J);
    for (let o = table.outcomeStart[choice]!; o < table.outcomeStart[choice + 1]!; o++) {
      const node = table.target[o]! * J;
      const chance = table.chance[o]!;
      for (let j = 0; j < J; j++) q[at + j] = q[at + j]! + chance * value[node + j]!;
    }
  }

  private respondAlone(): void {
    const { stage, probability } = this;
    const isCounted = this.game.shocks === "counted";
    const count = stage.counts[0]!;
    this.counted[0] = logitResponse(stage.payoff, 0, 1, count, stage.precision[0]!, probability, 0, isCounted);
    stage.setMix(0, probability, 0);
  }

  /** The equilibrium of the stage loaded, that of node i, taken up. */
  protected trace(i: number): void {
    const { stage, tracer } = this;
    const result = tracer.trace(stage, stage.precision);
    this.residual = Math.max(this.residual, result.residual);
    if (result.forks.length > 0) this.forks++;
    if (!result.converged) this.failures++;
    this.take(result.probabilities, result.utilities, i);
  }

  /** Mixes of the choosers, player by player, and what each strategy is worth. */
  protected take(probabilities: Float64Array, utilities: Float64Array, _i: number): void {
    const { stage, probability } = this;
    let at = 0;
    for (let k = 0; k < stage.players; k++) {
      const count = stage.counts[k]!;
      stage.setMix(k, probabilities, at);
      const lambda = stage.precision[k]!;
      for (let a = 0; a < count; a++) probability[a] = lambda * utilities[at + a]!;
      this.counted[k] = logSumExp(probability, 0, count) / lambda;
      at += count;
    }
  }
}

/** Nodes one search looks through at most. */
const MOST_SEARCHES = 20_000;

/** Plays, of several equilibria, the one that is worth most to an actor. */
class SelectingKernel extends TracedKernel {
  private several = 0;
  private most = 1;
  private incomplete = 0;
  private searches = 0;
  private readonly favours: number;

  constructor(game: Game, stage: number, favours: number) {
    super(game, stage);
    this.favours = favours;
  }

  get multiplicity(): MultiplicityRecord {
    return { several: this.several, most: this.most, incomplete: this.incomplete };
  }

  protected override trace(i: number): void {
    super.trace(i);
    const { stage } = this;
    if (hasUniqueLogitEquilibrium(stage, stage.precision)) return;
    if (++this.searches > MOST_SEARCHES) {
      const limit = `a search looks through ${MOST_SEARCHES.toLocaleString("en")} at most`;
      throw new GameError("too-many-equilibria", `Too many situations may have several equilibria; ${limit}.`);
    }
    const { equilibria, indicesAddUp } = findStageEquilibria(stage, stage.precision, 1);
    if (!indicesAddUp) this.incomplete++;
    this.most = Math.max(this.most, equilibria.length);
    if (equilibria.length < 2) return;
    this.several++;
    this.play(this.best(equilibria));
  }

  private play({ probabilities, residual }: StageEquilibrium): void {
    const { stage } = this;
    this.residual = Math.max(this.residual, residual);
    let at = 0;
    for (let k = 0; k < stage.players; k++) {
      stage.setMix(k, probabilities, at);
      at += stage.counts[k]!;
    }
  }

  /** The first of those that are worth most; the principal one comes first. */
  private best(equilibria: readonly StageEquilibrium[]): StageEquilibrium {
    const { stage } = this;
    let chooser = -1;
    for (let k = 0; k < stage.players; k++) if (this.members[stage.member[k]!] === this.favours) chooser = k;
    let best = equilibria[0]!;
    if (chooser < 0) return best;
    let most = expectedPayoff(stage, best.probabilities, chooser);
    for (const equilibrium of equilibria.slice(1)) {
      const worth = expectedPayoff(stage, equilibrium.probabilities, chooser);
      if (worth <= most) continue;
      most = worth;
      best = equilibrium;
    }
    return best;
  }
}

/** What a mixed profile is worth to one player; `probabilities` player by player. */
function expectedPayoff({ players, counts, payoff }: StageGame, probabilities: Float64Array, player: number): number {
  const digits = new Int32Array(players);
  const first = new Int32Array(players);
  let profiles = 1;
  for (let k = 0; k < players; k++) {
    first[k] = k === 0 ? 0 : first[k - 1]! + counts[k - 1]!;
    profiles *= counts[k]!;
  }
  let sum = 0;
  for (let profile = 0; profile < profiles; profile++) {
    let weight = 1;
    for (let k = 0; k < players; k++) weight *= probabilities[first[k]! + digits[k]!]!;
    sum += weight * payoff[profile * players + player]!;
    for (let k = players - 1; k >= 0; k--) {
      digits[k] = digits[k]! + 1;
      if (digits[k]! < counts[k]!) break;
      digits[k] = 0;
    }
  }
  return sum;
}

/** Most profiles, and most options of all members together, that a node has. */
function largestNode(tables: readonly StageTable[], members: number): { profiles: number; options: number } {
  let profiles = 1;
  let options = members;
  for (const table of tables) {
    const { start } = table.options!;
    for (let i = 0; i + 1 < table.choiceStart.length; i++) {
      profiles = Math.max(profiles, table.choiceStart[i + 1]! - table.choiceStart[i]!);
      options = Math.max(options, start[(i + 1) * members]! - start[i * members]!);
    }
  }
  return { profiles, options };
}
