import type { Game, StageTable } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { freshNumbers, type Numbers } from "../numeric/number-room.ts";
import { type Composition, compose, weighComposition } from "./compose-flows.ts";
import { type Flow, type FlowShape, shapeOf, weighFlow } from "./flow.ts";
import type { StageColumns } from "./move-mass.ts";
import { type TerminalClasses, terminalClasses } from "./terminal-classes.ts";

/** Probabilities kept for later passes, in numbers: beyond this they are computed again for each pass. */
const MOST_KEPT = 1 << 22;

/** The shapes of the stages of a game, made when first asked for. */
export class FlowShapes {
  readonly classes: TerminalClasses;
  private readonly shapes = new Map<object, FlowShape>();
  private readonly compositions = new Map<FlowShape, Map<FlowShape, Composition | null>>();

  constructor(classes: TerminalClasses) {
    this.classes = classes;
  }

  of(game: Game, stage: number, table: StageTable, columns: StageColumns | null): FlowShape {
    // Games that differ in numbers only share their targets; maps of columns belong to one step and stage.
    const key = columns ?? table.target;
    const known = this.shapes.get(key);
    if (known !== undefined) return known;
    const shape = shapeOf(game, stage, table, columns, this.classes);
    this.shapes.set(key, shape);
    return shape;
  }

  /** Two stages as one, null where that would not be smaller. */
  composed(first: FlowShape, second: FlowShape): Composition | null {
    const of = this.compositions.get(first) ?? new Map<FlowShape, Composition | null>();
    this.compositions.set(first, of);
    const known = of.get(second);
    if (known !== undefined) return known;
    const composition = compose(first, second, this.classes.ending.length);
    of.set(second, composition);
    return composition;
  }
}

/** Some stages of a step passed at once: from one position to a later one. */
export interface Hop {
  readonly to: number;
  readonly flow: Flow;
}

export interface FlowsOptions {
  /** Memory for flows and for passes along them. */
  readonly numbers?: Numbers;
  /** Each step is passed once: what belongs to one step alone is not worth making a flow of. */
  readonly passedOnce?: boolean;
}

/** The flows of a game in which a policy is followed, by step and stage. */
export class Flows {
  readonly game: Game;
  /** Where what ends is entered. */
  readonly classes: TerminalClasses;
  /** Memory for passes along the flows. */
  readonly numbers: Numbers;
  readonly policy: Policy;
  private readonly passedOnce: boolean;
  private readonly shapes: FlowShapes;
  private readonly known = new Map<FlowShape, Map<Float64Array | null, Flow>>();
  /** By phase and stage: some drivers from there on as one flow; null where that is not smaller. */
  private readonly chains = new Map<number, Hop | null>();
  private kept = 0;
  private scratch = new Float64Array(0);

  constructor(
    game: Game,
    policy: Policy,
    shapes: FlowShapes = new FlowShapes(terminalClasses(game)),
    { numbers = freshNumbers, passedOnce = false }: FlowsOptions = {},
  ) {
    this.game = game;
    this.policy = policy;
    this.shapes = shapes;
    this.classes = shapes.classes;
    this.numbers = numbers;
    this.passedOnce = passedOnce;
  }

  /** The flow of one stage; the next call may overwrite it. */
  at(step: number, stage: number, columns: StageColumns | null): Flow {
    const { game } = this;
    const { kind, tables, tableOfPhase } = game.stages[stage]!;
    const table = tables[tableOfPhase[game.phaseOfStep[step]!]!]!;
    const shape = this.shapes.of(game, stage, table, columns);
    const chances = kind === "driver" ? null : kind === "given" ? table.given : this.policy.at(step, stage);
    // A policy may have room for the nodes of its step only.
    const whole = chances === null || chances.length >= table.act.length;
    const nodes = whole ? table.choiceStart.length - 1 : game.active[step * (game.stages.length + 1) + stage]!;
    const size = shape.rowStart[nodes]!;
    const same = this.known.get(shape) ?? new Map<Float64Array | null, Flow>();
    const known = same.get(chances);
    if (known !== undefined && known.weight.length >= size) return known;
    const keep = this.kept + size <= MOST_KEPT;
    const flow = { shape, weight: keep ? this.numbers.takeUnwritten(size) : this.roomFor(size) };
    weighFlow(shape, table, chances, nodes, flow.weight);
    if (!keep) return flow;
    this.kept += size;
    same.set(chances, flow);
    this.known.set(shape, same);
    return flow;
  }

  /** Whether a stage is better passed choice by choice (`spreadChoices`) than along its flow. */
  isPassedByChoices(step: number, stage: number): boolean {
    const { game, policy } = this;
    if (!this.passedOnce || game.stages[stage]!.kind !== "turn") return false;
    // A policy that is the same in every step needs one flow for all.
    return step + 1 === game.steps || policy.at(step, stage) !== policy.at(step + 1, stage);
  }

  /**
   * The flow from a position to the next, or past several drivers where that is
   * less work. For tables whose columns keep their places there, and that need
   * not stop on the way.
   */
  hop(step: number, stage: number): Hop {
    return this.chainFrom(step, stage) ?? { to: stage + 1, flow: this.at(step, stage, null) };
  }

  /** Where such a hop from a position lands. */
  landing(step: number, stage: number): number {
    return this.chainFrom(step, stage)?.to ?? stage + 1;
  }

  private chainFrom(step: number, stage: number): Hop | null {
    const phase = this.game.phaseOfStep[step]!;
    const P = this.game.stages.length;
    if (!this.chains.has(phase * P + stage)) this.findChains(step, phase * P);
    return this.chains.get(phase * P + stage) ?? null;
  }

  /** From the last driver back: each joins the flow of those after it while that makes it smaller. */
  private findChains(step: number, phase: number): void {
    const { stages } = this.game;
    let next: Hop | null = null;
    for (let stage = stages.length - 1; stage >= 0; stage--) {
      const own: Flow | null = stages[stage]!.kind === "driver" ? this.at(step, stage, null) : null;
      // Flows that are not kept share their memory.
      const hop: Hop | null = own && this.known.has(own.shape) ? { to: stage + 1, flow: own } : null;
      next = (hop && next && this.joined(hop, next)) ?? hop;
      this.chains.set(phase + stage, next && next.to > stage + 1 ? next : null);
    }
  }

  private joined(first: Hop, second: Hop): Hop | null {
    const composition = this.shapes.composed(first.flow.shape, second.flow.shape);
    if (composition === null) return null;
    const weight = this.numbers.take(composition.shape.target.length);
    weighComposition(composition, first.flow, second.flow, weight);
    return { to: second.to, flow: { shape: composition.shape, weight } };
  }

  private roomFor(size: number): Float64Array {
    if (this.scratch.length < size) this.scratch = new Float64Array(size);
    return this.scratch;
  }
}
