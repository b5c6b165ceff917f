import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import type { StepColumns } from "./columns.ts";
import type { FilterGround } from "./filter-ground.ts";
import type { Flow } from "./flow.ts";
import { Flows } from "./flows.ts";
import { gatherFlow, spreadFlow } from "./move-flow.ts";
import type { Block } from "./move-mass.ts";
import { drawResidual, endBefore, expectResidual, startMass, terminalCount } from "./plain-pass.ts";
import type { FilterPlan } from "./plan-filter.ts";
import { type Rows, weighBackward, weighForward } from "./weigh-rows.ts";
import { pairWeights, type Weighing } from "./weigh-step.ts";

/** How a likelihood stands after a step's reports: rows of position P, for what survived the step, and of the terminals. */
export interface Ahead {
  /** One row a node, of one column (the same for all) or of those with which the next step starts. */
  readonly rows: Rows;
  /** Of paths that end in that step; null where they are dropped. */
  readonly ended: Rows | null;
}

/** How mass stands at the end of a step, before its reports. */
export interface Before {
  readonly rows: Rows;
  readonly ended: Rows;
}

/**
 * A filter at work: masses at the end of each step, its residual ending drawn
 * and its reports not yet weighed, and the weights of the reports that are included now. It can be
 * moved forward and backward step by step.
 */
export class FilterRun {
  readonly game: Game;
  readonly plan: FilterPlan;
  readonly columns: readonly StepColumns[];
  readonly weighings: readonly Weighing[];
  readonly flows: Flows;
  /** By report: 1 where it is weighed. */
  readonly included: Uint8Array;
  /** Mass at position P that survives each step, before weighing. */
  readonly mass: Float64Array[] = [];
  /** Mass of what ended in the step that was last passed with its terminals kept. */
  readonly ended: Float64Array;
  private readonly weights: (Float64Array | null)[];
  private readonly buffers: [Float64Array, Float64Array];
  private readonly positions: number;

  constructor(
    game: Game,
    policy: Policy,
    { plan, columns, shapes }: Pick<FilterGround, "plan" | "columns" | "shapes">,
  ) {
    this.game = game;
    this.flows = new Flows(game, policy, shapes);
    this.plan = plan;
    this.positions = game.stages.length;
    this.columns = columns;
    this.weighings = this.columns.map((step) => step.weighing);
    this.weights = plan.steps.map(() => null);
    this.included = new Uint8Array(plan.reports.length);
    let room = 0;
    let widest = 1;
    for (let step = 0; step < plan.steps.length; step++) {
      for (let p = 0; p <= this.positions; p++) room = Math.max(room, this.countAt(step, p) * this.widthAt(step, p));
      widest = Math.max(widest, this.widthAt(step, this.positions));
    }
    this.ended = new Float64Array(terminalCount(game) * widest);
    this.buffers = [new Float64Array(room), new Float64Array(room)];
  }

  /** Nodes of a position that the step can reach. */
  countAt(step: number, position: number): number {
    return this.game.active[step * (this.positions + 1) + position]!;
  }

  widthAt(step: number, position: number): number {
    return this.columns[step]!.widths[position]!;
  }

  /** Include or leave out a report from now on. */
  include(report: number, counts: boolean): void {
    this.included[report] = counts ? 1 : 0;
    this.weights[this.plan.reports[report]!.step] = null;
  }

  weightsOf(step: number): Float64Array {
    const known = this.weights[step];
    if (known) return known;
    const weights = pairWeights(this.weighings[step]!, { included: this.included });
    this.weights[step] = weights;
    return weights;
  }

  /** Rows of position P in a step. */
  rowsOf(step: number, cells: Float64Array, width: number): Rows {
    return { first: 0, count: this.countAt(step, this.positions), width, cells };
  }

  massRows(step: number): Rows {
    return this.rowsOf(step, this.mass[step]!, this.widthAt(step, this.positions));
  }

  /** Rows of the terminals. */
  terminalRows(cells: Float64Array, width: number): Rows {
    const { blockStart } = this.game;
    const first = blockStart[this.positions + 1]! - blockStart[this.positions]!;
    return { first, count: terminalCount(this.game), width, cells };
  }

  endedRows(step: number): Rows {
    return this.terminalRows(this.ended, this.widthAt(step, this.positions));
  }

  /** Likelihood 1 at the end of a step, of what survived it and of what ended in it. */
  sureAhead(step: number): Ahead & { readonly ended: Rows } {
    const rows = this.rowsOf(step, new Float64Array(this.countAt(step, this.positions)).fill(1), 1);
    return { rows, ended: this.terminalRows(new Float64Array(terminalCount(this.game)).fill(1), 1) };
  }

  /** Mass at the end of a step, before its reports; `ended` is that of the step last passed with it kept. */
  before(step: number): Before {
    return { rows: this.massRows(step), ended: this.endedRows(step) };
  }

  /** Mass that survives a step, after its reports. */
  after(step: number): Rows {
    const { columnsOut } = this.weighings[step]!;
    const cells = new Float64Array(this.countAt(step, this.positions) * columnsOut);
    weighForward(this.weighings[step]!, this.weightsOf(step), this.massRows(step), cells);
    return this.rowsOf(step, cells, columnsOut);
  }

  /** Mass by node and by terminal after the reports of the as-of step, when no bit lives any more. */
  afterAsOf(): { readonly atEnd: Float64Array; readonly ended: Float64Array } {
    const step = this.plan.steps.length - 1;
    const ended = new Float64Array(terminalCount(this.game));
    weighForward(this.weighings[step]!, this.weightsOf(step), this.endedRows(step), ended);
    return { atEnd: this.after(step).cells, ended };
  }

  /** Mass at position 0 with which a step starts. */
  startOf(step: number): Block {
    const width = this.widthAt(step, 0);
    const count = this.countAt(step, 0);
    const cells = new Float64Array(count * width);
    if (step === 0) {
      startMass(this.game).forEach((mass, i) => {
        cells[i * width] = mass;
      });
    } else {
      const before = this.after(step - 1);
      for (let i = 0; i < before.count; i++) {
        const row = this.game.nextNode[i]! * width;
        for (let k = 0; k < width; k++) cells[row + k]! += before.cells[i * width + k]!;
      }
    }
    return { start: 0, count, width, cells };
  }

  /** Compute the mass at the end of a step from that of the step before; keep what ends in it or drop it. */
  advance(step: number, keepEnded: boolean, visit?: (position: number, block: Block) => void): void {
    const ended = keepEnded ? this.terminalBlock(this.ended, this.widthAt(step, this.positions)) : null;
    ended?.cells.fill(0);
    let block = this.startOf(step);
    visit?.(0, block);
    for (let p = 0; p < this.positions; p++) {
      const next = this.block(step, p + 1, p + 1 === this.positions ? this.massRoom(step) : this.buffers[p & 1]!);
      next.cells.fill(0, 0, next.count * next.width);
      spreadFlow(this.flowAt(step, p), block, next, ended);
      block = next;
      visit?.(p + 1, block);
    }
    drawResidual(this.game, step, block.width, block.cells, ended?.cells ?? null);
    this.mass[step] = block.cells;
  }

  private massRoom(step: number): Float64Array {
    return this.mass[step] ?? new Float64Array(this.countAt(step, this.positions) * this.widthAt(step, this.positions));
  }

  /** Likelihood at the start of a step from that after its end. */
  retreat(step: number, ahead: Ahead, visit?: (position: number, block: Block, ended: Block | null) => void): Block {
    const weighing = this.weighings[step]!;
    const weights = this.weightsOf(step);
    const width = this.widthAt(step, this.positions);
    let block = this.block(step, this.positions, this.buffers[this.positions & 1]!);
    weighBackward(weighing, weights, ahead.rows, block.cells);
    let ended: Block | null = null;
    if (ahead.ended !== null) {
      ended = this.terminalBlock(new Float64Array(terminalCount(this.game) * width), width);
      weighBackward(weighing, weights, ahead.ended, ended.cells);
    }
    expectResidual(this.game, step, width, block.cells, ended?.cells ?? null);
    visit?.(this.positions, block, ended);
    for (let p = this.positions - 1; p >= 0; p--) {
      const into = this.block(step, p, this.buffers[p & 1]!);
      gatherFlow(this.flowAt(step, p), into, block, ended);
      block = into;
      visit?.(p, block, ended);
    }
    return block;
  }

  /** Likelihood after the end of a step, having survived it, from that at the start of the next. */
  survive(step: number, next: Block): Ahead {
    const cells = endBefore(this.game, step, next.width, next.cells);
    return { rows: this.rowsOf(step, cells, next.width), ended: null };
  }

  private flowAt(step: number, stage: number): Flow {
    return this.flows.at(step, stage, this.columns[step]!.stages[stage]!);
  }

  private block(step: number, position: number, cells: Float64Array): Block {
    const width = this.widthAt(step, position);
    return { start: this.game.blockStart[position]!, count: this.countAt(step, position), width, cells };
  }

  private terminalBlock(cells: Float64Array, width: number): Block {
    return { start: this.game.blockStart[this.positions + 1]!, count: terminalCount(this.game), width, cells };
  }
}
