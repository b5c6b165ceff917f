/**
 * A crisis as a conflict of the graph model: what remains of it without chance,
 * time and the order of turns.
 *
 * - A state is a combination of levels that moves of actors lead to from the
 *   start; an ending is a state that nobody can leave (one for each ending, or
 *   more where it pays differently).
 * - An actor can go from a state wherever one of its open moves leads. Of
 *   several chance outcomes the likeliest counts; what is sent has arrived.
 * - Drivers and actors that act by chance stand still; hidden levels are at
 *   their likeliest. Other levels can be set.
 * - A state is worth to an actor what it gets if nobody moves any more: its
 *   payoffs per step to the end of the clock and those of `otherwise`,
 *   discounted; an ending what it pays. Costs of moves belong to no state and
 *   are left out.
 */
import type { CompileContext } from "../../crisis/compile/compile-context.ts";
import { Endings } from "../../crisis/compile/endings.ts";
import { evaluate } from "../../crisis/compile/evaluate.ts";
import { availableMoves, type CompiledMove, compileMoves } from "../../crisis/compile/moves.ts";
import { OutcomeList } from "../../crisis/compile/outcomes.ts";
import { parameterValues, startOf } from "../../crisis/compile/parts.ts";
import { type StepPayoffs, stepPayoffs, totalPayoff } from "../../crisis/compile/payoffs.ts";
import { Problems } from "../../crisis/compile/problems.ts";
import { changedVariables } from "../../crisis/compile/state-space.ts";
import { Tabulator } from "../../crisis/compile/tabulate.ts";
import type { Crisis } from "../../crisis/model.ts";
import { moveLists, ranksOf } from "../../stability/conflict-graph.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { Intervention } from "../intervention.ts";
import { type Conflict, MOST_STATES, type Named } from "./conflict.ts";
import { conflictMistake } from "./conflict-messages.ts";

export interface CrisisConflict {
  readonly conflict: Conflict | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Payoffs closer than this share of the largest are as good. */
const TIE = 1e-12;
/** Arrivals are waited for so often. */
const MOST_WAITS = 1000;

/** @param settings levels and parameters that take the place of those of the file. */
export function conflictOfCrisis(crisis: Crisis, settings: readonly Intervention[] = []): CrisisConflict {
  return new CrisisWalk(crisis, settings).conflict();
}

interface MetState {
  readonly levels: Int32Array;
  /** −1 while the crisis goes on. */
  readonly ending: number;
  /** By actor of the crisis. */
  readonly worth: Float64Array;
}

/** What an outcome leaves: levels, and the ending it forces, −1 for none. */
interface Left {
  readonly levels: Int32Array;
  readonly ends: number;
}

class CrisisWalk {
  private readonly crisis: Crisis;
  private readonly settings: readonly Intervention[];
  private readonly context: CompileContext;
  private readonly parameters: Float64Array;
  private readonly endings: Endings;
  private readonly payoffs: StepPayoffs;
  private readonly arrivals: readonly { readonly variable: number; readonly outcomes: OutcomeList }[];
  /** Indexes of the actors that decide. */
  private readonly deciders: readonly number[];
  private readonly states: MetState[] = [];
  private readonly known = new Map<string, number>();
  private readonly uncertainMoves = new Set<number>();
  private readonly costly = new Set<number>();

  constructor(crisis: Crisis, settings: readonly Intervention[]) {
    this.crisis = crisis;
    this.settings = settings;
    this.parameters = parameterValues(crisis);
    for (const one of settings) if (one.kind === "setParameter") this.parameters[one.parameter] = one.value;
    const tabulator = new Tabulator(crisis, this.parameters);
    this.context = { crisis, tabulator, problems: new Problems() };
    this.endings = new Endings(crisis, tabulator, 0);
    this.payoffs = stepPayoffs(crisis, tabulator);
    this.arrivals = this.findArrivals();
    const movers = new Set(crisis.turns.flat());
    this.deciders = crisis.actors.flatMap((actor, i) => (movers.has(i) && !actor.actsByChance ? [i] : []));
  }

  conflict(): CrisisConflict {
    const { crisis, deciders, states } = this;
    const start = this.startLevels();
    if (this.add(start, -1) < 0 || states[0]!.ending >= 0) {
      const what = "The start, in which an ending already holds,";
      return { conflict: undefined, diagnostics: [conflictMistake("conflict-no-states", { what })] };
    }
    const moves = deciders.map((actor) => compileMoves(this.context, actor));
    const targets: number[][][] = deciders.map(() => []);
    for (let s = 0; s < states.length && states.length <= MOST_STATES; s++) {
      deciders.forEach((_, i) => {
        targets[i]!.push(this.targetsFrom(s, moves[i]!));
      });
    }
    const { problems } = this.context;
    if (problems.any) return { conflict: undefined, diagnostics: problems.diagnostics };
    if (states.length > MOST_STATES) {
      const params = { what: "states, or more", count: states.length, limit: MOST_STATES };
      return { conflict: undefined, diagnostics: [conflictMistake("conflict-too-large", params, crisis.at)] };
    }
    const rank = deciders.map((i) => {
      const worth = Float64Array.from(states, (state) => state.worth[i]!);
      return ranksOf(worth, TIE * worth.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
    });
    const conflict: Conflict = {
      title: crisis.name,
      actors: deciders.map((i) => ({ name: crisis.actors[i]!.name, label: crisis.actors[i]!.label })),
      states: this.labels(),
      graph: { actors: deciders.length, states: states.length, moves: targets.map(moveLists), rank },
      notes: this.notes(start),
    };
    return { conflict, diagnostics: [] };
  }

  private startLevels(): Int32Array {
    const { crisis, parameters } = this;
    const levels = Int32Array.from(crisis.variables, (variable, v) => {
      if (variable.calendar) return variable.calendar[0] ?? 0;
      const chances = startOf(crisis, v, parameters);
      return chances.indexOf(Math.max(...chances));
    });
    for (const one of this.settings) if (one.kind === "setLevel") levels[one.variable] = one.level;
    return levels;
  }

  /** Index of a state, −1 where it cannot be told because of mistakes. */
  private add(levels: Int32Array, forced: number): number {
    const ending = forced >= 0 ? forced : this.endings.holding(levels);
    const worth = ending >= 0 ? this.worthOfEnding(ending, levels) : this.worthOfStaying(levels);
    if (worth.some((value) => !Number.isFinite(value))) return -1;
    const key = ending >= 0 ? `end ${ending} ${worth.join(" ")}` : levels.join(" ");
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.states.length);
    return this.states.push({ levels: levels.slice(), ending, worth }) - 1;
  }

  private worthOfEnding(ending: number, levels: Int32Array): Float64Array {
    return Float64Array.from(this.crisis.actors, (_, i) => this.endings.payoff(ending, i, levels));
  }

  /** What each actor gets if the state stays as it is to the end of the clock. */
  private worthOfStaying(levels: Int32Array): Float64Array {
    const { crisis, endings } = this;
    const { steps } = crisis.clock;
    const at = levels.slice();
    const discount = crisis.actors.map((actor) => evaluate(actor.discount, [], this.parameters));
    const worth = new Float64Array(crisis.actors.length);
    const weight = new Float64Array(crisis.actors.length).fill(1);
    if (steps === undefined) {
      return worth.map((_, i) => totalPayoff(this.payoffs[i]!, at) / (1 - discount[i]!));
    }
    for (let t = 0; t < steps; t++) {
      crisis.variables.forEach(({ calendar }, v) => {
        if (calendar) at[v] = calendar[t]!;
      });
      for (let i = 0; i < worth.length; i++) {
        worth[i]! += weight[i]! * totalPayoff(this.payoffs[i]!, at);
        weight[i]! *= discount[i]!;
      }
    }
    if (endings.otherwise < 0) return worth;
    return worth.map((value, i) => value + weight[i]! * endings.payoff(endings.otherwise, i, at));
  }

  private targetsFrom(s: number, moves: readonly CompiledMove[]): number[] {
    const { levels, ending } = this.states[s]!;
    if (ending >= 0) return [];
    const found: number[] = [];
    for (const move of availableMoves(moves, levels)) {
      const to = this.likeliest(levels, move);
      if (to < 0 || to === s) continue;
      found.push(to);
      if (move.cost) this.costly.add(move.move);
    }
    return found;
  }

  private likeliest(levels: Int32Array, { move, outcomes }: CompiledMove): number {
    const next = this.apply(levels, outcomes, () => this.uncertainMoves.add(move));
    if (!next) return -1;
    const arrived = this.withArrivals(next);
    return this.add(arrived.levels, arrived.ends);
  }

  /** The likeliest outcome, the first of several. */
  private apply(levels: Int32Array, outcomes: OutcomeList, onChance: () => void): Left | undefined {
    let best = -1;
    let result: Left | undefined;
    const { book } = this.context.tabulator;
    outcomes.visit(levels, (cell, after, ends) => {
      const chance = book.at(cell);
      if (chance < 1) onChance();
      if (chance <= best) return;
      best = chance;
      result = { levels: after.slice(), ends };
    });
    return result;
  }

  /** What is under way arrives, one after the other. */
  private withArrivals(left: Left): Left {
    let at = left;
    for (let waits = 0; waits < MOST_WAITS && at.ends < 0; waits++) {
      const due = this.arrivals.find(({ variable }) => at.levels[variable]! > 0);
      if (!due) return at;
      const levels = at.levels.slice();
      levels[due.variable] = 1;
      const next = this.apply(levels, due.outcomes, () => {});
      if (!next) return at;
      at = next;
    }
    return at;
  }

  private findArrivals(): CrisisWalk["arrivals"] {
    const { crisis, context } = this;
    const underway = crisis.variables.flatMap(({ origin }, v) => (origin === "underway" ? [v] : []));
    return underway.map((variable, k) => {
      const driver = crisis.drivers[k]!; // arrivals stand first, in the order of their variables
      return { variable, outcomes: new OutcomeList(context, driver.rows[0]!.outcomes, driver.label) };
    });
  }

  /** A state is named by its number; its label has the levels that differ from the start. */
  private labels(): readonly Named[] {
    const { crisis, states } = this;
    const start = states[0]!.levels;
    return states.map(({ levels, ending }, s) => {
      if (ending >= 0) return { name: String(s + 1), label: `ends: ${crisis.endings[ending]!.label}` };
      const words = crisis.variables.flatMap(({ name, levels: names, origin }, v) => {
        if (levels[v] === start[v]) return [];
        return [origin === "made" ? name.replace(/^made\./, "") : `${name} ${names[levels[v]!]}`];
      });
      return { name: String(s + 1), label: words.join(", ") || "the start" };
    });
  }

  private notes(start: Int32Array): readonly string[] {
    const { crisis, states } = this;
    const byActors = new Set<number>();
    for (const { levels, ending } of states) {
      if (ending >= 0) continue;
      levels.forEach((level, v) => {
        if (level !== start[v]) byActors.add(v);
      });
    }
    const changed = changedVariables(crisis);
    const held = crisis.variables.flatMap(({ name, levels, calendar, uncertain, origin }, v) => {
      const moves = changed.has(v) || calendar !== undefined || uncertain;
      return origin === "declared" && moves && !byActors.has(v) ? [`${name} at ${levels[start[v]!]}`] : [];
    });
    const moves = [...this.uncertainMoves].map((m) => this.moveName(m));
    return [
      "Chance stands still: only what actors decide changes a state, and a state is worth what it brings if nobody moves any more. Labels tell what differs from the start.",
      ...(states.length === 1 ? ["No move that is open at the start changes anything: it is the only state."] : []),
      ...(held.length > 0 ? [`Held: ${held.join(", ")}; \`--set name=level\` sets another level.`] : []),
      ...(moves.length > 0 ? [`Only the likeliest outcome counts of ${moves.join(", ")}.`] : []),
      ...(this.costly.size > 0
        ? [`Left out are the costs of ${[...this.costly].map((m) => this.moveName(m)).join(", ")}.`]
        : []),
    ];
  }

  private moveName(m: number): string {
    const { actor, name } = this.crisis.moves[m]!;
    return `${this.crisis.actors[actor]!.name}.${name}`;
  }
}
