import type { Game, Stage } from "../game/game.ts";
import type { AffineRows } from "./affine-rows.ts";
import { checkPrecision, TIE } from "./backward-step.ts";
import { type EndlessStage, endlessTables } from "./endless-tables.ts";
import { NearbyKernel, type Tracing } from "./nearby-kernel.ts";
import { bestReply, logitResponse } from "./respond.ts";

/**
 * A step of backward induction on an endless clock, equations (1) to (4):
 * what `BackwardStep` computes, with chance taken out beforehand and nodes at
 * which several move at the same time solved from where they were last.
 *
 * Nothing is allocated while a step is computed.
 * Tests: test/solvers/endless-step.test.ts, against `BackwardStep`.
 *
 * Errors: those of `BackwardStep`.
 */
export class EndlessStep {
  /** W_j of the states in which a step starts, [state · J + j]: of the next step before `run`, of this one after. */
  readonly value: Float64Array;
  /** Nodes at which best replies were tied, over all steps. */
  ties = 0;
  private readonly game: Game;
  private readonly stages: readonly EndlessStage[];
  private readonly slots: Float64Array;
  private readonly kernels: ReadonlyMap<number, NearbyKernel>;
  private readonly q: Float64Array;

  constructor(game: Game) {
    checkPrecision(game);
    this.game = game;
    const J = game.actors.length;
    const { stages, slots } = endlessTables(game);
    this.stages = stages;
    this.value = new Float64Array(game.blockStart[1]! * J);
    this.slots = new Float64Array(slots * J);
    const together = stages.filter(({ stage }) => game.stages[stage]!.kind === "together");
    this.kernels = new Map(together.map(({ stage }) => [stage, new NearbyKernel(game, stage)]));
    this.q = new Float64Array(J * stages.reduce((most, { firstRow }) => Math.max(most, longestGap(firstRow)), 1));
  }

  /** Nodes whose branch met a fork, over all steps. */
  get forks(): number {
    return this.sumOf(({ forks }) => forks);
  }

  /** Nodes whose branch could not be followed to the end, over all steps. */
  get failures(): number {
    return this.sumOf(({ failures }) => failures);
  }

  /**
   * @param policy per stage, where to write the probability of each choice; empty for chance and drivers.
   * @param tracing how nodes at which several move at the same time are solved.
   */
  run(policy: readonly Float64Array[], tracing: Tracing): void {
    const { value, slots, game, stages } = this;
    const J = game.actors.length;
    for (let k = 0; k < value.length; k += J) {
      for (let j = 0; j < J; j++) slots[k + j] = game.discount[j]! * value[k + j]!;
    }
    for (let k = stages.length - 1; k >= 0; k--) {
      const kept = stages[k]!;
      const stage = game.stages[kept.stage]!;
      if (stage.kind === "together") this.runTogether(kept, stage, policy[kept.stage]!, tracing);
      else this.runAlone(kept, stage, policy[kept.stage]!);
    }
    value.set(slots.subarray(value.length, 2 * value.length));
  }

  /** Solve no node from where it was last: what happened since is undone. */
  forget(): void {
    for (const kernel of this.kernels.values()) kernel.forget();
  }

  /** Policy of nodes at which there is one choice only: it never changes. */
  writePasses(policy: readonly Float64Array[]): void {
    this.game.stages.forEach(({ kind, tables, tableOfPhase }, p) => {
      if (kind !== "turn") return;
      const { choiceStart } = tables[tableOfPhase[0]!]!;
      for (let i = 0; i < this.game.active[p]!; i++) {
        if (choiceStart[i + 1]! - choiceStart[i]! === 1) policy[p]![choiceStart[i]!] = 1;
      }
    });
  }

  private runTogether(kept: EndlessStage, stage: Stage, policy: Float64Array, tracing: Tracing): void {
    const { slots } = this;
    const J = this.game.actors.length;
    const kernel = this.kernels.get(kept.stage)!;
    const table = stage.tables[stage.tableOfPhase[0]!]!;
    kernel.tracing = tracing;
    for (let k = 0; k < kept.node.length; k++) {
      readRows(kept.rows, kept.firstRow[k]!, kept.firstRow[k + 1]!, slots, J, kernel.q, 0);
      kernel.respond(table, kept.node[k]!, policy, slots, kept.slot[k]! * J);
    }
  }

  /** Turns, and nodes at which nobody chooses. */
  private runAlone({ node, slot, firstRow, rows }: EndlessStage, stage: Stage, policy: Float64Array): void {
    const { slots, q, game } = this;
    const J = game.actors.length;
    const { choiceStart, cost } = stage.tables[stage.tableOfPhase[0]!]!;
    for (let k = 0; k < node.length; k++) {
      const from = firstRow[k]!;
      const count = firstRow[k + 1]! - from;
      const at = slot[k]! * J;
      if (count === 1) {
        readRows(rows, from, from + 1, slots, J, slots, at);
        continue;
      }
      readRows(rows, from, from + count, slots, J, q, 0);
      this.choose(stage.actors[0]!, count, cost, choiceStart[node[k]!]!, policy, at);
    }
  }

  /** Equations (1) to (3) for one mover, from the values of its choices in `q`. */
  private choose(
    mover: number,
    count: number,
    cost: Float64Array,
    first: number,
    policy: Float64Array,
    at: number,
  ): void {
    const { slots, q, game } = this;
    const J = game.actors.length;
    const precision = game.precision[mover]!;
    const counted = game.shocks === "counted";
    for (let a = 0; a < count; a++) q[a * J + mover] = q[a * J + mover]! - cost[first + a]!;
    let worth = 0;
    if (precision === Number.POSITIVE_INFINITY) {
      if (bestReply(q, mover, J, count, TIE * game.payoffRange, policy, first) > 1) this.ties++;
    } else worth = logitResponse(q, mover, J, count, precision, policy, first, counted);
    for (let j = 0; j < J; j++) {
      let sum = 0;
      for (let a = 0; a < count; a++) sum += policy[first + a]! * q[a * J + j]!;
      slots[at + j] = sum;
    }
    if (counted) slots[at + mover] = worth;
  }

  private sumOf(of: (kernel: NearbyKernel) => number): number {
    return [...this.kernels.values()].reduce((sum, kernel) => sum + of(kernel), 0);
  }
}

/** Rows `from` … `to − 1`, J numbers each, to `into[at]` …. */
function readRows(
  rows: AffineRows,
  from: number,
  to: number,
  slots: Float64Array,
  J: number,
  into: Float64Array,
  at: number,
): void {
  const { constant, start, place, chance } = rows;
  for (let row = from; row < to; row++) {
    const begin = start[row]!;
    const end = start[row + 1]!;
    const out = at + (row - from) * J;
    let j = 0;
    // Two at a time: the chances are read once for both.
    for (; j + 1 < J; j += 2) {
      let a = constant[row * J + j]!;
      let b = constant[row * J + j + 1]!;
      for (let k = begin; k < end; k++) {
        const share = chance[k]!;
        const slot = place[k]! + j;
        a += share * slots[slot]!;
        b += share * slots[slot + 1]!;
      }
      into[out + j] = a;
      into[out + j + 1] = b;
    }
    if (j === J) continue;
    let sum = constant[row * J + j]!;
    for (let k = begin; k < end; k++) sum += chance[k]! * slots[place[k]! + j]!;
    into[out + j] = sum;
  }
}

function longestGap(starts: Int32Array): number {
  let longest = 0;
  for (let k = 0; k + 1 < starts.length; k++) longest = Math.max(longest, starts[k + 1]! - starts[k]!);
  return longest;
}
