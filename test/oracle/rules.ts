/**
 * The rules of a crisis read straight off its definition: what is available,
 * what follows, what is paid. States are plain arrays of levels; nothing is
 * compiled, numbered or shared with the library's own way from file to odds.
 */
import type { Expression } from "../../src/crisis/expression.ts";
import type { Crisis, Effect, Move, Outcome, PayoffPart } from "../../src/crisis/model.ts";
import { evaluate, type State } from "./evaluate.ts";

/** One thing that can follow: a state, and the ending that holds there if one does. */
export interface Branch {
  readonly probability: number;
  readonly state: State;
  readonly ending?: number;
}

export class Rules {
  readonly crisis: Crisis;
  readonly steps: number;
  readonly parameters: readonly number[];

  constructor(crisis: Crisis) {
    if (crisis.clock.steps === undefined) throw new Error("the oracle needs a clock that ends");
    this.crisis = crisis;
    this.steps = crisis.clock.steps;
    this.parameters = crisis.parameters.map((parameter) => parameter.value);
  }

  number(e: Expression, x: State): number {
    return evaluate(e, x, this.parameters);
  }

  holds(e: Expression | undefined, x: State): boolean {
    return e === undefined || this.number(e, x) !== 0;
  }

  /** The same levels with the calendars of step t. */
  inStep(x: State, t: number): State {
    return x.map((level, v) => this.crisis.variables[v]!.calendar?.[Math.min(t, this.steps - 1)] ?? level);
  }

  /** Start states of step 0 with their probabilities. */
  starts(): Branch[] {
    let list: Branch[] = [{ probability: 1, state: [] }];
    for (const variable of this.crisis.variables) {
      if (variable.calendar) {
        list = list.map((b) => ({ ...b, state: [...b.state, variable.calendar![0]!] }));
        continue;
      }
      const chances = variable.start.map((e) => this.number(e, []));
      list = list.flatMap((b) =>
        chances.map((p, level) => ({ probability: b.probability * p, state: [...b.state, level] })),
      );
    }
    return list.filter((b) => b.probability > 0);
  }

  discount(j: number): number {
    return this.number(this.crisis.actors[j]!.discount, []);
  }

  /** λ of an actor; Infinity is best reply. */
  precision(j: number): number {
    const precision = this.crisis.actors[j]!.precision;
    if (precision === undefined) return Number.NaN;
    return precision === "infinite" ? Number.POSITIVE_INFINITY : this.number(precision, []);
  }

  /** Indexes of the moves an actor has in x; −1 alone is the pass. */
  available(j: number, x: State): number[] {
    const list: number[] = [];
    this.crisis.moves.forEach((move, m) => {
      if (move.actor === j && this.holds(move.when, x)) list.push(m);
    });
    return list.length > 0 ? list : [-1];
  }

  cost(m: number, x: State): number {
    const cost = m < 0 ? undefined : this.crisis.moves[m]!.cost;
    return cost === undefined ? 0 : this.number(cost, x);
  }

  /** Chances of the available moves of an actor that acts by chance. */
  given(moves: readonly number[], x: State): number[] {
    if (moves[0] === -1) return [1];
    return this.chances(
      moves.map((m) => this.chanceOfMove(this.crisis.moves[m]!)),
      x,
    );
  }

  private chanceOfMove(move: Move): Expression | "rest" {
    if (move.chance === undefined) throw new Error(`${move.name} has no chance`);
    return move.chance;
  }

  private chances(list: readonly (Expression | "rest")[], x: State): number[] {
    const known = list.map((chance) => (chance === "rest" ? 0 : this.number(chance, x)));
    const rest = 1 - known.reduce((sum, p) => sum + p, 0);
    return list.map((chance, i) => (chance === "rest" ? Math.max(0, rest) : known[i]!));
  }

  /** What an outcome list makes of x; outcomes without a chance to happen are left out. */
  outcomes(list: readonly Outcome[], x: State): Branch[] {
    if (list.length === 0) return [{ probability: 1, state: x }];
    const chances = this.chances(
      list.map((outcome) => outcome.chance),
      x,
    );
    return list.flatMap((outcome, i) => {
      if (chances[i]! < 1e-15) return [];
      const after = { probability: chances[i]!, state: this.apply(outcome.effects, x) };
      return [outcome.ends === undefined ? after : { ...after, ending: outcome.ends }];
    });
  }

  private apply(effects: readonly Effect[], x: State): State {
    const y = [...x];
    for (const effect of effects) y[effect.variable] = this.effect(effect, x);
    y.forEach((level, v) => {
      const top = this.crisis.variables[v]!.levels.length;
      if (!Number.isInteger(level) || level < 0 || level >= top) throw new Error(`level ${level} of variable ${v}`);
    });
    return y;
  }

  private effect(effect: Effect, x: State): number {
    const before = x[effect.variable]!;
    switch (effect.kind) {
      case "set":
        return this.number(effect.value, x);
      case "shift":
        return before + effect.by;
      case "atLeast":
        return Math.max(before, effect.level);
      case "atMost":
        return Math.min(before, effect.level);
    }
  }

  /** What follows when these moves of one group are made, in the group's order, with the check for endings after it. */
  afterMoves(moves: readonly number[], x: State): Branch[] {
    let list: Branch[] = [{ probability: 1, state: x }];
    for (const m of moves) {
      if (m >= 0) list = this.followedBy(list, (y) => this.outcomes(this.crisis.moves[m]!.outcomes, y));
    }
    return list.map((b) => this.withEnding(b));
  }

  /** What the drivers make of x, one after the other, with the check for endings after the last. */
  afterDrivers(x: State): Branch[] {
    let list: Branch[] = [{ probability: 1, state: x }];
    for (const driver of this.crisis.drivers) {
      list = this.followedBy(list, (y) => {
        const row = driver.rows.find((candidate) => this.holds(candidate.when, y));
        if (!row && driver.mustCover) throw new Error(`no row of ${driver.name} covers ${y.join()}`);
        return row ? this.outcomes(row.outcomes, y) : [{ probability: 1, state: y }];
      });
    }
    return list.map((b) => this.withEnding(b));
  }

  private followedBy(list: readonly Branch[], next: (x: State) => Branch[]): Branch[] {
    return list.flatMap((b) => {
      if (b.ending !== undefined) return [b];
      return next(b.state).map((c) => ({ ...c, probability: b.probability * c.probability }));
    });
  }

  private withEnding(b: Branch): Branch {
    if (b.ending !== undefined) return b;
    const ending = this.crisis.endings.findIndex((e) => e.when !== undefined && this.holds(e.when, b.state));
    return ending < 0 ? b : { ...b, ending };
  }

  residual(): number | undefined {
    const e = this.crisis.endings.findIndex((ending) => ending.chance !== undefined);
    return e < 0 ? undefined : e;
  }

  otherwise(): number {
    const e = this.crisis.endings.findIndex((ending) => ending.otherwise);
    if (e < 0) throw new Error("the last step was passed and no ending holds");
    return e;
  }

  /** s, the step's chance of the residual ending. */
  residualChance(x: State): number {
    const e = this.residual();
    return e === undefined ? 0 : this.number(this.crisis.endings[e]!.chance!, x);
  }

  /** u_j for every actor. */
  stepPayoffs(x: State): number[] {
    return this.crisis.actors.map((_, j) => this.sum(this.crisis.payoffs, j, x, this.crisis.payoffs));
  }

  /** U_j of an ending for every actor. */
  endingPayoffs(e: number, x: State): number[] {
    const parts = this.crisis.endings[e]!.payoffs;
    return this.crisis.actors.map((_, j) => this.sum(parts, j, x, this.crisis.payoffs));
  }

  /** Own parts, and for each `like` part of the actor its weight times the other's own parts. */
  private sum(
    parts: readonly (readonly PayoffPart[])[],
    j: number,
    x: State,
    standing: readonly (readonly PayoffPart[])[],
  ): number {
    const own = (i: number): number =>
      (parts[i] ?? []).reduce((total, part) => total + ("like" in part ? 0 : this.number(part.value, x)), 0);
    const likes = new Set([...(parts[j] ?? []), ...(standing[j] ?? [])]);
    let total = own(j);
    for (const part of likes) if ("like" in part) total += this.number(part.weight, x) * own(part.like);
    return total;
  }
}
