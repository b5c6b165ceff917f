/**
 * From a checked crisis to a game: flat tables over the states that can be
 * reached, one game for each part (combination of fixed hidden variables).
 */
import type { Game } from "../game/game.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { CompileContext } from "./compile/compile-context.ts";
import type { EndingPrices } from "./compile/endings.ts";
import { Exploration, LimitReached } from "./compile/explore.ts";
import { type Layout, layOut } from "./compile/lay-out.ts";
import { type Part, parameterValues, type WeightedStates } from "./compile/parts.ts";
import { type StepPayoffs, stepPayoffs } from "./compile/payoffs.ts";
import { StructureCells } from "./compile/price-book.ts";
import { type PricedBefore, priceLayout } from "./compile/price-layout.ts";
import { Problems } from "./compile/problems.ts";
import { encode, type StateSpace, stateSpace } from "./compile/state-space.ts";
import { sameNumbers, Tabulator } from "./compile/tabulate.ts";
import type { Crisis } from "./model.ts";

/** Bytes a compiled game may take together with its policy, by default. */
export const DEFAULT_MEMORY = 3.5e9;
/** Bytes for a (state, move) pair: cost, act, start and one outcome. */
const BYTES_PER_CHOICE = 32;
/** With more combinations of levels than this the reachable states are looked for only up to `PATIENCE` pairs. */
const HOPELESS = 1e9;
const PATIENCE = 2e6;
/** Bytes for the probability of one choice in one step. */
const BYTES_PER_POLICY_ENTRY = 8;

export interface CompileOptions {
  /** Which combination of fixed hidden variables. */
  readonly part: Part;
  /** Values by parameter; those of the file by default. */
  readonly parameters?: Float64Array;
  /** Start states instead of the part's own. */
  readonly start?: WeightedStates;
  /** Step of the clock in which the game starts; 0 by default. */
  readonly firstStep?: number;
  /** Bytes for tables and policy; `DEFAULT_MEMORY` by default. */
  readonly memory?: number;
}

export interface CompileResult {
  /** Absent when there are errors. */
  readonly game: Game | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compile one part of a crisis.
 *
 * Errors (each with the first state that shows it): `chance-out-of-range`,
 * `chances-not-one`, `level-out-of-range`, `uncovered-state`,
 * `ending-at-start`, `no-otherwise`, `value-not-finite`,
 * `state-space-too-large`.
 *
 * Cost: each reachable (state, move) pair is laid out once, then each step
 * walks along the targets until it finds no new state.
 */
export function compileGame(crisis: Crisis, options: CompileOptions): CompileResult {
  return new PartCompiler(crisis).compile(options);
}

/** A structure, and how it was priced last. */
interface Known {
  readonly layout: Layout;
  readonly cells: StructureCells;
  readonly firstStep: number;
  /** The games that are still good, the latest last; only the latest where games are good for ever. */
  readonly priced: Priced[];
  /** Of the prices of the next game: those of one that nobody looks at any more. */
  spare: Float64Array;
  /** Room for one mark a cell. */
  readonly marks: Uint8Array;
}

/** A game, and what it was priced with; another game takes the place of one that nobody looks at any more. */
interface Priced {
  readonly parameters: Float64Array;
  fixedLevels: Int32Array;
  space: StateSpace;
  game: Game;
  /** The price of every cell of the structure. */
  prices: Float64Array;
}

/** What a structure is to be priced for. */
interface ToPrice {
  readonly space: StateSpace;
  readonly part: Part;
  readonly parameters: Float64Array;
  readonly weights: readonly number[];
}

/** All expressions of the crisis as tables, for one set of parameters after the other. */
interface Tables {
  readonly context: CompileContext;
  readonly endings: EndingPrices;
  readonly payoffs: StepPayoffs;
}

/** Structures kept: parameters at the ends of their ranges open or close a chance, and the draws between go to and fro. */
const MOST_KNOWN = 4;
/** All structures kept together have at most so many nodes; the one used last is kept in any case. */
const MOST_NODES = 1e6;
/** Of a structure of more nodes one game is kept, whatever was asked for: several would take too much memory. */
const MOST_NODES_OF_SEVERAL = 3e5;

/**
 * Compiles parts one after the other. Where a part differs from one before
 * in numbers only (other hidden levels or parameters, the same moves open in the
 * same states), its structure is kept and just priced again; the result is the
 * same to the last digit.
 */
export class PartCompiler {
  private readonly crisis: Crisis;
  private readonly goodFor: number;
  /** The one used last comes first. */
  private known: readonly Known[] = [];
  /** Those of the structure met first: the tables of all correspond. There once one is known. */
  private tables: Tables | undefined;
  /** Room for those of one state. */
  private readonly levels: Int32Array;

  /**
   * @param goodFor a game is good until so many more are compiled (`goodForMore`),
   *   the last of which may take its place in memory: for who needs no game for longer.
   */
  constructor(crisis: Crisis, { goodFor = Number.POSITIVE_INFINITY }: { readonly goodFor?: number } = {}) {
    this.crisis = crisis;
    this.goodFor = goodFor;
    this.levels = new Int32Array(crisis.variables.length);
  }

  /** How many more are compiled until a game is good no more: `goodFor`, or 1 where it is very large. */
  goodForMore({ stateCode }: Pick<Game, "stateCode">): number {
    return this.overwrites && stateCode.length > MOST_NODES_OF_SEVERAL ? 1 : this.goodFor;
  }

  compile(options: CompileOptions): CompileResult {
    return this.priceAgain(options) ?? this.compileAnew(options);
  }

  /** A structure at hand with other prices; undefined where none fits or a price is mistaken. */
  private priceAgain(options: CompileOptions): CompileResult | undefined {
    const { part, firstStep = 0 } = options;
    const start = options.start ?? part.start;
    const parameters = options.parameters ?? parameterValues(this.crisis);
    if (this.tables === undefined) return undefined;
    const { tabulator } = this.tables.context;
    const space = this.spaceOf(part);
    for (const known of this.known) {
      const { layout } = known;
      const fits = known.firstStep === firstStep && sameDigits(space, layout.space);
      if (!fits || !sameStart(space, layout, start)) continue;
      tabulator.setParameters(parameters);
      if (!known.cells.writePrices(tabulator.book, part.fixedLevels, known.spare)) continue;
      const game = this.price(known, this.tables, { space, part, parameters, weights: start.weights });
      return game && { game, diagnostics: [] };
    }
    return undefined;
  }

  /** A structure with the prices that were written to its spare ones; undefined where one is mistaken. */
  private price(
    known: Known,
    { context, endings, payoffs }: Tables,
    { space, part, parameters, weights }: ToPrice,
  ): Game | undefined {
    const { spare: prices, priced } = known;
    const isFull = priced.length >= this.kept(known);
    const before = isFull ? this.before(known, part, parameters) : undefined;
    context.problems.clear();
    let game: Game | undefined;
    try {
      const { levels } = this;
      const found = priceLayout(context, known.layout, prices, { space, weights, endings, payoffs, levels, before });
      if (!context.problems.any && pricesFit(found)) game = found;
    } finally {
      // Partly written over, the tables of the game before are no longer those it was priced with.
      if (game === undefined && before?.overwrites) this.known = this.known.filter((other) => other !== known);
    }
    if (game === undefined) return undefined;
    const { fixedLevels } = part;
    const own = isFull ? priced.shift()! : { parameters: parameters.slice(), fixedLevels, space, game, prices };
    known.spare = isFull ? own.prices : new Float64Array(prices.length);
    own.parameters.set(parameters);
    own.fixedLevels = fixedLevels;
    own.space = space;
    own.game = game;
    own.prices = prices;
    priced.push(own);
    this.remember(known);
    return game;
  }

  /** The space of a part; the very same where one before had its levels. */
  private spaceOf({ fixedLevels }: Part): StateSpace {
    for (const { priced } of this.known) {
      for (const own of priced) if (sameNumbers(own.fixedLevels, fixedLevels)) return own.space;
    }
    return stateSpace(this.crisis, fixedLevels);
  }

  private get overwrites(): boolean {
    return Number.isFinite(this.goodFor);
  }

  /** Games of a structure that are looked at again. */
  private kept({ layout }: Known): number {
    return this.overwrites ? this.goodForMore(layout) : 1;
  }

  /** The game of a structure that is good no more: the next takes from it what still holds, or writes over it. */
  private before({ priced, marks }: Known, { fixedLevels }: Part, parameters: Float64Array): PricedBefore {
    const { overwrites } = this;
    const { game, space, prices, fixedLevels: levels, parameters: own } = priced[0]!;
    if (!sameNumbers(own, parameters)) return { game, space, prices, marks, overwrites };
    return { game, space, prices, marks, overwrites, moved: (v) => levels[v] !== fixedLevels[v] };
  }

  private remember(known: Known): void {
    if (this.known[0] === known) return;
    const room = Math.max(1, Math.floor(MOST_NODES / known.layout.stateCode.length));
    this.known = [known, ...this.known.filter((other) => other !== known)].slice(0, Math.min(room, MOST_KNOWN));
  }

  private compileAnew(options: CompileOptions): CompileResult {
    const { crisis } = this;
    const { part, firstStep = 0 } = options;
    const parameters = options.parameters ?? parameterValues(crisis);
    const space = stateSpace(crisis, part.fixedLevels);
    const fits = choiceLimit(crisis, options.memory ?? DEFAULT_MEMORY);
    const limit = space.size > HOPELESS ? Math.min(fits, PATIENCE) : fits;
    if (space.size > Number.MAX_SAFE_INTEGER) return tooLarge(crisis, space, Number.MAX_SAFE_INTEGER);
    const context = contextOf(crisis, parameters);
    const { problems, tabulator } = context;
    const start = options.start ?? part.start;
    try {
      const exploration = new Exploration(context, space, { start, firstStep, limit });
      const payoffs = stepPayoffs(crisis, tabulator.detached());
      const layout = layOut(context, space, exploration, payoffs);
      const { endings } = exploration;
      const { weights } = start;
      const prices = tabulator.book.prices();
      const { levels } = this;
      const game = priceLayout(context, layout, prices, { space, endings, payoffs, weights, levels });
      if (problems.any) return { game: undefined, diagnostics: problems.diagnostics };
      const { fixedLevels } = part;
      const priced = [{ parameters: parameters.slice(), fixedLevels, space, game, prices }];
      const cells = new StructureCells(tabulator.book, fixedLevels);
      const { length } = prices;
      this.remember({
        layout,
        cells,
        firstStep,
        priced,
        spare: new Float64Array(length),
        marks: new Uint8Array(length),
      });
      const { payoffs: atEnding, residualChance } = endings;
      this.tables ??= { context, endings: { payoffs: atEnding, residualChance }, payoffs };
      return { game, diagnostics: [] };
    } catch (thrown) {
      if (thrown instanceof LimitReached) return tooLarge(crisis, space, limit);
      throw thrown;
    }
  }
}

function contextOf(crisis: Crisis, parameters: Float64Array): CompileContext {
  return { crisis, tabulator: new Tabulator(crisis, parameters), problems: new Problems() };
}

/** How many (state, move) pairs fit into the memory given. */
export function choiceLimit(crisis: Crisis, memory: number): number {
  const steps = crisis.clock.steps ?? 1;
  return Math.floor(memory / (BYTES_PER_CHOICE + BYTES_PER_POLICY_ENTRY * steps));
}

function sameDigits(one: StateSpace, other: StateSpace): boolean {
  if (one === other) return true;
  for (let v = 0; v < one.strides.length; v++) if (one.strides[v] !== other.strides[v]) return false;
  return true;
}

/** Whether the start states are those the structure was explored from, in the same order. */
function sameStart(space: StateSpace, layout: Layout, start: WeightedStates): boolean {
  const { levels } = start;
  if (levels.length !== layout.startNodes.length) return false;
  for (let i = 0; i < levels.length; i++) {
    if (encode(space, levels[i]!) !== layout.stateCode[layout.startNodes[i]!]) return false;
  }
  return true;
}

/** Whether every cost is a finite number and the residual ending is where it was. */
function pricesFit(game: Game): boolean {
  for (const { tables } of game.stages) for (const { cost } of tables) if (!allFinite(cost)) return false;
  for (const { residualChance, residualTerminal } of game.end.tables) {
    for (let i = 0; i < residualChance.length; i++) {
      const s = residualChance[i]!;
      if (!(s >= 0 && s <= 1 && s > 0 === residualTerminal[i]! >= 0)) return false;
    }
  }
  return true;
}

function allFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

function tooLarge(crisis: Crisis, space: StateSpace, limit: number): CompileResult {
  const problems = new Problems();
  const causes = [...space.moving]
    .sort((a, b) => space.radices[b]! - space.radices[a]!)
    .slice(0, 8)
    .map((v) => `\`${crisis.variables[v]!.name}\` (${space.radices[v]} levels)`);
  problems.add("state-space-too-large", crisis.at, { states: space.size, limit, causes });
  return { game: undefined, diagnostics: problems.diagnostics };
}
