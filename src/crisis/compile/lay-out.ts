import type { StageKind } from "../../game/game.ts";
import { GrowingInt32 } from "../../numeric/growing-array.ts";
import type { CompileContext } from "./compile-context.ts";
import { type Exploration, groupBy } from "./explore.ts";
import { readsOf, type StepPayoffs } from "./payoffs.ts";
import { classesBy, type StateClasses } from "./state-classes.ts";
import { decode, type StateSpace, stateInWords } from "./state-space.ts";
import type { TableStructure } from "./table-builder.ts";

/** The structure of a game: who can do what where, and what it leads to. Numbers are cells of a price book. */
export interface Layout {
  readonly space: StateSpace;
  readonly stages: readonly StageStructure[];
  readonly blockStart: Int32Array;
  readonly active: Int32Array;
  readonly stateCode: Float64Array;
  readonly acts: { readonly start: Int32Array; readonly move: Int32Array };
  readonly phases: readonly Int32Array[];
  readonly phaseOfStep: Int32Array;
  readonly endTables: readonly EndStructure[];
  readonly endTableOfPhase: Int32Array;
  readonly nextNode: Int32Array;
  readonly otherwiseTerminal: Int32Array;
  readonly terminalEnding: Int32Array;
  /** A phase in which each terminal is met. */
  readonly terminalPhase: Int32Array;
  /** By ending. */
  readonly terminalsOfEnding: readonly EndingStructure[];
  /** Node of each start state. */
  readonly startNodes: Int32Array;
}

export interface StageStructure {
  readonly kind: StageKind;
  readonly actors: readonly number[];
  readonly name: string;
  readonly tables: readonly TableStructure[];
  readonly tableOfPhase: Int32Array;
}

export interface EndStructure {
  /** A phase whose calendar levels hold for the whole table. */
  readonly phase: number;
  /** Nodes of position P (counted within their block) that are met in it. */
  readonly nodes: Int32Array;
  /** By node: terminal of the residual ending, −1 where there is none. */
  readonly residualTerminal: Int32Array;
  /** By actor: classes of `nodes` in which it receives the same. */
  readonly payoffClasses: readonly StateClasses[];
  /** Classes of `nodes` in which the residual ending is equally likely. */
  readonly residualClasses: StateClasses;
}

export interface EndingStructure {
  /** Terminals of the ending (counted within their block). */
  readonly terminals: Int32Array;
  /** By actor: classes of `terminals` in which it receives the same. */
  readonly payoffClasses: readonly StateClasses[];
}

/** Number the nodes of an exploration block by block and write down its structure. */
export function layOut(
  context: CompileContext,
  space: StateSpace,
  exploration: Exploration,
  payoffs: StepPayoffs,
): Layout {
  const ends = endStructures(context, space, exploration, payoffs);
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
  const toTerminal = (local: number): number => (local < 0 ? -1 : terminals + local);
  const nextNode = new Int32Array(positions.at(-1)!.index.size).fill(-1);
  for (let i = 0; i < exploration.nextNode.length; i++) nextNode[i] = exploration.nextNode.at(i);
  return {
    space,
    stages: stages.map(({ kind, actors, name }, p): StageStructure => {
      const nodes = positions[p]!.index.size;
      const tables = exploration.builders[p]!.map((builder) => builder.finish(nodes, blockStart[p + 1]!, terminals));
      return { kind, actors, name, tables, tableOfPhase: exploration.tableOfPhase[p]! };
    }),
    blockStart,
    active: exploration.active.toArray(),
    stateCode,
    acts: exploration.acts.toTable(),
    phases: exploration.phases,
    phaseOfStep: exploration.phaseOfStep,
    endTables: ends.tables.map((table) => ({ ...table, residualTerminal: table.residualTerminal.map(toTerminal) })),
    endTableOfPhase: ends.tableOfPhase,
    nextNode,
    otherwiseTerminal: otherwise.map(toTerminal),
    terminalEnding: endings.ending.toArray(),
    terminalPhase: endings.phase.toArray(),
    terminalsOfEnding: endingStructures(context, space, exploration),
    startNodes: exploration.startNodes,
  };
}

/** Put the levels of the calendars of a phase. */
export function setCalendars({ crisis }: CompileContext, calendars: Int32Array, levels: Int32Array): void {
  const { variables } = crisis;
  for (let v = 0; v < variables.length; v++) if (variables[v]!.calendar) levels[v] = calendars[v]!;
}

function endStructures(
  context: CompileContext,
  space: StateSpace,
  exploration: Exploration,
  payoffs: StepPayoffs,
): { readonly tables: readonly EndStructure[]; readonly tableOfPhase: Int32Array } {
  const { crisis } = context;
  const { endings, phases, endFrontier } = exploration;
  const isCalendar = (v: number): boolean => crisis.variables[v]!.calendar !== undefined;
  const payoffReads = payoffs.map(readsOf);
  const everyCalendar = crisis.variables.flatMap((variable, v) => (variable.calendar ? [v] : []));
  // A terminal of the residual ending may depend on any calendar.
  const tableOfPhase = groupBy(phases, endings.residual < 0 ? payoffReads.flat().filter(isCalendar) : everyCalendar);
  const size = exploration.positions.at(-1)!.index.size;
  const tables = Array.from({ length: Math.max(...tableOfPhase) + 1 }, (_, table): EndStructure => {
    const met = new GrowingInt32();
    const known = new Uint8Array(size);
    phases.forEach((_calendar, phase) => {
      if (tableOfPhase[phase] !== table) return;
      const frontier = endFrontier[phase]!;
      for (let k = 0; k < frontier.length; k++) {
        if (known[frontier.at(k)]) continue;
        known[frontier.at(k)] = 1;
        met.push(frontier.at(k));
      }
    });
    const phase = tableOfPhase.indexOf(table);
    const nodes = met.toArray();
    const levels = Int32Array.from(space.fixedLevels);
    setCalendars(context, phases[phase]!, levels);
    const { codes } = exploration.positions.at(-1)!.index;
    const [residualClasses, ...payoffClasses] = classesBy(
      [endings.residualChance?.reads ?? [], ...payoffReads],
      space.radices,
      nodes.length,
      (k) => {
        decode(space, codes.at(nodes[k]!), levels);
        return levels;
      },
    );
    const residualTerminal = residualTerminals(context, space, exploration, phase, nodes);
    return { phase, nodes, residualTerminal, payoffClasses, residualClasses: residualClasses! };
  });
  return { tables, tableOfPhase };
}

/** After all terminals are known. */
function endingStructures(context: CompileContext, space: StateSpace, exploration: Exploration): EndingStructure[] {
  const { endings, phases } = exploration;
  const members = endings.payoffs.map(() => new GrowingInt32());
  for (let i = 0; i < endings.ending.length; i++) members[endings.ending.at(i)]!.push(i);
  const levels = Int32Array.from(space.fixedLevels);
  return endings.payoffs.map((byActor, ending) => {
    const terminals = members[ending]!.toArray();
    const payoffClasses = classesBy(byActor.map(readsOf), space.radices, terminals.length, (k) => {
      setCalendars(context, phases[endings.phase.at(terminals[k]!)]!, levels);
      decode(space, endings.code.at(terminals[k]!), levels);
      return levels;
    });
    return { terminals, payoffClasses };
  });
}

function residualTerminals(
  context: CompileContext,
  space: StateSpace,
  { endings, phases, positions }: Exploration,
  phase: number,
  nodes: Int32Array,
): Int32Array {
  const { crisis, problems } = context;
  const { codes, size } = positions.at(-1)!.index;
  const terminal = new Int32Array(size).fill(-1);
  if (!endings.residualChance) return terminal;
  const levels = Int32Array.from(space.fixedLevels);
  setCalendars(context, phases[phase]!, levels);
  endings.currentPhase = phase;
  for (const i of nodes) {
    decode(space, codes.at(i), levels);
    const s = endings.residualChance.at(levels);
    if (!(s >= 0 && s <= 1)) {
      const { name, at } = crisis.endings[endings.residual]!;
      const state = stateInWords(crisis, levels);
      problems.add("chance-out-of-range", at, { what: `the ending \`${name}\``, value: s, state });
    }
    if (s > 0) terminal[i] = endings.terminal(endings.residual, codes.at(i), levels);
  }
  return terminal;
}

/** Numbers of the terminals paid after the last step, −1 for nodes not met then. */
function otherwiseTerminals(context: CompileContext, space: StateSpace, exploration: Exploration): Int32Array {
  const { crisis, problems } = context;
  const position = exploration.positions.at(-1)!;
  const terminals = new Int32Array(position.index.size).fill(-1);
  if (crisis.clock.steps === undefined) return terminals;
  const { endings, lastFrontier } = exploration;
  const levels = Int32Array.from(space.fixedLevels);
  const phase = exploration.phaseOfStep.at(-1)!;
  setCalendars(context, exploration.phases[phase]!, levels);
  endings.currentPhase = phase;
  for (let k = 0; k < lastFrontier.length; k++) {
    const i = lastFrontier.at(k);
    const code = position.index.codes.at(i);
    decode(space, code, levels);
    if (endings.otherwise < 0) {
      problems.add("no-otherwise", crisis.endings.at(-1)?.at ?? crisis.at, { state: stateInWords(crisis, levels) });
      break;
    }
    terminals[i] = endings.terminal(endings.otherwise, code, levels);
  }
  return terminals;
}
