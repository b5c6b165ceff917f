/**
 * From a checked crisis to a game: flat tables over the states that can be
 * reached, one game for each part (combination of fixed hidden variables).
 */
import type { EndTable, Game, Stage } from "../game/game.ts";
import { GrowingInt32 } from "../numeric/growing-array.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { Exploration, groupBy, LimitReached } from "./compile/explore.ts";
import type { CompileContext } from "./compile/moves.ts";
import { type Part, parameterValues, type WeightedStates } from "./compile/parts.ts";
import { type NamedPayoff, stepPayoffs, totalPayoff } from "./compile/payoffs.ts";
import { Problems } from "./compile/problems.ts";
import { decode, gameVariables, type StateSpace, stateInWords, stateSpace } from "./compile/state-space.ts";
import { Tabulator } from "./compile/tabulate.ts";
import type { Crisis } from "./model.ts";

/** Bytes a compiled game may take together with its policy, by default. */
export const DEFAULT_MEMORY = 3.5e9;
/** Bytes for a (state, move) pair: cost, act, start and one outcome. */
const BYTES_PER_CHOICE = 32;
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
  const parameters = options.parameters ?? parameterValues(crisis);
  const tabulator = new Tabulator(crisis, parameters);
  const problems = new Problems();
  const context: CompileContext = { crisis, tabulator, problems };
  const space = stateSpace(crisis, options.part.fixedLevels);
  const limit = choiceLimit(crisis, options.memory ?? DEFAULT_MEMORY);
  if (space.size > Number.MAX_SAFE_INTEGER) return tooLarge(crisis, space, space.size, Number.MAX_SAFE_INTEGER);
  const start = options.start ?? options.part.start;
  try {
    const exploration = new Exploration(context, space, { start, firstStep: options.firstStep ?? 0, limit });
    const game = layOut(context, space, exploration, start.weights);
    return { game: problems.any ? undefined : game, diagnostics: problems.diagnostics };
  } catch (thrown) {
    if (thrown instanceof LimitReached) return tooLarge(crisis, space, space.size, limit);
    throw thrown;
  }
}

/** How many (state, move) pairs fit into the memory given. */
export function choiceLimit(crisis: Crisis, memory: number): number {
  const steps = crisis.clock.steps ?? 1;
  return Math.floor(memory / (BYTES_PER_CHOICE + BYTES_PER_POLICY_ENTRY * steps));
}

function tooLarge(crisis: Crisis, space: StateSpace, states: number, limit: number): CompileResult {
  const problems = new Problems();
  const causes = [...space.moving]
    .sort((a, b) => space.radices[b]! - space.radices[a]!)
    .slice(0, 8)
    .map((v) => `\`${crisis.variables[v]!.name}\` (${space.radices[v]} levels)`);
  problems.add("state-space-too-large", crisis.at, { states, limit, causes });
  return { game: undefined, diagnostics: problems.diagnostics };
}

function layOut(
  context: CompileContext,
  space: StateSpace,
  exploration: Exploration,
  weights: readonly number[],
): Game {
  const { crisis, tabulator } = context;
  const end = endTables(context, space, exploration);
  const otherwise = otherwiseTerminals(context, space, exploration);
  const { positions, stages, endings } = exploration;
  const blockStart = new Int32Array(positions.length + 2);
  positions.forEach((position, p) => {
    blockStart[p + 1] = blockStart[p]! + position.index.size;
  });
  const terminals = blockStart[positions.length]!;
  blockStart[positions.length + 1] = terminals + endings.ending.length;
  const stateCode = new Float64Array(blockStart[positions.length + 1]!);
  positions.forEach((position, p) => {
    stateCode.set(position.index.codes.toArray(), blockStart[p]!);
  });
  stateCode.set(endings.code.toArray(), terminals);
  const laidOut = stages.map((stage, p): Stage => {
    const { kind, actors, name } = stage;
    const nodes = positions[p]!.index.size;
    const tables = exploration.builders[p]!.map((builder) => builder.finish(nodes, blockStart[p + 1]!, terminals));
    return { kind, actors, name, tables, tableOfPhase: exploration.tableOfPhase[p]! };
  });
  const lastNodes = positions.at(-1)!.index.size;
  const toTerminal = (local: number): number => (local < 0 ? -1 : terminals + local);
  const nextNode = new Int32Array(lastNodes).fill(-1);
  for (let i = 0; i < exploration.nextNode.length; i++) nextNode[i] = exploration.nextNode.at(i);
  for (const { residualTerminal } of end.tables) {
    for (let i = 0; i < residualTerminal.length; i++) residualTerminal[i] = toTerminal(residualTerminal[i]!);
  }
  const terminalPayoff = endings.payoff.toArray();
  return {
    actors: crisis.actors.map((actor) => actor.name),
    precision: Float64Array.from(crisis.actors, ({ precision, actsByChance }) =>
      actsByChance || precision === undefined
        ? Number.NaN
        : precision === "infinite"
          ? Number.POSITIVE_INFINITY
          : tabulator.constant(precision),
    ),
    discount: Float64Array.from(crisis.actors, ({ discount }) => tabulator.constant(discount)),
    shocks: crisis.shocks,
    steps: crisis.clock.steps === undefined ? Number.POSITIVE_INFINITY : exploration.phaseOfStep.length,
    phaseOfStep: exploration.phaseOfStep,
    moves: crisis.moves.map(({ actor, name }) => ({ actor, name })),
    acts: exploration.acts.toTable(),
    endings: crisis.endings.map((ending) => ending.name),
    variables: gameVariables(crisis, space),
    stages: laidOut,
    blockStart,
    active: exploration.active.toArray(),
    stateCode,
    end,
    nextNode,
    otherwiseTerminal: otherwise.map(toTerminal),
    terminalEnding: endings.ending.toArray(),
    terminalPayoff,
    start: mergeStart(exploration.startNodes, weights),
    payoffRange: rangeOf([terminalPayoff, ...end.tables.map((t) => t.payoff), ...laidOut.flatMap((s) => costsOf(s))]),
  };
}

function costsOf(stage: Stage): readonly Float64Array[] {
  return stage.tables.map((table) => table.cost);
}

function rangeOf(arrays: readonly Float64Array[]): number {
  let low = 0;
  let high = 0;
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++) {
      low = Math.min(low, array[i]!);
      high = Math.max(high, array[i]!);
    }
  }
  return high - low;
}

/** Start states that are one node (they differ only in what the part keeps) are added up. */
function mergeStart(nodes: Int32Array, weights: readonly number[]): Game["start"] {
  const probability = new Map<number, number>();
  nodes.forEach((node, i) => {
    probability.set(node, (probability.get(node) ?? 0) + weights[i]!);
  });
  return { node: Int32Array.from(probability.keys()), probability: Float64Array.from(probability.values()) };
}

function endTables(
  { crisis, tabulator, problems }: CompileContext,
  space: StateSpace,
  exploration: Exploration,
): {
  readonly tables: readonly EndTable[];
  readonly tableOfPhase: Int32Array;
} {
  const { endings, phases, endFrontier } = exploration;
  const payoffs = stepPayoffs(crisis, tabulator);
  const isCalendar = (v: number): boolean => crisis.variables[v]!.calendar !== undefined;
  const residualReads = endings.residual < 0 ? [] : (endings.residualChance?.reads ?? []);
  const reads = [...payoffs.flatMap((parts) => parts.flatMap((part) => part.reads)), ...residualReads];
  // A terminal of the residual ending may depend on any calendar.
  const tableOfPhase = groupBy(phases, endings.residual < 0 ? reads.filter(isCalendar) : allCalendars(crisis));
  const position = exploration.positions.at(-1)!;
  const nodes = position.index.size;
  const levels = Int32Array.from(space.fixedLevels);
  const tables = Array.from({ length: Math.max(...tableOfPhase) + 1 }, (_, table): EndTable => {
    const payoff = new Float64Array(nodes * crisis.actors.length);
    const residualChance = new Float64Array(nodes);
    const residualTerminal = new Int32Array(nodes).fill(-1);
    const done = new Uint8Array(nodes);
    phases.forEach((calendar, phase) => {
      if (tableOfPhase[phase] !== table) return;
      crisis.variables.forEach((variable, v) => {
        if (variable.calendar) levels[v] = calendar[v]!;
      });
      const met = endFrontier[phase] ?? new GrowingInt32();
      for (let k = 0; k < met.length; k++) {
        const i = met.at(k);
        if (done[i]) continue;
        done[i] = 1;
        const code = position.index.codes.at(i);
        decode(space, code, levels);
        writePayoffs(payoffs, levels, payoff, i, { crisis, problems });
        const s = endings.residualChance?.at(levels) ?? 0;
        if (!(s >= 0 && s <= 1)) {
          const { name, at } = crisis.endings[endings.residual]!;
          const state = stateInWords(crisis, levels);
          problems.add("chance-out-of-range", at, { what: `the ending \`${name}\``, value: s, state });
        }
        if (s > 0) {
          residualChance[i] = s;
          residualTerminal[i] = endings.terminal(endings.residual, code, levels);
        }
      }
    });
    return { payoff, residualChance, residualTerminal };
  });
  return { tables, tableOfPhase };
}

function allCalendars(crisis: Crisis): readonly number[] {
  return crisis.variables.flatMap((variable, v) => (variable.calendar ? [v] : []));
}

function writePayoffs(
  payoffs: readonly (readonly NamedPayoff[])[],
  levels: Int32Array,
  into: Float64Array,
  node: number,
  { crisis, problems }: { readonly crisis: Crisis; readonly problems: Problems },
): void {
  payoffs.forEach((parts, j) => {
    const value = totalPayoff(parts, levels);
    if (!Number.isFinite(value)) {
      const { name, at } = crisis.actors[j]!;
      const state = stateInWords(crisis, levels);
      problems.add("value-not-finite", at, { what: `The payoff of \`${name}\``, value, state });
    }
    into[node * payoffs.length + j] = value;
  });
}

/** Numbers of the terminals paid after the last step, −1 for nodes not met then. */
function otherwiseTerminals(
  { crisis, problems }: CompileContext,
  space: StateSpace,
  exploration: Exploration,
): Int32Array {
  const position = exploration.positions.at(-1)!;
  const terminals = new Int32Array(position.index.size).fill(-1);
  if (crisis.clock.steps === undefined) return terminals;
  const { endings, lastFrontier } = exploration;
  const levels = Int32Array.from(space.fixedLevels);
  const calendar = exploration.phases[exploration.phaseOfStep.at(-1)!]!;
  crisis.variables.forEach((variable, v) => {
    if (variable.calendar) levels[v] = calendar[v]!;
  });
  for (let k = 0; k < lastFrontier.length; k++) {
    const i = lastFrontier.at(k);
    const code = position.index.codes.at(i);
    decode(space, code, levels);
    if (endings.otherwise < 0) {
      problems.add("no-otherwise", crisis.at, { state: stateInWords(crisis, levels) });
      break;
    }
    terminals[i] = endings.terminal(endings.otherwise, code, levels);
  }
  return terminals;
}
