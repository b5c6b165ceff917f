import type { Effect, Outcome } from "../model.ts";
import { ChanceTable } from "./chance-table.ts";
import type { CompileContext } from "./compile-context.ts";
import { stateInWords } from "./state-space.ts";
import type { Tabulated } from "./tabulate.ts";

/** Receives one outcome: the cell of its chance, the levels it leaves, and the ending it forces (−1 for none). */
export type OutcomeVisitor = (cell: number, levels: Int32Array, ends: number) => void;

interface CompiledEffect {
  readonly effect: Effect;
  readonly value: Tabulated | undefined;
}

interface CompiledOutcome {
  readonly effects: readonly CompiledEffect[];
  readonly ends: number;
}

const NOTHING: Outcome = { chance: "rest", effects: [], at: { file: "", start: 0, end: 0 } };

/** A list of chance outcomes of a move or a row of a driver, ready to be applied to states. */
export class OutcomeList {
  /** Variables whose levels matter for chances and effects. */
  readonly reads: readonly number[];
  private readonly source: readonly Outcome[];
  private readonly outcomes: readonly CompiledOutcome[];
  private readonly chances: ChanceTable;
  private readonly after: Int32Array;
  private readonly context: CompileContext;
  /** What the list belongs to, for messages. */
  private readonly what: string;

  constructor(context: CompileContext, outcomes: readonly Outcome[], what: string) {
    const { crisis, tabulator } = context;
    this.context = context;
    this.what = what;
    this.source = outcomes.length > 0 ? outcomes : [NOTHING];
    this.chances = new ChanceTable(this.source, crisis.variables.length, tabulator);
    this.outcomes = this.source.map((outcome) => ({
      effects: outcome.effects.map((effect) => ({
        effect,
        value: effect.kind === "set" ? tabulator.tabulate(effect.value, "value") : undefined,
      })),
      ends: outcome.ends ?? -1,
    }));
    const reads = new Set<number>(this.chances.reads);
    for (const { effects } of this.outcomes) {
      for (const { effect, value } of effects) {
        reads.add(effect.variable);
        for (const v of value?.reads ?? []) reads.add(v);
      }
    }
    this.reads = [...reads];
    this.after = new Int32Array(crisis.variables.length);
  }

  /**
   * Visit each outcome of probability above 0. The levels passed on are
   * overwritten by the next visit. Mistakes are noted; the outcomes concerned
   * are then left out.
   */
  visit(levels: Int32Array, visitor: OutcomeVisitor): void {
    const { book } = this.context.tabulator;
    for (let i = 0; i < this.outcomes.length; i++) {
      const cell = this.chances.cell(levels, i);
      const chance = book.at(cell);
      if (!(chance > 0)) {
        if (Number.isNaN(chance)) {
          this.noteMistake(levels);
          return;
        }
        continue;
      }
      const { effects, ends } = this.outcomes[i]!;
      for (let v = 0; v < levels.length; v++) this.after[v] = levels[v]!;
      let valid = true;
      for (let k = 0; k < effects.length; k++) valid = this.apply(effects[k]!, levels) && valid;
      if (valid) visitor(cell, this.after, ends);
    }
  }

  private noteMistake(levels: Int32Array): void {
    const { crisis, problems } = this.context;
    const mistake = this.chances.mistake(levels)!;
    const state = stateInWords(crisis, levels);
    if (mistake.kind === "not-one") {
      const { at } = this.source[0]!;
      problems.add("chances-not-one", at, { what: this.what, sum: mistake.sum, state });
    } else {
      const { at } = this.source[mistake.entry]!;
      problems.add("chance-out-of-range", at, { what: `an outcome of ${this.what}`, value: mistake.value, state });
    }
  }

  private apply({ effect, value }: CompiledEffect, before: Int32Array): boolean {
    const v = effect.variable;
    switch (effect.kind) {
      case "atLeast":
        this.after[v] = Math.max(this.after[v]!, effect.level);
        return true;
      case "atMost":
        this.after[v] = Math.min(this.after[v]!, effect.level);
        return true;
      case "shift":
      case "set": {
        const variable = this.context.crisis.variables[v]!;
        const level = effect.kind === "shift" ? this.after[v]! + effect.by : value!.at(before);
        if (Number.isInteger(level) && level >= 0 && level < variable.levels.length) {
          this.after[v] = level;
          return true;
        }
        const state = stateInWords(this.context.crisis, before);
        const { name, levels } = variable;
        this.context.problems.add("level-out-of-range", effect.at, { variable: name, value: level, levels, state });
        return false;
      }
    }
  }
}
