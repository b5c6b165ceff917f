import type { Game, StageTable } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { freshNumbers, type Numbers } from "../numeric/number-room.ts";
import { type Flow, type FlowShape, shapeOf, weighFlow } from "./flow.ts";
import type { StageColumns } from "./move-mass.ts";

/** Probabilities kept for later passes, in numbers: beyond this they are computed again for each pass. */
const MOST_KEPT = 1 << 22;

/** The shapes of the stages of a game, made when first asked for. */
export class FlowShapes {
  private readonly shapes = new Map<object, FlowShape>();

  of(game: Game, stage: number, table: StageTable, columns: StageColumns | null): FlowShape {
    // Games that differ in numbers only share their targets; maps of columns belong to one step and stage.
    const key = columns ?? table.target;
    const known = this.shapes.get(key);
    if (known !== undefined) return known;
    const shape = shapeOf(game, stage, table, columns);
    this.shapes.set(key, shape);
    return shape;
  }
}

/** The flows of a game in which a policy is followed, by step and stage. */
export class Flows {
  readonly game: Game;
  /** Memory for passes along the flows. */
  readonly numbers: Numbers;
  private readonly policy: Policy;
  private readonly shapes: FlowShapes;
  private readonly known = new Map<FlowShape, Map<Float64Array | null, Flow>>();
  private kept = 0;
  private scratch = new Float64Array(0);

  constructor(game: Game, policy: Policy, shapes: FlowShapes = new FlowShapes(), numbers: Numbers = freshNumbers) {
    this.game = game;
    this.policy = policy;
    this.shapes = shapes;
    this.numbers = numbers;
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
    const flow = { shape, weight: keep ? this.numbers.take(size) : this.roomFor(size) };
    weighFlow(shape, table, chances, nodes, flow.weight);
    if (!keep) return flow;
    this.kept += size;
    same.set(chances, flow);
    this.known.set(shape, same);
    return flow;
  }

  private roomFor(size: number): Float64Array {
    if (this.scratch.length < size) this.scratch = new Float64Array(size);
    return this.scratch;
  }
}
