/**
 * Private information by definition, with no code in common with src: every
 * history is walked, an actor averages over the histories it cannot tell apart
 * by how likely they are, and answers by logit; repeated, half way each time,
 * until nothing changes. For games with one equilibrium.
 */
import type { State } from "./evaluate.ts";
import { type Branch, Rules } from "./rules.ts";

interface SetAnswer {
  readonly lambda: number;
  shares: number[];
  weight: number;
  worth: number[];
}

export interface OracleAnswer {
  /** P(ending), in the order of the file. */
  readonly endings: readonly number[];
  /** What each actor expects at the start. */
  readonly worth: readonly number[];
  /** The last change of a probability. */
  readonly change: number;
}

/** A state at the start of a step, what everybody has seen by then, and how likely both are. */
export interface OraclePlace {
  readonly state: State;
  readonly history: string;
  readonly probability: number;
}

/** Somewhere else to begin than the file says. */
export interface OracleStart {
  readonly step: number;
  readonly states: readonly { readonly state: State; readonly probability: number }[];
}

export class PrivateOracle {
  private readonly rules: Rules;
  private readonly start: OracleStart;
  private until: { readonly step: number; readonly places: OraclePlace[] } | undefined;
  private ends: { readonly ending: number; readonly state: State; readonly probability: number }[] = [];
  /** By actor: variables it does not see. */
  private readonly unseen: readonly (readonly number[])[];
  private readonly everybody: readonly number[];
  private readonly sets = new Map<string, SetAnswer>();
  private endings: number[] = [];
  private worth: number[] = [];

  constructor(crisis: Rules["crisis"], start?: OracleStart) {
    this.rules = new Rules(crisis);
    this.start = start ?? { step: 0, states: this.rules.starts() };
    this.unseen = crisis.actors.map((_, j) =>
      crisis.variables.flatMap(({ seenBy }, v) => (seenBy === "all" || seenBy.includes(j) ? [] : [v])),
    );
    this.everybody = [...new Set(crisis.turns.flat().flatMap((j) => this.unseen[j]!))];
  }

  solve(): OracleAnswer {
    let change = 1;
    for (let round = 0; round < 5000 && change > 1e-14; round++) {
      this.walkAll();
      change = 0;
      for (const set of this.sets.values()) {
        const mean = set.worth.map((worth) => (set.weight > 0 ? worth / set.weight : 0));
        const top = Math.max(...mean.map((worth) => set.lambda * worth));
        const raw = mean.map((worth) => Math.exp(set.lambda * worth - top));
        const total = raw.reduce((sum, own) => sum + own, 0);
        set.shares = set.shares.map((share, a) => {
          const next = (share + raw[a]! / total) / 2;
          change = Math.max(change, Math.abs(next - share));
          return next;
        });
      }
    }
    this.walkAll();
    return { endings: this.endings, worth: this.worth, change };
  }

  /** Once solved: where the crisis can stand at the start of a step, and how it has ended before. */
  walkUntil(step: number): { readonly places: readonly OraclePlace[]; readonly ended: PrivateOracle["ends"] } {
    this.until = { step, places: [] };
    this.ends = [];
    this.walkAll();
    return { places: this.until.places, ended: this.ends };
  }

  /** Once solved: P(ending) from one of the start states, the actors believing what they do. */
  endingsFrom(state: State): readonly number[] {
    const { step } = this.start;
    this.endings = this.rules.crisis.endings.map(() => 0);
    this.group(step, 0, this.rules.inStep(state, step), this.shown(state), 1);
    return this.endings;
  }

  /**
   * Once solved: what each option is worth to an actor in a step, on average
   * over where it may stand as somebody sees it who knows more (other chances
   * of the start states). What an actor expects in each set stays its own.
   */
  worthOf(actor: number, step: number, starts: readonly { state: State; probability: number }[]): readonly number[] {
    this.walkAll();
    const expected = new Map([...this.sets].map(([key, { worth, weight }]) => [key, worth.map((own) => own / weight)]));
    for (const set of this.sets.values()) set.weight = 0;
    for (const { state, probability } of starts) {
      this.group(0, 0, this.rules.inStep(state, 0), this.shown(state), probability);
    }
    const own = [...this.sets].filter(([key]) => key.startsWith(`${step} `) && key.split(" ")[2] === String(actor));
    const total = own.reduce((sum, [, { weight }]) => sum + weight, 0);
    return own[0]![1].worth.map((_, a) =>
      own.reduce((sum, [key, { weight }]) => sum + (weight / total) * expected.get(key)![a]!, 0),
    );
  }

  private walkAll(): void {
    this.endings = this.rules.crisis.endings.map(() => 0);
    for (const set of this.sets.values()) {
      set.weight = 0;
      set.worth.fill(0);
    }
    const { step, states } = this.start;
    this.worth = this.rules.crisis.actors.map(() => 0);
    for (const { state, probability } of states) {
      const value = this.group(step, 0, this.rules.inStep(state, step), this.shown(state), probability);
      this.worth = this.worth.map((own, j) => own + probability * value[j]!);
    }
  }

  private shown(x: State): string {
    return x.filter((_, v) => !this.everybody.includes(v)).join();
  }

  private seen(j: number, x: State): string {
    return x.map((level, v) => (this.unseen[j]!.includes(v) ? "?" : level)).join();
  }

  /** Worth to everybody of standing before group k, having got there by a history of this probability. */
  private group(t: number, k: number, x: State, history: string, reach: number): number[] {
    const { rules } = this;
    if (k === 0 && t === this.until?.step) {
      this.until.places.push({ state: x, history, probability: reach });
      return rules.crisis.actors.map(() => 0);
    }
    if (k === rules.crisis.turns.length) return this.drivers(t, x, history, reach);
    const members = rules.crisis.turns[k]!;
    const options = members.map((j) => rules.available(j, x));
    const sets = members.map((j, m) => this.setOf(`${t} ${k} ${j} ${history} ${this.seen(j, x)}`, j, options[m]!, x));
    const value = rules.crisis.actors.map(() => 0);
    for (const profile of profiles(options.map((own) => own.length))) {
      const moves = profile.map((a, m) => options[m]![a]!);
      const share = profile.reduce((p, a, m) => p * sets[m]!.shares[a]!, 1);
      const q = this.mean(rules.afterMoves(moves, x), reach * share, (y, p) =>
        this.group(t, k + 1, y, `${history};${moves.join("+")}:${this.shown(y)}`, p),
      );
      members.forEach((j, m) => {
        q[j]! -= rules.cost(moves[m]!, x);
      });
      q.forEach((worth, j) => {
        value[j]! += share * worth;
      });
      profile.forEach((a, m) => {
        const others = profile.reduce((p, b, o) => (o === m ? p : p * sets[o]!.shares[b]!), 1);
        sets[m]!.worth[a]! += reach * others * q[members[m]!]!;
      });
    }
    for (const set of sets) set.weight += reach;
    return value;
  }

  private setOf(key: string, j: number, moves: readonly number[], x: State): SetAnswer {
    const byChance = this.rules.crisis.actors[j]!.actsByChance;
    if (byChance) return { lambda: 0, shares: this.rules.given(moves, x), weight: 0, worth: moves.map(() => 0) };
    const known = this.sets.get(key);
    if (known) return known;
    const shares = moves.map(() => 1 / moves.length);
    const set = { lambda: this.rules.precision(j), shares, weight: 0, worth: moves.map(() => 0) };
    this.sets.set(key, set);
    return set;
  }

  private drivers(t: number, x: State, history: string, reach: number): number[] {
    return this.mean(this.rules.afterDrivers(x), reach, (y, p) => this.endOfStep(t, y, history, p));
  }

  private endOfStep(t: number, y: State, history: string, reach: number): number[] {
    const { rules } = this;
    const s = rules.residualChance(y);
    const goesOn =
      t + 1 === rules.steps
        ? this.ended(rules.otherwise(), y, reach * (1 - s))
        : this.group(t + 1, 0, rules.inStep(y, t + 1), `${history}|${this.shown(y)}`, reach * (1 - s));
    const paid = rules.stepPayoffs(y).map((u, j) => (1 - s) * (u + rules.discount(j) * goesOn[j]!));
    const residual = rules.residual();
    if (residual === undefined) return paid;
    const other = this.ended(residual, y, reach * s);
    return paid.map((worth, j) => worth + s * other[j]!);
  }

  private ended(ending: number, y: State, reach: number): number[] {
    this.endings[ending]! += reach;
    if (this.until) this.ends.push({ ending, state: y, probability: reach });
    return this.rules.endingPayoffs(ending, y);
  }

  private mean(branches: readonly Branch[], reach: number, goesOn: (y: State, reach: number) => number[]): number[] {
    const total = this.rules.crisis.actors.map(() => 0);
    for (const { state, ending, probability } of branches) {
      const p = reach * probability;
      const value = ending === undefined ? goesOn(state, p) : this.ended(ending, state, p);
      value.forEach((v, j) => {
        total[j]! += probability * v;
      });
    }
    return total;
  }
}

function profiles(counts: readonly number[]): number[][] {
  return counts.reduce<number[][]>(
    (list, count) => list.flatMap((own) => Array.from({ length: count }, (_, a) => [...own, a])),
    [[]],
  );
}
