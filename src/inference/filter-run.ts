import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import type { Numbers } from "../numeric/number-room.ts";
import type { LegColumns } from "./columns.ts";
import type { FilterGround } from "./filter-ground.ts";
import { Flows, type FlowsOptions, type Hop } from "./flows.ts";
import { gatherFlow, spreadFlow } from "./move-flow.ts";
import type { Block } from "./move-mass.ts";
import { drawResidual, endBefore, endedBlock, expectResidual, startMass } from "./plain-pass.ts";
import type { FilterPlan, LegPlan } from "./plan-filter.ts";
import { includedWithout, type ReportClass } from "./report-classes.ts";
import { type Rows, weighBackward, weighForward } from "./weigh-rows.ts";
import { pairWeights, type Weighing } from "./weigh-step.ts";

/** How a likelihood stands after a leg's reports: rows of its last position, for what goes on, and of the terminals. */
export interface Ahead {
  /** One row a node, of one column (the same for all) or of those with which the next leg starts. */
  readonly rows: Rows;
  /** Of paths that have ended in that step; null where they are dropped. */
  readonly ended: Rows | null;
}

/** How a likelihood stands at the start of a leg: for what goes on, and for what has ended in the step before it. */
export interface AtStart {
  readonly block: Block;
  readonly ended: Block | null;
}

/** How mass stands at the end of a leg, before its reports. */
export interface Before {
  readonly rows: Rows;
  /** Null where the leg was never passed with what ends kept. */
  readonly ended: Rows | null;
}

/**
 * A filter at work: masses at the end of each leg (of a step: its residual
 * ending drawn) with its reports not yet weighed, and the weights of the
 * reports that are included now. It can be moved forward and backward leg by leg.
 */
export class FilterRun {
  readonly game: Game;
  readonly plan: FilterPlan;
  readonly columns: readonly LegColumns[];
  readonly weighings: readonly Weighing[];
  readonly flows: Flows;
  /** Memory that is good until the ground's room is lent to the next filter. */
  readonly numbers: Numbers;
  /** Index of the last leg: that of the as-of step. */
  readonly last: number;
  /** By report: 1 where it is weighed. */
  readonly included: Uint8Array;
  /** Mass at the last position of each leg, before weighing. */
  readonly mass: Float64Array[] = [];
  /** By leg, mass of what has ended in its step by then, where that was kept when it was last passed. */
  readonly ended: Float64Array[] = [];
  private readonly weights: (Float64Array | null)[];
  private readonly without: Map<number, Float64Array>;
  private readonly buffers: [Float64Array, Float64Array];
  private readonly positions: number;

  constructor(
    game: Game,
    policy: Policy,
    { plan, columns, shapes, without, room }: Pick<FilterGround, "plan" | "columns" | "shapes" | "without" | "room">,
    { passedOnce = false }: Pick<FlowsOptions, "passedOnce"> = {},
  ) {
    this.game = game;
    this.numbers = room.lend();
    this.flows = new Flows(game, policy, shapes, { numbers: this.numbers, passedOnce });
    this.plan = plan;
    this.last = plan.legs.length - 1;
    this.positions = game.stages.length;
    this.columns = columns;
    this.without = without;
    this.weighings = this.columns.map((leg) => leg.weighing);
    this.weights = plan.legs.map(() => null);
    this.included = new Uint8Array(plan.reports.length);
    let most = 0;
    plan.legs.forEach(({ from, to }, leg) => {
      for (let p = from; p <= to; p++) most = Math.max(most, this.countAt(leg, p) * this.widthAt(leg, p));
    });
    this.buffers = [this.numbers.take(most), this.numbers.take(most)];
  }

  /** Whether a leg is the last of its step. */
  endsStep(leg: number): boolean {
    return this.plan.legs[leg]!.to === this.positions;
  }

  /** Whether a leg belongs to the as-of step, in which what ends counts. */
  isOfAsOfStep(leg: number): boolean {
    return this.plan.legs[leg]!.step === this.plan.legs[this.last]!.step;
  }

  /** Index of the first leg of the as-of step. */
  get firstOfAsOfStep(): number {
    return this.plan.legs.findIndex((_, leg) => this.isOfAsOfStep(leg));
  }

  /** Nodes of a position that the leg's step can reach. */
  countAt(leg: number, position: number): number {
    return this.game.active[this.plan.legs[leg]!.step * (this.positions + 1) + position]!;
  }

  widthAt(leg: number, position: number): number {
    return this.columns[leg]!.widths[position - this.plan.legs[leg]!.from]!;
  }

  /** Include or leave out a report from now on. */
  include(report: number, counts: boolean): void {
    this.included[report] = counts ? 1 : 0;
    this.weights[this.plan.reports[report]!.leg] = null;
  }

  weightsOf(leg: number): Float64Array {
    const known = this.weights[leg];
    if (known) return known;
    const weights = pairWeights(this.weighings[leg]!, { included: this.included });
    this.weights[leg] = weights;
    return weights;
  }

  /** The weights of a class's last leg with all reports but the class. They hang on the ground alone. */
  weightsWithout(own: ReportClass): Float64Array {
    const key = own.members[0]!;
    const known = this.without.get(key);
    if (known) return known;
    const included = includedWithout(this.plan.reports.length, own);
    const weights = pairWeights(this.weighings[own.last]!, { included });
    this.without.set(key, weights);
    return weights;
  }

  /** Rows of a leg's last position. */
  rowsOf(leg: number, cells: Float64Array, width: number): Rows {
    return { first: 0, count: this.countAt(leg, this.plan.legs[leg]!.to), width, cells };
  }

  massRows(leg: number): Rows {
    return this.rowsOf(leg, this.mass[leg]!, this.widthAt(leg, this.plan.legs[leg]!.to));
  }

  /** Rows of the classes of terminals at the end of a leg. */
  terminalRows(leg: number, cells: Float64Array, width: number): Rows {
    const { blockStart } = this.game;
    const { to } = this.plan.legs[leg]!;
    return { first: blockStart[to + 1]! - blockStart[to]!, count: this.flows.classes.ending.length, width, cells };
  }

  private endedRows(leg: number): Rows {
    return this.terminalRows(leg, this.endedRoom(leg), this.widthAt(leg, this.plan.legs[leg]!.to));
  }

  private endedRoom(leg: number): Float64Array {
    this.ended[leg] ??= this.numbers.take(
      this.flows.classes.ending.length * this.widthAt(leg, this.plan.legs[leg]!.to),
    );
    return this.ended[leg];
  }

  /** Likelihood 1 at the end of a leg, of what survived it and of what ended in its step. */
  sureAhead(leg: number): Ahead & { readonly ended: Rows } {
    const rows = this.rowsOf(leg, this.numbers.take(this.countAt(leg, this.plan.legs[leg]!.to)).fill(1), 1);
    return { rows, ended: this.terminalRows(leg, this.numbers.take(this.flows.classes.ending.length).fill(1), 1) };
  }

  /** Mass at the end of a leg, before its reports. */
  before(leg: number): Before {
    return { rows: this.massRows(leg), ended: this.ended[leg] === undefined ? null : this.endedRows(leg) };
  }

  /** Mass that goes on from a leg, after its reports. */
  after(leg: number): Rows {
    const weighing = this.weighings[leg]!;
    const before = this.massRows(leg);
    const cells = this.numbers.take(before.count * weighing.columnsOut);
    weighForward(weighing, this.weightsOf(leg), before, cells);
    return this.rowsOf(leg, cells, weighing.columnsOut);
  }

  /** Mass by node and by class of terminals after the reports of the as-of step, when no bit lives any more. */
  afterAsOf(): { readonly atEnd: Float64Array; readonly ended: Float64Array } {
    return { atEnd: this.after(this.last).cells, ended: this.endedAfter(this.last) };
  }

  /** What has ended in a leg's step, by class of terminals and column, after its reports. */
  private endedAfter(leg: number): Float64Array {
    const weighing = this.weighings[leg]!;
    const ended = this.numbers.take(this.flows.classes.ending.length * weighing.columnsOut);
    weighForward(weighing, this.weightsOf(leg), this.endedRows(leg), ended);
    return ended;
  }

  /** What ended in the legs of a step before this one, in the columns of its end; zeros for the first. */
  private endedBefore(leg: number): Block {
    const { from, to } = this.plan.legs[leg]!;
    const block = endedBlock(this.flows, this.widthAt(leg, to), this.endedRoom(leg).fill(0));
    if (from === 0) return block;
    const before = this.endedAfter(leg - 1);
    const width = this.widthAt(leg, from);
    const { endedBefore } = this.columns[leg]!;
    for (let i = 0; i < block.count; i++) {
      for (let k = 0; k < width; k++) {
        block.cells[i * block.width + (endedBefore === null ? k : endedBefore[k]!)]! += before[i * width + k]!;
      }
    }
    return block;
  }

  /** Mass with which a leg starts, at its first position. */
  startOf(leg: number): Block {
    const { from } = this.plan.legs[leg]!;
    if (leg > 0 && from > 0) return this.block(leg, from, this.after(leg - 1).cells);
    const block = this.block(leg, 0, this.numbers.take(this.countAt(leg, 0) * this.widthAt(leg, 0)));
    const { cells, width } = block;
    if (leg === 0) {
      startMass(this.game).forEach((mass, i) => {
        cells[i * width] = mass;
      });
    } else {
      const before = this.after(leg - 1);
      for (let i = 0; i < before.count; i++) {
        const row = this.game.nextNode[i]! * width;
        for (let k = 0; k < width; k++) cells[row + k]! += before.cells[i * width + k]!;
      }
    }
    return block;
  }

  /**
   * Compute the mass at the end of a leg from that of the leg before; keep what
   * ends in it or drop it. A visit sees every position.
   */
  advance(leg: number, keepEnded: boolean, visit?: (position: number, block: Block) => void): void {
    const { step, from, to } = this.plan.legs[leg]!;
    const ended = keepEnded ? this.endedBefore(leg) : null;
    let block = this.startOf(leg);
    visit?.(from, block);
    let odd = 0;
    for (let p = from; p < to; ) {
      const hop = this.hopFrom(leg, p, visit !== undefined);
      const next = this.block(leg, hop.to, hop.to === to ? this.massRoom(leg) : this.buffers[odd]!);
      next.cells.fill(0, 0, next.count * next.width);
      spreadFlow(hop.flow, block, next, ended);
      block = next;
      odd = 1 - odd;
      p = hop.to;
      visit?.(p, block);
    }
    if (this.endsStep(leg)) drawResidual(this.flows, step, block.width, block.cells, ended?.cells ?? null);
    this.mass[leg] = block.cells;
  }

  private massRoom(leg: number): Float64Array {
    const { to } = this.plan.legs[leg]!;
    return this.mass[leg] ?? this.numbers.take(this.countAt(leg, to) * this.widthAt(leg, to));
  }

  /** Likelihood at the start of a leg from that after its end. */
  retreat(leg: number, ahead: Ahead, visit?: (position: number, block: Block, ended: Block | null) => void): AtStart {
    const { step, to } = this.plan.legs[leg]!;
    const weighing = this.weighings[leg]!;
    const weights = this.weightsOf(leg);
    const width = this.widthAt(leg, to);
    const stops = this.stopsOf(leg, visit !== undefined);
    let block = this.block(leg, to, this.buffers[stops.length & 1]!);
    weighBackward(weighing, weights, ahead.rows, block.cells);
    let ended: Block | null = null;
    if (ahead.ended !== null) {
      ended = endedBlock(this.flows, width, this.numbers.take(this.flows.classes.ending.length * width));
      weighBackward(weighing, weights, ahead.ended, ended.cells);
    }
    if (this.endsStep(leg)) expectResidual(this.flows, step, width, block.cells, ended?.cells ?? null);
    visit?.(to, block, ended);
    for (let k = stops.length - 1; k >= 0; k--) {
      const p = stops[k]!;
      const into = this.block(leg, p, this.buffers[k & 1]!);
      gatherFlow(this.hopFrom(leg, p, visit !== undefined).flow, into, block, ended);
      block = into;
      visit?.(p, block, ended);
    }
    return { block, ended: ended && this.endedAtStart(leg, ended) };
  }

  /** Likelihood of what had ended before a leg, in the columns of its start. */
  private endedAtStart(leg: number, ended: Block): Block {
    const { endedBefore } = this.columns[leg]!;
    if (endedBefore === null) return ended;
    const width = this.widthAt(leg, this.plan.legs[leg]!.from);
    const block = endedBlock(this.flows, width, this.numbers.take(ended.count * width));
    for (let i = 0; i < block.count; i++) {
      for (let k = 0; k < width; k++) block.cells[i * width + k] = ended.cells[i * ended.width + endedBefore[k]!]!;
    }
    return block;
  }

  /** Likelihood after the end of a leg, having survived a step that ends there, from that at the start of the next. */
  survive(leg: number, { block, ended }: AtStart): Ahead {
    if (this.endsStep(leg)) {
      const cells = endBefore(this.flows, this.plan.legs[leg]!.step, block.width, block.cells);
      return { rows: this.rowsOf(leg, cells, block.width), ended: null };
    }
    return {
      rows: this.rowsOf(leg, this.copyOf(block), block.width),
      ended: ended && this.terminalRows(leg, ended.cells, ended.width),
    };
  }

  /** The rows of a block in memory of their own. */
  copyOf({ cells, count, width }: Block): Float64Array {
    const own = this.numbers.take(count * width);
    own.set(cells.subarray(0, own.length));
    return own;
  }

  /** The way from a position of a leg to its next, past several drivers at once unless every position counts. */
  private hopFrom(leg: number, stage: number, stopsEverywhere: boolean): Hop {
    const { step, from } = this.plan.legs[leg]!;
    const landing = this.landing(leg, stage, stopsEverywhere);
    if (landing > stage + 1) return this.flows.hop(step, stage);
    return { to: landing, flow: this.flows.at(step, stage, this.columns[leg]!.stages[stage - from]!) };
  }

  private landing(leg: number, stage: number, stopsEverywhere: boolean): number {
    if (stopsEverywhere) return stage + 1;
    const own = this.plan.legs[leg]!;
    return landingInLeg(own, this.columns[leg]!, stage, this.flows.landing(own.step, stage));
  }

  /** Positions of a leg from which its hops start. */
  private stopsOf(leg: number, stopsEverywhere: boolean): number[] {
    const { from, to } = this.plan.legs[leg]!;
    const stops: number[] = [];
    for (let p = from; p < to; p = this.landing(leg, p, stopsEverywhere)) stops.push(p);
    return stops;
  }

  private block(leg: number, position: number, cells: Float64Array): Block {
    const width = this.widthAt(leg, position);
    return { start: this.game.blockStart[position]!, count: this.countAt(leg, position), width, cells };
  }
}

/** Where a hop from a stage of a leg lands: past several drivers where they end within the leg and every column keeps its place. */
export function landingInLeg(
  { from, to }: Pick<LegPlan, "from" | "to">,
  { stages }: LegColumns,
  stage: number,
  landing: number,
): number {
  const keepsPlaces = stages.slice(stage - from, landing - from).every((columns) => columns === null);
  return landing <= to && keepsPlaces ? landing : stage + 1;
}
