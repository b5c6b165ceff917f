import type { Game, StageTable } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { freshNumbers, type Numbers } from "../numeric/number-room.ts";
import { type Composition, compose, weighComposition } from "./compose-flows.ts";
import { type Flow, type FlowShape, shapeOf, weighFlow } from "./flow.ts";
import type { StageColumns } from "./move-mass.ts";
import { type TerminalClasses, terminalClasses } from "./terminal-classes.ts";

/** Probabilities kept for later passes, in numbers: beyond this they are computed again for each pass. */
const MOST_KEPT = 1 << 22;

/** Some drivers one after the other as one stage. */
export interface Chain {
  /** The first of them. */
  readonly stage: number;
  /** The position they lead to. */
  readonly to: number;
  readonly shape: FlowShape;
  /** The first of them and the rest as one; null where there is no rest. */
  readonly composition: Composition | null;
  readonly rest: Chain | null;
}

/** The shapes of the stages of a game, made when first asked for. */
export class FlowShapes {
  readonly classes: TerminalClasses;
  private readonly shapes = new Map<object, FlowShape>();
  private readonly compositions = new Map<FlowShape, Map<FlowShape, Composition | null>>();
  /** By phase of the calendar. */
  private readonly chains = new Map<number, readonly (Chain | null)[]>();

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

  /** The drivers from a stage on that are better passed as one; null where it is better passed alone. */
  chainFrom(game: Game, step: number, stage: number): Chain | null {
    const phase = game.phaseOfStep[step]!;
    const known = this.chains.get(phase) ?? this.findChains(game, phase);
    this.chains.set(phase, known);
    return known[stage]!;
  }

  private findChains(game: Game, phase: number): readonly (Chain | null)[] {
    let rest: Chain | null = null;
    const chains = game.stages.map((): Chain | null => null);
    for (let stage = chains.length - 1; stage >= 0; stage--) {
      rest = this.chainAt(game, phase, stage, rest);
      if (rest !== null && rest.to > stage + 1) chains[stage] = rest;
    }
    return chains;
  }

  /** A driver, joined to those after it where that makes one stage smaller than both; null where it is no driver. */
  private chainAt(game: Game, phase: number, stage: number, rest: Chain | null): Chain | null {
    const { kind, tables, tableOfPhase } = game.stages[stage]!;
    if (kind !== "driver") return null;
    const shape = this.of(game, stage, tables[tableOfPhase[phase]!]!, null);
    const composition = rest && this.composed(shape, rest.shape);
    if (rest === null || composition === null) return { stage, to: stage + 1, shape, composition: null, rest: null };
    return { stage, to: rest.to, shape: composition.shape, composition, rest };
  }

  /** Two stages as one, null where that would not be smaller. */
  private composed(first: FlowShape, second: FlowShape): Composition | null {
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
  /** By chain of drivers: the probabilities of its entries. */
  private readonly chainWeights = new Map<Chain, Float64Array>();
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
    const chain = this.shapes.chainFrom(this.game, step, stage);
    if (chain === null) return { to: stage + 1, flow: this.at(step, stage, null) };
    return { to: chain.to, flow: { shape: chain.shape, weight: this.weightOf(step, chain) } };
  }

  /** Where such a hop from a position lands. */
  landing(step: number, stage: number): number {
    return this.shapes.chainFrom(this.game, step, stage)?.to ?? stage + 1;
  }

  private weightOf(step: number, chain: Chain): Float64Array {
    const { stage, shape, composition, rest } = chain;
    if (composition === null || rest === null) {
      const { weight } = this.at(step, stage, null);
      // Flows that are not kept share their memory.
      return weight === this.scratch ? weight.slice() : weight;
    }
    const known = this.chainWeights.get(chain);
    if (known !== undefined) return known;
    const second = this.weightOf(step, rest);
    const weight = this.numbers.take(shape.target.length);
    weighComposition(composition, this.at(step, stage, null).weight, second, weight);
    this.chainWeights.set(chain, weight);
    return weight;
  }

  private roomFor(size: number): Float64Array {
    if (this.scratch.length < size) this.scratch = new Float64Array(size);
    return this.scratch;
  }
}
