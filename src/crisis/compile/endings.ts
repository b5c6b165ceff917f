import { GrowingFloat64, GrowingInt32 } from "../../numeric/growing-array.ts";
import type { Crisis } from "../model.ts";
import { endingPayoffs, type NamedPayoff, totalPayoff } from "./payoffs.ts";
import { StateIndex } from "./state-index.ts";
import type { Tabulated, Tabulator } from "./tabulate.ts";

/** What of the endings has a price. */
export type EndingPrices = Pick<Endings, "payoffs" | "residualChance">;

/** The endings of a crisis: which one holds in a state, and the terminals met so far. */
export class Endings {
  /** Ending of each terminal. */
  readonly ending: GrowingInt32 = new GrowingInt32();
  readonly code: GrowingFloat64 = new GrowingFloat64();
  /** A phase of the calendar in which each terminal was met; payoffs do not differ between those it can be met in. */
  readonly phase: GrowingInt32 = new GrowingInt32();
  /** Phase under way. */
  currentPhase = 0;
  /** Calendars that a condition reads. */
  readonly calendarsInConditions: readonly number[];
  /** Calendars that a payoff reads: the same state is another terminal where they differ. */
  readonly calendarsInPayoffs: readonly number[];
  readonly residual: number;
  readonly otherwise: number;
  readonly residualChance: Tabulated | undefined;
  private readonly conditions: readonly { readonly ending: number; readonly when: Tabulated }[];
  /** By ending and actor. */
  readonly payoffs: readonly (readonly (readonly NamedPayoff[])[])[];
  private readonly calendarsOfPayoffs: readonly (readonly number[])[];
  private readonly known = new Map<string, { index: StateIndex; terminal: GrowingInt32 }>();
  private readonly possible: number;

  /** @param possible how many state codes there can be. */
  constructor(crisis: Crisis, tabulator: Tabulator, possible: number) {
    this.possible = possible;
    this.conditions = crisis.endings.flatMap(({ when }, ending) =>
      when ? [{ ending, when: tabulator.tabulate(when, "truth") }] : [],
    );
    const prices = tabulator.detached();
    this.payoffs = crisis.endings.map((_, ending) => endingPayoffs(crisis, ending, prices));
    const isCalendar = (v: number): boolean => crisis.variables[v]!.calendar !== undefined;
    this.calendarsInConditions = [...new Set(this.conditions.flatMap(({ when }) => when.reads.filter(isCalendar)))];
    this.calendarsOfPayoffs = this.payoffs.map((actors) => [
      ...new Set(actors.flatMap((parts) => parts.flatMap((part) => part.reads.filter(isCalendar)))),
    ]);
    this.calendarsInPayoffs = [...new Set(this.calendarsOfPayoffs.flat())];
    this.residual = crisis.endings.findIndex((ending) => ending.chance !== undefined);
    this.otherwise = crisis.endings.findIndex((ending) => ending.otherwise);
    const chance = crisis.endings[this.residual]?.chance;
    this.residualChance = chance && prices.tabulate(chance);
  }

  /** The first ending in file order whose condition holds, −1 if none does. */
  holding(levels: Int32Array): number {
    for (let i = 0; i < this.conditions.length; i++) {
      if (this.conditions[i]!.when.at(levels) !== 0) return this.conditions[i]!.ending;
    }
    return -1;
  }

  /** Number of the terminal "this ending in this state". */
  terminal(ending: number, code: number, levels: Int32Array): number {
    const calendars = this.calendarsOfPayoffs[ending]!;
    const key = calendars.length === 0 ? `${ending}` : `${ending} ${calendars.map((v) => levels[v]).join(" ")}`;
    let known = this.known.get(key);
    if (!known) {
      known = { index: new StateIndex(this.possible), terminal: new GrowingInt32() };
      this.known.set(key, known);
    }
    const local = known.index.add(code);
    if (local < known.terminal.length) return known.terminal.at(local);
    const terminal = this.ending.length;
    known.terminal.push(terminal);
    this.ending.push(ending);
    this.code.push(code);
    this.phase.push(this.currentPhase);
    return terminal;
  }

  /** U_j of an ending in a state. */
  payoff(ending: number, actor: number, levels: Int32Array): number {
    return totalPayoff(this.payoffs[ending]![actor]!, levels);
  }
}
