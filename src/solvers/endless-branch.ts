/**
 * The principal branch of the stationary Markov logit equilibrium: from λ = 0,
 * where everybody mixes evenly for ever, along λ_i(s) = s·λ_i to s = 1 (with
 * shocks counted: payoffs from zero at fixed λ).
 *
 * Unknowns are x = (v, y, τ): the values of position 0 as a share of what
 * payoffs can add up to, the log-ratios of every chooser at every node, and
 * τ = s·R. They are a fixed point of
 *
 *     v ← equations (1), (3), (4) with the mixes softmax(y)
 *     y_ia ← s λ_i (Q_i(a) − Q_i(0))                          (equation (2))
 *
 * together with a last equation that says where on the branch: at a given
 * distance from the last point along the line through the last two (so that
 * folds are passed), or τ = R at the end. Forks are not looked for; a point
 * far from where the line predicted it is not accepted.
 */
import type { Game } from "../game/game.ts";
import { exp } from "../numeric/exp.ts";
import { newtonKrylov } from "../numeric/newton-krylov.ts";
import { scaleGame } from "./endless-scaled.ts";
import { EndlessSweep, memberMix } from "./endless-sweep.ts";
import { settleValues } from "./endless-values.ts";
import { optionsOfProfile, worthAtNode } from "./endless-worth.ts";
import { policyRow, TablePolicy } from "./solve-backward.ts";

const FIRST_STEP = 0.1;
const LONGEST_STEP = 2;
const SHORTEST_STEP = 1e-6;
const MOST_STEPS = 2000;
/** How far the corrected point may lie from the predicted one, as a share of the step. */
const LARGEST_CORRECTION = 0.5;
const TOLERANCE = 1e-12;
const NEWTON_ROUNDS = 12;

export interface StationaryBranch {
  readonly converged: boolean;
  /** Probabilities by stage, and W_j of position 0. */
  readonly row: readonly Float64Array[];
  readonly value: Float64Array;
  readonly evaluations: number;
}

/**
 * Follow the branch to s = 1; every λ must be finite.
 *
 * Cost: a backward sweep an evaluation, some hundred evaluations where the
 * unknowns are few; not for games with many thousand states.
 */
export function followStationaryBranch(game: Game, shouldStop: () => boolean = () => false): StationaryBranch {
  return new Follower(game).run(shouldStop);
}

class Follower {
  private readonly game: Game;
  private readonly row: readonly Float64Array[];
  private sweep: EndlessSweep;
  private readonly values: number;
  private readonly valueUnit: number;
  /** R: what the log-ratios of one step's payoffs can span. */
  private readonly reach: number;
  private readonly size: number;
  private evaluations = 0;

  constructor(game: Game) {
    this.game = game;
    this.row = policyRow(game, 0);
    this.sweep = new EndlessSweep(game, new TablePolicy([this.row]));
    this.values = game.blockStart[1]! * game.actors.length;
    const patience = 1 - game.discount.reduce((a, b) => Math.max(a, b), 0);
    this.valueUnit = (game.payoffRange || 1) / patience;
    const sharpest = game.precision.filter((lambda) => lambda > 0).reduce((a, b) => Math.max(a, b), 0);
    this.reach = Math.max(1, sharpest * game.payoffRange);
    this.size = this.values + this.countRatios() + 1;
  }

  run(shouldStop: () => boolean): StationaryBranch {
    let before: Float64Array = new Float64Array(this.size);
    let at: Float64Array = this.evenPoint();
    let h = Math.min(FIRST_STEP, this.reach);
    let converged = false;
    const straight = new Float64Array(this.size);
    straight[this.size - 1] = 1;
    let direction: Float64Array = straight;
    for (let step = 0; step < MOST_STEPS && h >= SHORTEST_STEP && !shouldStop(); step++) {
      const gap = this.reach - at[this.size - 1]!;
      const pace = direction[this.size - 1]!;
      const landing = pace > 0 && h * pace >= gap;
      const length = landing ? gap / pace : h;
      const next = at.map((value, k) => value + length * direction[k]!);
      if (!this.correct(next, landing ? straight : direction, length)) {
        h = length / 2;
        continue;
      }
      before = at;
      at = next;
      converged = landing;
      if (landing) break;
      direction = directionFrom(before, at);
      h = Math.min(LONGEST_STEP, 1.5 * h);
    }
    this.setPolicy(at);
    const value = at.slice(0, this.values).map((v) => v * this.valueUnit);
    return { converged, row: this.row, value, evaluations: this.evaluations };
  }

  /** Newton's method in the plane across `across`; false where it strays too far from the prediction. */
  private correct(x: Float64Array, across: Float64Array, length: number): boolean {
    const last = this.size - 1;
    const predicted = x.slice();
    const result = newtonKrylov(
      (from, to) => {
        this.respond(from, to);
        let off = 0;
        for (let k = 0; k <= last; k++) off += across[k]! * (from[k]! - predicted[k]!);
        to[last] = from[last]! - off;
      },
      x,
      { tolerance: TOLERANCE * (1 + this.reach), scale: 1, rounds: NEWTON_ROUNDS },
    );
    const strayed = x.reduce((worst, value, k) => Math.max(worst, Math.abs(value - predicted[k]!)), 0);
    return (
      result.converged && strayed <= LARGEST_CORRECTION * Math.max(length, 0.01) && x[last]! <= this.reach * (1 + 1e-12)
    );
  }

  /** The fixed-point map; the last entry is left to the caller. */
  private respond(x: Float64Array, result: Float64Array): void {
    this.evaluations++;
    const s = x[this.size - 1]! / this.reach;
    const counted = this.game.shocks === "counted";
    if (counted) this.sweep = new EndlessSweep(scaleGame(this.game, s), new TablePolicy([this.row]));
    this.setPolicy(x);
    const { sweep, game } = this;
    for (let k = 0; k < this.values; k++) sweep.value[k] = x[k]! * this.valueUnit;
    sweep.backward();
    for (let k = 0; k < this.values; k++) result[k] = sweep.value[k]! / this.valueUnit;
    const scaled = counted ? scaleGame(game, s) : game;
    let place = this.values;
    this.eachNode((p, i) => {
      for (const { actor, own } of worthAtNode(scaled, sweep, p, i, this.row[p]!)) {
        const factor = (counted ? 1 : s) * game.precision[actor]!;
        for (let a = 1; a < own.length; a++) result[place++] = factor * (own[a]! - own[0]!);
      }
    });
  }

  /** Write the mixes of x into the policy. */
  private setPolicy(x: Float64Array): void {
    const { game, sweep } = this;
    let place = this.values;
    this.eachNode((p, i) => {
      const { actors, kind } = game.stages[p]!;
      const table = sweep.table(p);
      const first = table.choiceStart[i]!;
      const count = table.choiceStart[i + 1]! - first;
      if (kind === "turn") {
        this.row[p]!.set(softmax(x, place, count), first);
        place += count - 1;
        return;
      }
      const { start, given } = table.options!;
      const mixes = actors.map((_, m) => {
        const from = start[i * actors.length + m]!;
        const to = start[i * actors.length + m + 1]!;
        if (!Number.isNaN(given[from]!)) return given.slice(from, to);
        const mix = softmax(x, place, to - from);
        place += to - from - 1;
        return mix;
      });
      for (let c = 0; c < count; c++) {
        const options = optionsOfProfile(c, mixes);
        this.row[p]![first + c] = mixes.reduce((share, mix, m) => share * mix[options[m]!]!, 1);
      }
    });
  }

  /** s = 0: everybody mixes evenly, and the values follow. */
  private evenPoint(): Float64Array {
    const x = new Float64Array(this.size);
    this.setPolicy(x);
    const counted = this.game.shocks === "counted";
    const sweep = counted ? new EndlessSweep(scaleGame(this.game, 0), new TablePolicy([this.row])) : this.sweep;
    settleValues(this.game, sweep);
    for (let k = 0; k < this.values; k++) x[k] = sweep.value[k]! / this.valueUnit;
    return x;
  }

  private countRatios(): number {
    let ratios = 0;
    this.eachNode((p, i) => {
      const { actors, kind } = this.game.stages[p]!;
      const table = this.sweep.table(p);
      if (kind === "turn") ratios += table.choiceStart[i + 1]! - table.choiceStart[i]! - 1;
      else {
        actors.forEach((_, m) => {
          const from = table.options!.start[i * actors.length + m]!;
          if (Number.isNaN(table.options!.given[from]!)) {
            ratios += memberMix(table, actors.length, i, m, this.row[p]!).length - 1;
          }
        });
      }
    });
    return ratios;
  }

  /** Every reachable node at which somebody chooses, in a fixed order. */
  private eachNode(visit: (p: number, i: number) => void): void {
    this.game.stages.forEach(({ kind }, p) => {
      if (kind !== "turn" && kind !== "together") return;
      const { choiceStart } = this.sweep.table(p);
      for (let i = 0; i < this.sweep.nodes(p); i++) if (choiceStart[i + 1]! > choiceStart[i]!) visit(p, i);
    });
  }
}

/** Shares of exponentials of 0 and the log-ratios x[place] …. */
function softmax(x: Float64Array, place: number, count: number): Float64Array {
  const mix = new Float64Array(count);
  let top = 0;
  for (let a = 1; a < count; a++) top = Math.max(top, x[place + a - 1]!);
  let sum = 0;
  for (let a = 0; a < count; a++) {
    mix[a] = exp((a === 0 ? 0 : x[place + a - 1]!) - top);
    sum += mix[a]!;
  }
  for (let a = 0; a < count; a++) mix[a] = mix[a]! / sum;
  return mix;
}

/** Unit vector along the line through two points. */
function directionFrom(before: Float64Array, at: Float64Array): Float64Array {
  const line = at.map((value, k) => value - before[k]!);
  const length = Math.sqrt(line.reduce((sum, part) => sum + part * part, 0));
  return line.map((part) => part / length);
}
