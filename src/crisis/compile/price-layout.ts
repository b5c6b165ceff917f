import type { EndTable, Game, Stage } from "../../game/game.ts";
import type { Crisis } from "../model.ts";
import type { CompileContext } from "./compile-context.ts";
import type { EndingPrices } from "./endings.ts";
import { type Layout, setCalendars } from "./lay-out.ts";
import { type NamedPayoff, type StepPayoffs, totalPayoff } from "./payoffs.ts";
import type { StateClasses } from "./state-classes.ts";
import { decode, gameVariables, type StateSpace, stateInWords } from "./state-space.ts";
import { priceTable, priceTableOver } from "./table-builder.ts";

/** A game of the same structure, priced before. */
export interface PricedBefore {
  readonly game: Game;
  readonly space: StateSpace;
  /** The price of every cell in it. */
  readonly prices: Float64Array;
  /** Room for one mark a cell. */
  readonly marks: Uint8Array;
  /** Whether nobody needs that game any more: its numbers may be written over. */
  readonly overwrites: boolean;
  /** Whether a variable has another level now: what reads no such variable is still worth the same. Absent where parameters differ. */
  readonly moved?: (variable: number) => boolean;
}

/** What is put into a structure beside the price of every cell. */
interface Pricing {
  readonly space: StateSpace;
  readonly endings: EndingPrices;
  readonly payoffs: StepPayoffs;
  /** Probability of each start state. */
  readonly weights: readonly number[];
  /** Room for those of one state. */
  readonly levels: Int32Array;
  readonly before?: PricedBefore | undefined;
}

/**
 * A game from its structure and the price of every cell; payoffs, precisions
 * and discounts are evaluated anew. Mistakes in payoffs are noted.
 */
export function priceLayout(context: CompileContext, layout: Layout, prices: Float64Array, pricing: Pricing): Game {
  const { crisis } = context;
  const { space, levels, before } = pricing;
  levels.set(space.fixedLevels);
  const stages = priceStages(layout, prices, before);
  const end = priceEnds(context, layout, pricing);
  const terminalPayoff = priceTerminals(context, layout, pricing);
  const names = before?.game ?? namesOf(crisis);
  const { precision, discount } = constantsOf(context, before);
  return {
    actors: names.actors,
    precision,
    discount,
    shocks: crisis.shocks,
    steps: crisis.clock.steps === undefined ? Number.POSITIVE_INFINITY : layout.phaseOfStep.length,
    phaseOfStep: layout.phaseOfStep,
    moves: names.moves,
    acts: layout.acts,
    endings: names.endings,
    variables: before?.space === space ? before.game.variables : gameVariables(crisis, space),
    stages,
    blockStart: layout.blockStart,
    active: layout.active,
    stateCode: layout.stateCode,
    end,
    nextNode: layout.nextNode,
    otherwiseTerminal: layout.otherwiseTerminal,
    terminalEnding: layout.terminalEnding,
    terminalPayoff,
    start: mergeStart(layout.startNodes, pricing.weights),
    payoffRange: rangeOfPayoffs(stages, end.tables, terminalPayoff),
  };
}

/** The stages before, written over, where that is allowed. */
function priceStages({ stages }: Layout, values: Float64Array, before: PricedBefore | undefined): readonly Stage[] {
  if (before === undefined) {
    const book = { values };
    return stages.map((stage) => ({ ...stage, tables: stage.tables.map((table) => priceTable(table, book)) }));
  }
  const { overwrites, game, marks } = before;
  markMoved(marks, before.prices, values);
  const book = { values, moved: marks };
  if (!overwrites) {
    return stages.map((stage, p) => {
      const tables = stage.tables.map((table, k) => priceTable(table, book, game.stages[p]!.tables[k]));
      return { ...stage, tables };
    });
  }
  for (let p = 0; p < stages.length; p++) {
    const { tables } = game.stages[p]!;
    for (let k = 0; k < tables.length; k++) priceTableOver(stages[p]!.tables[k]!, book, tables[k]!);
  }
  return game.stages;
}

/** λ and δ of each actor. */
function constantsOf(
  { crisis: { actors }, tabulator }: CompileContext,
  before: PricedBefore | undefined,
): Pick<Game, "precision" | "discount"> {
  const [precision, discount] = before?.overwrites
    ? [before.game.precision, before.game.discount]
    : [new Float64Array(actors.length), new Float64Array(actors.length)];
  for (let j = 0; j < actors.length; j++) {
    const { precision: own, actsByChance, discount: delta } = actors[j]!;
    if (actsByChance || own === undefined) precision[j] = Number.NaN;
    else precision[j] = own === "infinite" ? Number.POSITIVE_INFINITY : tabulator.constant(own);
    discount[j] = tabulator.constant(delta);
  }
  return { precision, discount };
}

function namesOf(crisis: Crisis): Pick<Game, "actors" | "moves" | "endings"> {
  return {
    actors: crisis.actors.map((actor) => actor.name),
    moves: crisis.moves.map(({ actor, name }) => ({ actor, name })),
    endings: crisis.endings.map((ending) => ending.name),
  };
}

/** By cell: 1 where the price is another one. */
function markMoved(marks: Uint8Array, before: Float64Array, now: Float64Array): void {
  for (let cell = 0; cell < now.length; cell++) marks[cell] = Object.is(before[cell], now[cell]) ? 0 : 1;
}

function priceEnds(context: CompileContext, layout: Layout, pricing: Pricing): Game["end"] {
  const { before } = pricing;
  const end = before?.overwrites ? before.game.end : roomForEnds(context.crisis, layout, before);
  for (let k = 0; k < end.tables.length; k++) priceEnd(context, layout, pricing, k, end.tables[k]!);
  return end;
}

function roomForEnds({ actors }: Crisis, layout: Layout, before: PricedBefore | undefined): Game["end"] {
  const size = layout.nextNode.length;
  const tables = layout.endTables.map(({ residualTerminal }, k): EndTable => {
    const old = before?.game.end.tables[k];
    const payoff = numbersOver(old?.payoff, size * actors.length, before);
    return { payoff, residualChance: numbersOver(old?.residualChance, size, before), residualTerminal };
  });
  return { tables, tableOfPhase: layout.endTableOfPhase };
}

function priceEnd(
  context: CompileContext,
  layout: Layout,
  { space, payoffs, endings, levels, before }: Pricing,
  table: number,
  { payoff, residualChance }: EndTable,
): void {
  const { crisis, problems } = context;
  const from = layout.blockStart[layout.stages.length]!;
  const J = crisis.actors.length;
  const { phase, nodes, payoffClasses, residualClasses } = layout.endTables[table]!;
  setCalendars(context, layout.phases[phase]!, levels);
  const levelsAt = (node: number): Int32Array => {
    decode(space, layout.stateCode[from + node]!, levels);
    return levels;
  };
  let finite = true;
  for (let j = 0; j < J; j++) {
    const parts = payoffs[j]!;
    if (parts.length === 0 || !readAny(parts, before?.moved)) continue;
    finite = writeClasses(payoffClasses[j]!, nodes, parts, levelsAt, payoff, J, j) && finite;
  }
  if (!finite) {
    forEachMistake(payoff, nodes, J, (node, j, value) => {
      const { name, at } = crisis.actors[j]!;
      const state = stateInWords(crisis, levelsAt(node));
      problems.add("value-not-finite", at, { what: `The payoff of \`${name}\``, value, state });
    });
  }
  const chance = endings.residualChance;
  if (chance) writeClasses(residualClasses, nodes, [chance], levelsAt, residualChance, 1, 0);
}

function priceTerminals(
  context: CompileContext,
  layout: Layout,
  { space, endings, levels, before }: Pricing,
): Float64Array {
  const { crisis, problems } = context;
  const from = layout.blockStart[layout.stages.length + 1]!;
  const J = crisis.actors.length;
  const payoff = numbersOver(before?.game.terminalPayoff, layout.terminalEnding.length * J, before);
  let set = -1;
  const levelsAt = (terminal: number): Int32Array => {
    const phase = layout.terminalPhase[terminal]!;
    if (phase !== set) setCalendars(context, layout.phases[phase]!, levels);
    set = phase;
    decode(space, layout.stateCode[from + terminal]!, levels);
    return levels;
  };
  for (let ending = 0; ending < layout.terminalsOfEnding.length; ending++) {
    const { terminals, payoffClasses } = layout.terminalsOfEnding[ending]!;
    let finite = true;
    for (let j = 0; j < J; j++) {
      const parts = endings.payoffs[ending]![j]!;
      if (!readAny(parts, before?.moved)) continue;
      finite = writeClasses(payoffClasses[j]!, terminals, parts, levelsAt, payoff, J, j) && finite;
    }
    if (finite) continue;
    forEachMistake(payoff, terminals, J, (terminal, j, value) => {
      const { name, at } = crisis.endings[ending]!;
      const what = `The payoff of \`${crisis.actors[j]!.name}\` at \`${name}\``;
      problems.add("value-not-finite", at, { what, value, state: stateInWords(crisis, levelsAt(terminal)) });
    });
  }
  return payoff;
}

/**
 * Write what all parts are worth together, found at the first state of each class, to a column of the rows of all
 * its states; false where that is not finite.
 */
function writeClasses(
  { of, first }: StateClasses,
  rows: Int32Array,
  parts: readonly Pick<NamedPayoff, "at">[],
  levelsAt: (row: number) => Int32Array,
  into: Float64Array,
  width: number,
  column: number,
): boolean {
  let finite = true;
  for (let own = 0; own < first.length; own++) {
    const row = rows[first[own]!]!;
    const value = totalPayoff(parts, levelsAt(row));
    finite &&= Number.isFinite(value);
    into[row * width + column] = value;
  }
  for (let state = 0; state < of.length; state++) {
    into[rows[state]! * width + column] = into[rows[first[of[state]!]!]! * width + column]!;
  }
  return finite;
}

/** What is not finite among payoffs, row by row. */
function forEachMistake(
  payoff: Float64Array,
  rows: Int32Array,
  actors: number,
  visit: (row: number, actor: number, value: number) => void,
): void {
  for (const row of rows) {
    for (let actor = 0; actor < actors; actor++) {
      const value = payoff[row * actors + actor]!;
      if (!Number.isFinite(value)) visit(row, actor, value);
    }
  }
}

/** Whether payoffs are worth something else now; all of them may be where parameters differ. */
function readAny(parts: readonly NamedPayoff[], moved: PricedBefore["moved"]): boolean {
  if (moved === undefined) return true;
  return parts.some(({ reads }) => reads.some(moved));
}

/**
 * Numbers of which some are written now: those of the game before where it may
 * be written over, or a copy where some of them still hold. What is never
 * written is 0 in all games of a structure.
 */
function numbersOver(
  old: Float64Array | undefined,
  length: number,
  before: Pick<PricedBefore, "overwrites" | "moved"> | undefined,
): Float64Array {
  if (old === undefined || before === undefined) return new Float64Array(length);
  if (before.overwrites) return old;
  return before.moved ? old.slice() : new Float64Array(length);
}

/** Largest minus smallest of all payoffs and costs, and 0. */
function rangeOfPayoffs(stages: readonly Stage[], ends: readonly EndTable[], terminalPayoff: Float64Array): number {
  const range = { low: 0, high: 0 };
  widen(range, terminalPayoff);
  for (const { payoff } of ends) widen(range, payoff);
  for (const { tables } of stages) for (const { cost } of tables) widen(range, cost);
  return range.high - range.low;
}

function widen(range: { low: number; high: number }, values: Float64Array): void {
  let { low, high } = range;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  range.low = low;
  range.high = high;
}

/** Start states that are one node (they differ only in what the part keeps) are added up. */
function mergeStart(nodes: Int32Array, weights: readonly number[]): Game["start"] {
  if (nodes.length === 1) {
    const certain = new Float64Array(1);
    certain[0] = weights[0]!;
    return { node: nodes, probability: certain };
  }
  const probability = new Map<number, number>();
  nodes.forEach((node, i) => {
    probability.set(node, (probability.get(node) ?? 0) + weights[i]!);
  });
  return { node: Int32Array.from(probability.keys()), probability: Float64Array.from(probability.values()) };
}
