import { GrowingInt32 } from "../../numeric/growing-array.ts";
import type { Crisis } from "../model.ts";
import { Acts } from "./acts.ts";
import type { CompileContext } from "./compile-context.ts";
import { Endings } from "./endings.ts";
import type { WeightedStates } from "./parts.ts";
import { type CompiledStage, compileStages } from "./stages.ts";
import { StateIndex } from "./state-index.ts";
import { decode, encode, type StateSpace, stateInWords } from "./state-space.ts";
import { TableBuilder } from "./table-builder.ts";

/** The states met at one position, and in which step each was last met. */
export class Position {
  readonly index: StateIndex;
  /** Nodes met in the step under way. */
  frontier: GrowingInt32 = new GrowingInt32();
  private readonly lastMet = new GrowingInt32();

  constructor(possible: number) {
    this.index = new StateIndex(possible);
  }

  /** Note that a node is met in a step (counted from 1). */
  meet(node: number, step: number): void {
    while (this.lastMet.length <= node) this.lastMet.push(0);
    if (this.lastMet.at(node) === step) return;
    this.lastMet.set(node, step);
    this.frontier.push(node);
  }

  metIn(node: number): number {
    return node < this.lastMet.length ? this.lastMet.at(node) : 0;
  }
}

/** Thrown when the game grows over the limit; caught by `compileGame`. */
export class LimitReached extends Error {
  readonly choices: number;
  constructor(choices: number) {
    super(`over ${choices} (state, move) pairs`);
    this.choices = choices;
  }
}

export interface ExploreOptions {
  readonly start: WeightedStates;
  /** Step of the crisis' clock in which this game starts. */
  readonly firstStep: number;
  /** Most (state, move) pairs to lay out. */
  readonly limit: number;
}

/**
 * Walk forward from the start states, step by step, and write the row of every
 * state at every position that can be met there; exactly these, so that a
 * mistake is reported only where it can come about.
 */
export class Exploration {
  readonly acts: Acts;
  readonly endings: Endings;
  readonly stages: readonly CompiledStage[];
  readonly positions: readonly Position[];
  /** Per stage, one builder for each set of calendar values that matters there. */
  readonly builders: TableBuilder[][];
  readonly tableOfPhase: Int32Array[];
  /** Phase of each step of this game, and the calendar levels of each phase. */
  readonly phaseOfStep: Int32Array;
  readonly phases: readonly Int32Array[];
  /** Nodes of the last position met in each phase. */
  readonly endFrontier: readonly GrowingInt32[];
  /** Node of position 0 that follows each node of the last position, −1 where none does. */
  readonly nextNode: GrowingInt32 = new GrowingInt32();
  /** Nodes of the last position after the last step. */
  lastFrontier: GrowingInt32 = new GrowingInt32();
  /** [step · (P + 1) + position] */
  readonly active: GrowingInt32 = new GrowingInt32();
  readonly startNodes: Int32Array;
  private readonly context: CompileContext;
  private readonly space: StateSpace;
  private readonly limit: number;
  private readonly levels: Int32Array;
  private choices = 0;

  constructor(context: CompileContext, space: StateSpace, options: ExploreOptions) {
    const { crisis, tabulator } = context;
    this.context = context;
    this.space = space;
    this.limit = options.limit;
    this.levels = Int32Array.from(space.fixedLevels);
    this.acts = new Acts(crisis.moves.length);
    this.endings = new Endings(crisis, tabulator, space.size);
    this.stages = compileStages(context, this.acts);
    this.positions = Array.from({ length: this.stages.length + 1 }, () => new Position(space.size));
    const { phaseOfStep, phases } = calendarPhases(crisis, options.firstStep);
    this.phaseOfStep = phaseOfStep;
    this.phases = phases;
    this.endFrontier = phases.map(() => new GrowingInt32());
    this.tableOfPhase = this.stages.map((stage) => this.tablesByPhase(stage));
    this.builders = this.stages.map((stage, p) =>
      Array.from({ length: Math.max(...this.tableOfPhase[p]!) + 1 }, () => {
        return new TableBuilder(stage.members, stage.kind === "together");
      }),
    );
    this.startNodes = this.enterStart(options.start);
    this.run();
  }

  /** Phases that agree in all calendars a stage reads share a table. */
  private tablesByPhase(stage: CompiledStage): Int32Array {
    const calendars = stage.reads.filter((v) => this.context.crisis.variables[v]!.calendar);
    if (stage.checksEndings) calendars.push(...this.endings.calendarsInConditions);
    // A stage may end the crisis, and the terminal is another one where the payoffs read the date.
    calendars.push(...this.endings.calendarsInPayoffs);
    return groupBy(this.phases, calendars);
  }

  private enterStart(start: WeightedStates): Int32Array {
    const { crisis, problems } = this.context;
    const first = this.phases[this.phaseOfStep[0]!]!;
    return Int32Array.from(start.levels, (levels) => {
      const all = Int32Array.from(levels);
      crisis.variables.forEach((variable, v) => {
        if (variable.calendar) all[v] = first[v]!;
      });
      const ending = this.endings.holding(all);
      if (ending >= 0) {
        const { name, at } = crisis.endings[ending]!;
        problems.add("ending-at-start", at, { ending: name, state: stateInWords(crisis, all) });
      }
      return this.positions[0]!.index.add(encode(this.space, all));
    });
  }

  private run(): void {
    const steps = this.phaseOfStep.length;
    const endless = this.context.crisis.clock.steps === undefined;
    for (const node of this.startNodes) this.positions[0]!.meet(node, 1);
    for (let step = 0; endless || step < steps; step++) {
      const before = this.sizes();
      const same = this.walkStep(step, endless ? 0 : this.phaseOfStep[step]!);
      if (endless && this.sizes().every((size, p) => size === before[p])) break;
      if (endless || !same) continue;
      // The same states in the same phase lead to nothing new until the calendar turns.
      while (step + 1 < steps && this.phaseOfStep[step + 1] === this.phaseOfStep[step]) {
        step++;
        this.noteActive();
        this.positions[0]!.frontier = this.remeet(step);
      }
    }
    if (endless) this.active.length = 0;
    if (endless) this.noteActive();
  }

  private sizes(): number[] {
    return this.positions.map((position) => position.index.size);
  }

  private noteActive(): void {
    for (const position of this.positions) this.active.push(position.index.size);
  }

  /** The frontier of position 0, met again in the next step. */
  private remeet(step: number): GrowingInt32 {
    const position = this.positions[0]!;
    const old = position.frontier;
    position.frontier = new GrowingInt32();
    for (let i = 0; i < old.length; i++) position.meet(old.at(i), step + 2);
    return position.frontier;
  }

  /** Walk through one step; true if the next one starts from the same states. */
  private walkStep(step: number, phase: number): boolean {
    const stamp = step + 1;
    const start = this.positions[0]!.frontier;
    this.active.push(this.positions[0]!.index.size);
    this.setCalendars(phase);
    this.stages.forEach((stage, p) => {
      this.walkStage(stage, p, phase, stamp);
    });
    for (let p = 1; p < this.positions.length; p++) this.active.push(this.positions[p]!.index.size);
    const ends = this.positions.at(-1)!.frontier;
    this.positions.at(-1)!.frontier = new GrowingInt32();
    this.lastFrontier = ends;
    for (let i = 0; i < ends.length; i++) this.endFrontier[phase]!.push(ends.at(i));
    this.positions[0]!.frontier = new GrowingInt32();
    const isLast = this.context.crisis.clock.steps !== undefined && step + 1 === this.phaseOfStep.length;
    if (isLast) return false;
    return this.enterNextStep(ends, stamp + 1) && this.positions[0]!.frontier.length === start.length;
  }

  /** Meet the states that follow; true if all of them were met in the step before. */
  private enterNextStep(ends: GrowingInt32, stamp: number): boolean {
    const first = this.positions[0]!;
    const last = this.positions.at(-1)!;
    let known = true;
    for (let i = 0; i < ends.length; i++) {
      const node = ends.at(i);
      while (this.nextNode.length <= node) this.nextNode.push(-1);
      let next = this.nextNode.at(node);
      if (next < 0) {
        next = first.index.add(last.index.codes.at(node));
        this.nextNode.set(node, next);
      }
      const met = first.metIn(next);
      if (met !== stamp - 1 && met !== stamp) known = false;
      first.meet(next, stamp);
    }
    return known;
  }

  private setCalendars(phase: number): void {
    this.endings.currentPhase = phase;
    const calendars = this.phases[phase]!;
    this.context.crisis.variables.forEach((variable, v) => {
      if (variable.calendar) this.levels[v] = calendars[v]!;
    });
  }

  private walkStage(stage: CompiledStage, p: number, phase: number, stamp: number): void {
    const builder = this.builders[p]![this.tableOfPhase[p]![phase]!]!;
    const position = this.positions[p]!;
    const next = this.positions[p + 1]!;
    const arrive = this.arriveAt(next, stage.checksEndings);
    const meet = (target: number): void => {
      if (target >= 0) next.meet(target, stamp);
    };
    const { frontier } = position;
    for (let i = 0; i < frontier.length; i++) {
      const node = frontier.at(i);
      if (!builder.has(node)) {
        decode(this.space, position.index.codes.at(node), this.levels);
        const before = builder.choices;
        stage.writeRow(builder, node, this.levels, arrive);
        this.choices += builder.choices - before;
        if (this.choices > this.limit) throw new LimitReached(this.choices);
      }
      builder.forEachTarget(node, meet);
    }
    if (p > 0) position.frontier = new GrowingInt32();
  }

  private arriveAt(next: Position, checksEndings: boolean): (levels: Int32Array, ends: number) => number {
    // A state already met there is known to be no ending, unless endings depend on the date.
    const trustKnown = this.endings.calendarsInConditions.length === 0;
    return (levels, ends) => {
      const code = encode(this.space, levels);
      if (ends >= 0) return -1 - this.endings.terminal(ends, code, levels);
      if (!checksEndings) return next.index.add(code);
      const known = trustKnown ? next.index.find(code) : -1;
      if (known >= 0) return known;
      const ending = this.endings.holding(levels);
      return ending >= 0 ? -1 - this.endings.terminal(ending, code, levels) : next.index.add(code);
    };
  }
}

/** Steps with the same calendar levels share a phase. */
function calendarPhases(
  crisis: Crisis,
  firstStep: number,
): { readonly phaseOfStep: Int32Array; readonly phases: readonly Int32Array[] } {
  const steps = crisis.clock.steps === undefined ? 1 : crisis.clock.steps - firstStep;
  const phases: Int32Array[] = [];
  const known = new Map<string, number>();
  const phaseOfStep = Int32Array.from({ length: steps }, (_, step) => {
    const levels = Int32Array.from(crisis.variables, (variable) => variable.calendar?.[firstStep + step] ?? 0);
    const key = levels.join();
    const phase = known.get(key) ?? phases.push(levels) - 1;
    known.set(key, phase);
    return phase;
  });
  return { phaseOfStep, phases };
}

/** Group of each phase: those equal in the given variables share one, numbered by first appearance. */
export function groupBy(phases: readonly Int32Array[], variables: readonly number[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(phases, (levels) => {
    const key = variables.map((v) => levels[v]).join();
    const group = known.get(key) ?? known.size;
    known.set(key, group);
    return group;
  });
}
