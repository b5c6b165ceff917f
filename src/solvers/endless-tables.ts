/**
 * A step of an endless clock with chance taken out where that costs nothing:
 * every choice, and every node of chance that is kept, is one row
 *
 *     Q_j = constant_j + Σ_k chance_k · slot_k,j
 *
 * whose slots are the values of nodes kept, or δ_j W_j of the states in which
 * the next step starts. The end of the step, endings and passes are always
 * taken out, a node of chance where a single outcome leads to it or it leads
 * to a single place: so there are never more outcomes than in the game.
 *
 * Slots 0 … S − 1 are the S states of the next step, S … 2S − 1 those of this
 * one (nodes of position 0), further ones the other nodes kept.
 */
import type { EndTable, Game, StageTable } from "../game/game.ts";
import { type AffineRows, AffineRowWriter } from "./affine-rows.ts";

/** What is kept of one position. */
export interface EndlessStage {
  /** Stage of the game. */
  readonly stage: number;
  /** Nodes kept, counted within their block, and the slot of each. */
  readonly node: Int32Array;
  readonly slot: Int32Array;
  /** Rows `firstRow[k]` … `firstRow[k + 1] − 1` of each node kept: its choices, or one where nobody chooses, costs taken off. */
  readonly firstRow: Int32Array;
  readonly rows: AffineRows;
}

export interface EndlessTables {
  /** In the order of the positions; those of which nothing is kept are left out. */
  readonly stages: readonly EndlessStage[];
  /** Number of slots. */
  readonly slots: number;
}

/** Cost: the outcomes of a step once or twice; memory for as many. */
export function endlessTables(game: Game): EndlessTables {
  return new Compiler(game).run();
}

/** Without a slot: a node of which `taken` has the row, and one that is written into the only row that leads to it. */
const TAKEN = -1;
const INLINED = -2;

class Compiler {
  private readonly game: Game;
  private readonly J: number;
  private readonly tables: readonly StageTable[];
  private readonly end: EndTable;
  /** By node: its slot, `TAKEN` or `INLINED`. */
  private readonly slotOf: Int32Array;
  /** By node taken out: its row in `taken`. */
  private readonly rowOf: Int32Array;
  private readonly arrivals: Int32Array;
  private readonly taken: AffineRowWriter;
  private slots: number;

  constructor(game: Game) {
    this.game = game;
    this.J = game.actors.length;
    this.tables = game.stages.map(({ tables, tableOfPhase }) => tables[tableOfPhase[0]!]!);
    this.end = game.end.tables[game.end.tableOfPhase[0]!]!;
    // The end of a step and the terminals have neither slots nor rows.
    const nodes = game.blockStart[game.stages.length]!;
    this.slotOf = new Int32Array(nodes).fill(TAKEN);
    this.rowOf = new Int32Array(nodes);
    this.arrivals = this.countArrivals();
    const states = game.blockStart[1]!;
    for (let node = 0; node < states; node++) this.slotOf[node] = states + node;
    this.slots = 2 * states;
    this.taken = new AffineRowWriter(this.J, nodes + states);
  }

  run(): EndlessTables {
    const stages: EndlessStage[] = [];
    for (let p = this.game.stages.length - 1; p >= 0; p--) {
      const stage = this.keep(p);
      if (stage.node.length > 0) stages.unshift(stage);
    }
    return { stages, slots: this.slots };
  }

  private keep(p: number): EndlessStage {
    const { game, slotOf } = this;
    const { kind } = game.stages[p]!;
    const { choiceStart } = this.tables[p]!;
    const rows = new AffineRowWriter(this.J, this.taken.slots);
    const kept: number[] = [];
    const firstRow: number[] = [];
    for (let i = 0; i < game.active[p]!; i++) {
      const count = choiceStart[i + 1]! - choiceStart[i]!;
      if (count === 0) continue;
      const id = game.blockStart[p]! + i;
      const before = rows.rows;
      if (kind === "together" || (kind === "turn" && count > 1)) this.writeChoices(rows, p, i);
      else if (p === 0) this.writeMixture(rows, p, i);
      else if (this.takeOut(rows, p, i)) continue;
      kept.push(i);
      firstRow.push(before);
      if (p > 0) slotOf[id] = this.slots++;
    }
    firstRow.push(rows.rows);
    const node = Int32Array.from(kept);
    const slot = node.map((i) => slotOf[game.blockStart[p]! + i]!);
    return { stage: p, node, slot, firstRow: Int32Array.from(firstRow), rows: rows.finish() };
  }

  private writeChoices(rows: AffineRowWriter, p: number, i: number): void {
    const { choiceStart } = this.tables[p]!;
    for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
      this.addOutcomes(rows, p, c, 1);
      rows.close();
    }
  }

  private writeMixture(rows: AffineRowWriter, p: number, i: number): void {
    this.addMixture(rows, p, i, 1);
    rows.close();
  }

  /** Take out a node at which nobody chooses; false where it is kept, its row then written. */
  private takeOut(rows: AffineRowWriter, p: number, i: number): boolean {
    const { taken } = this;
    const id = this.game.blockStart[p]! + i;
    if (this.arrivals[id]! <= 1) {
      this.slotOf[id] = INLINED;
      return true;
    }
    this.addMixture(taken, p, i, 1);
    this.rowOf[id] = taken.rows;
    if (taken.close() <= 1) return true;
    taken.moveLastTo(rows);
    return false;
  }

  /** A node at which nobody chooses: its choices by their chances, a pass with its cost. */
  private addMixture(into: AffineRowWriter, p: number, i: number, weight: number): void {
    const { choiceStart, given, cost } = this.tables[p]!;
    const { kind, actors } = this.game.stages[p]!;
    for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
      this.addOutcomes(into, p, c, kind === "given" ? weight * given[c]! : weight);
      if (kind === "turn") into.addConstant(actors[0]!, -weight * cost[c]!);
    }
  }

  private addOutcomes(into: AffineRowWriter, p: number, choice: number, weight: number): void {
    const { outcomeStart, target, chance } = this.tables[p]!;
    for (let o = outcomeStart[choice]!; o < outcomeStart[choice + 1]!; o++) {
      const share = weight * chance[o]!;
      if (share !== 0) this.addNode(into, p + 1, target[o]!, share);
    }
  }

  /** A terminal, or a node of position p. */
  private addNode(into: AffineRowWriter, p: number, id: number, share: number): void {
    const { blockStart, stages } = this.game;
    if (id >= blockStart[stages.length + 1]!) {
      this.addTerminal(into, id, share);
      return;
    }
    if (p === stages.length) {
      this.addEnd(into, id - blockStart[p]!, share);
      return;
    }
    const slot = this.slotOf[id]!;
    if (slot >= 0) into.addEntry(slot, share);
    else if (slot === INLINED) this.addMixture(into, p, id - blockStart[p]!, share);
    else into.addRow(this.taken, this.rowOf[id]!, share);
  }

  /** Equation (4): s U_j(residual) + (1 − s)(u_j + δ_j W_j). */
  private addEnd(into: AffineRowWriter, i: number, share: number): void {
    const { J, end } = this;
    const s = end.residualChance[i]!;
    const stays = share * (1 - s);
    for (let j = 0; j < J; j++) into.addConstant(j, stays * end.payoff[i * J + j]!);
    if (s > 0) this.addTerminal(into, end.residualTerminal[i]!, share * s);
    into.addEntry(this.game.nextNode[i]!, stays);
  }

  private addTerminal(into: AffineRowWriter, id: number, share: number): void {
    const { J } = this;
    const { blockStart, stages, terminalPayoff } = this.game;
    const at = (id - blockStart[stages.length + 1]!) * J;
    for (let j = 0; j < J; j++) into.addConstant(j, share * terminalPayoff[at + j]!);
  }

  /** By node: how many outcomes of a step lead to it. */
  private countArrivals(): Int32Array {
    const { game } = this;
    const arrivals = new Int32Array(game.blockStart[game.stages.length]!);
    for (let p = 0; p + 1 < game.stages.length; p++) {
      const { choiceStart, outcomeStart, target } = this.tables[p]!;
      const outcomes = outcomeStart[choiceStart[game.active[p]!]!]!;
      for (let o = 0; o < outcomes; o++) {
        const node = target[o]!;
        if (node < arrivals.length) arrivals[node] = arrivals[node]! + 1;
      }
    }
    return arrivals;
  }
}
