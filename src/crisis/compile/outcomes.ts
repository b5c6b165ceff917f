import type { Crisis, Effect, Outcome } from "../model.ts";
import type { Problems } from "./problems.ts";
import { stateInWords } from "./state-space.ts";
import type { Tabulated, Tabulator } from "./tabulate.ts";

/** Chances that miss 1 by no more than this are taken as rounding. */
const SUM_TOLERANCE = 1e-9;

/** Receives one outcome: its chance, the levels it leaves, and the ending it forces (−1 for none). */
export type OutcomeVisitor = (chance: number, levels: Int32Array, ends: number) => void;

interface CompiledEffect {
  readonly effect: Effect;
  readonly value: Tabulated | undefined;
}

interface CompiledOutcome {
  readonly chance: Tabulated | undefined;
  readonly effects: readonly CompiledEffect[];
  readonly ends: number;
  readonly outcome: Outcome;
}

/** A list of chance outcomes of a move or a row of a driver, ready to be applied to states. */
export class OutcomeList {
  /** Variables whose levels matter for chances and effects. */
  readonly reads: readonly number[];
  private readonly outcomes: readonly CompiledOutcome[];
  private readonly chances: Float64Array;
  private readonly after: Int32Array;
  private readonly crisis: Crisis;
  private readonly problems: Problems;
  /** What the list belongs to, for messages. */
  private readonly what: string;

  constructor(
    crisis: Crisis,
    outcomes: readonly Outcome[],
    what: string,
    { tabulator, problems }: { readonly tabulator: Tabulator; readonly problems: Problems },
  ) {
    this.crisis = crisis;
    this.problems = problems;
    this.what = what;
    this.outcomes = outcomes.map((outcome) => ({
      chance: outcome.chance === "rest" ? undefined : tabulator.tabulate(outcome.chance),
      effects: outcome.effects.map((effect) => ({
        effect,
        value: effect.kind === "set" ? tabulator.tabulate(effect.value) : undefined,
      })),
      ends: outcome.ends ?? -1,
      outcome,
    }));
    const reads = new Set<number>();
    for (const { chance, effects } of this.outcomes) {
      for (const v of chance?.reads ?? []) reads.add(v);
      for (const { effect, value } of effects) {
        reads.add(effect.variable);
        for (const v of value?.reads ?? []) reads.add(v);
      }
    }
    this.reads = [...reads];
    this.chances = new Float64Array(outcomes.length);
    this.after = new Int32Array(crisis.variables.length);
  }

  /**
   * Visit each outcome of probability above 0. The levels passed on are
   * overwritten by the next visit. Mistakes are noted; the outcomes concerned
   * are then left out.
   */
  visit(levels: Int32Array, visitor: OutcomeVisitor): void {
    if (this.outcomes.length === 0) {
      this.after.set(levels);
      visitor(1, this.after, -1);
      return;
    }
    const total = this.readChances(levels);
    for (let i = 0; i < this.outcomes.length; i++) {
      const chance = this.chances[i]! / total;
      if (!(chance > 0)) continue;
      const outcome = this.outcomes[i]!;
      this.after.set(levels);
      let valid = true;
      for (let k = 0; k < outcome.effects.length; k++) valid = this.apply(outcome.effects[k]!, levels) && valid;
      if (valid) visitor(chance, this.after, outcome.ends);
    }
  }

  /** Fill `chances` and return what to divide them by. */
  private readChances(levels: Int32Array): number {
    let sum = 0;
    let rest = -1;
    for (let i = 0; i < this.outcomes.length; i++) {
      const { chance, outcome } = this.outcomes[i]!;
      if (!chance) {
        rest = i;
        this.chances[i] = 0;
        continue;
      }
      const value = chance.at(levels);
      if (!(value >= 0 && value <= 1)) {
        const state = stateInWords(this.crisis, levels);
        this.problems.add("chance-out-of-range", outcome.at, { what: `an outcome of ${this.what}`, value, state });
      }
      this.chances[i] = value;
      sum += value;
    }
    const excess = rest >= 0 ? sum - 1 : Math.abs(sum - 1);
    if (excess > SUM_TOLERANCE) {
      const at = this.outcomes[0]!.outcome.at;
      this.problems.add("chances-not-one", at, { what: this.what, sum, state: stateInWords(this.crisis, levels) });
    }
    if (rest < 0) return sum;
    this.chances[rest] = Math.max(0, 1 - sum);
    return Math.max(sum, 1);
  }

  private apply({ effect, value }: CompiledEffect, before: Int32Array): boolean {
    const v = effect.variable;
    const variable = this.crisis.variables[v]!;
    switch (effect.kind) {
      case "atLeast":
        this.after[v] = Math.max(this.after[v]!, effect.level);
        return true;
      case "atMost":
        this.after[v] = Math.min(this.after[v]!, effect.level);
        return true;
      case "shift":
      case "set": {
        const level = effect.kind === "shift" ? this.after[v]! + effect.by : value!.at(before);
        if (Number.isInteger(level) && level >= 0 && level < variable.levels.length) {
          this.after[v] = level;
          return true;
        }
        const state = stateInWords(this.crisis, before);
        const { name, levels } = variable;
        this.problems.add("level-out-of-range", effect.at, { variable: name, value: level, levels, state });
        return false;
      }
    }
  }
}
