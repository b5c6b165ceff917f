/**
 * The equilibrium of a crisis by equations (1) to (4), written as they stand:
 * recursion over (step, group, state), remembered by a printed key.
 */
import type { Crisis } from "../../src/crisis/model.ts";
import type { State } from "./evaluate.ts";
import { type Branch, Rules } from "./rules.ts";
import { solveStageGame } from "./same-time.ts";

/** What the actors of a group do: a move each (−1: pass), in the group's order. */
export interface Choice {
  readonly moves: readonly number[];
  readonly probability: number;
  readonly after: readonly Branch[];
}

interface Solved {
  readonly choices: readonly Choice[];
  /** W_j. */
  readonly value: readonly number[];
}

export interface EquilibriumOptions {
  /** Everybody chooses at random: λ = 0. */
  readonly uniform?: boolean;
}

export class Equilibrium {
  readonly rules: Rules;
  private readonly options: EquilibriumOptions;
  private readonly memo = new Map<string, Solved>();

  constructor(crisis: Crisis, options: EquilibriumOptions = {}) {
    this.rules = new Rules(crisis);
    this.options = options;
  }

  /** What group k does in state x of step t. */
  choices(t: number, k: number, x: State): readonly Choice[] {
    return this.solve(t, k, x).choices;
  }

  /** W_j(t, k, x); k = number of groups is the stage of the drivers. */
  value(t: number, k: number, x: State): readonly number[] {
    if (t === this.rules.steps) return this.rules.endingPayoffs(this.rules.otherwise(), x);
    if (k < this.rules.crisis.turns.length) return this.solve(t, k, x).value;
    return this.mean(this.rules.afterDrivers(x), (y) => this.endOfStep(t, y));
  }

  /** The bracket of equation (4). */
  private endOfStep(t: number, y: State): number[] {
    const { rules } = this;
    const paid = rules.stepPayoffs(y);
    const next = this.value(t + 1, 0, rules.inStep(y, t + 1));
    const goesOn = paid.map((u, j) => u + rules.discount(j) * next[j]!);
    const residual = rules.residual();
    if (residual === undefined) return goesOn;
    const s = rules.residualChance(y);
    const other = rules.endingPayoffs(residual, y);
    return goesOn.map((w, j) => s * other[j]! + (1 - s) * w);
  }

  private mean(branches: readonly Branch[], goesOn: (y: State) => readonly number[]): number[] {
    const total = this.rules.crisis.actors.map(() => 0);
    for (const b of branches) {
      const value = b.ending === undefined ? goesOn(b.state) : this.rules.endingPayoffs(b.ending, b.state);
      value.forEach((v, j) => {
        total[j]! += b.probability * v;
      });
    }
    return total;
  }

  private solve(t: number, k: number, x: State): Solved {
    const key = `${t}|${k}|${x.join()}`;
    const known = this.memo.get(key);
    if (known) return known;
    const solved = this.solveGroup(t, k, x);
    this.memo.set(key, solved);
    return solved;
  }

  private solveGroup(t: number, k: number, x: State): Solved {
    const { rules } = this;
    const group = rules.crisis.turns[k]!;
    const options = group.map((j) => rules.available(j, x));
    const profiles = product(options).map((moves) => {
      const after = rules.afterMoves(moves, x);
      const q = this.mean(after, (y) => this.value(t, k + 1, y));
      group.forEach((j, i) => {
        q[j]! -= rules.cost(moves[i]!, x);
      });
      return { moves, after, q };
    });
    const sigma = this.strategies(group, options, x, (m, profile) => {
      const moves = profile.map((a, i) => options[i]![a]!);
      return profiles.find((p) => p.moves.every((move, i) => move === moves[i]))!.q[group[m]!]!;
    });
    const choices = profiles.map(({ moves, after }) => {
      const probability = moves.reduce((p, move, i) => p * sigma[i]![options[i]!.indexOf(move)]!, 1);
      return { moves, after, probability };
    });
    const value = rules.crisis.actors.map((_, j) =>
      profiles.reduce((sum, profile, c) => sum + choices[c]!.probability * profile.q[j]!, 0),
    );
    if (rules.crisis.shocks === "counted") this.addShocks(group, sigma, value);
    return { choices, value };
  }

  /** (1/λ) ln Σ exp(λ Q) = Σ σ Q + (1/λ) · entropy of σ. */
  private addShocks(group: readonly number[], sigma: readonly (readonly number[])[], value: number[]): void {
    group.forEach((j, i) => {
      if (this.rules.crisis.actors[j]!.actsByChance || sigma[i]!.length === 1) return;
      const entropy = sigma[i]!.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0);
      value[j]! += entropy / this.rules.precision(j);
    });
  }

  private strategies(
    group: readonly number[],
    options: readonly (readonly number[])[],
    x: State,
    payoff: (m: number, profile: readonly number[]) => number,
  ): number[][] {
    const { rules } = this;
    const members = group.map((j, m) => {
      if (rules.crisis.actors[j]!.actsByChance) return rules.given(options[m]!, x);
      return this.options.uniform ? 0 : rules.precision(j);
    });
    if (members.length > 1) return solveStageGame({ options: options.map((o) => o.length), members, payoff });
    const only = members[0]!;
    if (typeof only !== "number") return [[...only]];
    return [
      logit(
        options[0]!.map((_, a) => payoff(0, [a])),
        only,
      ),
    ];
  }
}

/** Choice probabilities of one actor; best replies that tie share evenly. */
export function logit(q: readonly number[], precision: number): number[] {
  const top = Math.max(...q);
  const slack = 1e-12 * Math.max(1, ...q.map(Math.abs));
  const weights = q.map((value) => {
    if (precision === Number.POSITIVE_INFINITY) return value >= top - slack ? 1 : 0;
    return Math.exp(precision * (value - top));
  });
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
}

/** Every way to take one of each list; the last changes fastest. */
export function product<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((all, list) => all.flatMap((head) => list.map((item) => [...head, item])), [[]]);
}
