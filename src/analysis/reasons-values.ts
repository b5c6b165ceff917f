import type { Crisis } from "../crisis/model.ts";
import type { Game, Stage, StageTable } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { type Block, gatherMass, stageMove } from "../inference/move-mass.ts";
import { activeAt, endTableOf, positionBlock, terminalBlock, terminalCount } from "../inference/plain-pass.ts";
import { log } from "../numeric/log.ts";
import type { Column } from "./reasons-columns.ts";
import { NodeLevels } from "./reasons-levels.ts";

/** What is to be valued, and from which step on. */
export interface Valuation {
  readonly crisis: Crisis;
  readonly game: Game;
  readonly policy: Policy;
  readonly step: number;
}

/** What the outcomes of a stage lead to: rows of the next position and of the terminals. */
export type Visit = (stage: number, next: Block, ended: Block) => void;

/** Rows of one calendar that matters: computed again when it turns. */
interface KeptRows {
  key: string | null;
  cells: Float64Array;
}

/**
 * Expectations of payoff parts and endings by backward passes under a fixed
 * policy: equations (1) to (4) of docs/model.md, part by part. Columns do not
 * mix, so their sum over an actor's parts is its W (and Q).
 */
export class ColumnValues {
  private readonly valuation: Valuation;
  private readonly columns: readonly Column[];
  private readonly width: number;
  private readonly levels: NodeLevels;
  private readonly stepRows: KeptRows = { key: null, cells: new Float64Array(0) };
  private readonly endingRows: KeptRows = { key: null, cells: new Float64Array(0) };

  constructor(valuation: Valuation, columns: readonly Column[]) {
    this.valuation = valuation;
    this.columns = columns;
    this.width = columns.length;
    this.levels = new NodeLevels(valuation.crisis, valuation.game);
  }

  /**
   * Walk from the last step back to the stages of the first one.
   *
   * @param visit as `back`, for the first step.
   * @returns rows at the start of the first step.
   */
  walk(visit: Visit): Float64Array {
    const { step } = this.valuation;
    return this.back(step, this.after(step), visit);
  }

  /** On a clock with a last step: rows at the start of the step after one, null after the last. */
  after(step: number): Float64Array | null {
    let start: Float64Array | null = null;
    for (let later = this.valuation.game.steps - 1; later > step; later--) start = this.back(later, start);
    return start;
  }

  /**
   * One step back.
   *
   * @param after rows at the start of the next step; null after the last.
   * @param visit is given, for each stage, the last stage first, what its outcomes
   *        lead to: rows of the next position and of the terminals.
   * @returns rows at the start of the step.
   */
  back(step: number, after: Float64Array | null, visit?: Visit): Float64Array {
    const { game } = this.valuation;
    const ended = terminalBlock(game, this.width, this.endingWorth(step));
    let block = positionBlock(game, step, game.stages.length, this.width, this.endOfStep(step, after, ended));
    for (let p = game.stages.length - 1; p >= 0; p--) {
      visit?.(p, block, ended);
      block = this.stageBack(step, p, block, ended);
    }
    return block.cells;
  }

  private stageBack(step: number, p: number, next: Block, ended: Block): Block {
    const { game, policy } = this.valuation;
    const cells = new Float64Array(activeAt(game, step, p) * this.width);
    const into = positionBlock(game, step, p, this.width, cells);
    const move = stageMove(game, policy, step, p, null);
    gatherMass(move, into, next, ended);
    const stage = game.stages[p]!;
    if ((stage.kind === "turn" || stage.kind === "together") && move.chances !== null) {
      this.addOwn(stage, move.table, move.chances, into);
    }
    return into;
  }

  /** Costs of the movers' choices, and the value of choosing where shocks are counted. */
  private addOwn(stage: Stage, table: StageTable, chances: Float64Array, into: Block): void {
    const members = stage.actors.length;
    this.columns.forEach(({ actor, place }, k) => {
      const member = stage.actors.indexOf(actor);
      if (member < 0 || place === null) return;
      const { precision } = this.valuation.game;
      if (place.kind === "shocks" && !(precision[actor]! > 0)) return;
      for (let i = 0; i < into.count; i++) {
        const at = i * this.width + k;
        if (place.kind === "cost") into.cells[at]! -= expectedCost(table, chances, i, members, member);
        if (place.kind === "shocks") into.cells[at]! += entropy(table, chances, i, members, member) / precision[actor]!;
      }
    });
  }

  /** Equation (4). */
  private endOfStep(step: number, start: Float64Array | null, ended: Block): Float64Array {
    const { game } = this.valuation;
    const { width, columns } = this;
    const { residualChance, residualTerminal } = endTableOf(game, step);
    const own = this.stepWorth(step);
    const isLast = step === game.steps - 1;
    const cells = new Float64Array(activeAt(game, step, game.stages.length) * width);
    for (let i = 0; i * width < cells.length; i++) {
      const next = isLast ? game.otherwiseTerminal[i]! - ended.start : game.nextNode[i]!;
      if (next < 0) continue;
      const following = isLast ? ended.cells : start!;
      const residual = residualChance[i]!;
      const drawn = (residualTerminal[i]! - ended.start) * width;
      for (let k = 0; k < width; k++) {
        const goesOn = own[i * width + k]! + columns[k]!.discount * following[next * width + k]!;
        cells[i * width + k] = residual === 0 ? goesOn : residual * ended.cells[drawn + k]! + (1 - residual) * goesOn;
      }
    }
    return cells;
  }

  /** What the columns receive at the end of a step in each node. */
  private stepWorth(step: number): Float64Array {
    const { game } = this.valuation;
    const first = game.blockStart[game.stages.length]!;
    const reads = this.columns.flatMap(({ atStep }) => atStep?.reads ?? []);
    return this.kept(
      this.stepRows,
      reads,
      step,
      activeAt(game, step, game.stages.length),
      first,
      ({ atStep }, levels) => (atStep === null ? 0 : atStep.at(levels)),
    );
  }

  /** What the columns receive at each terminal. */
  private endingWorth(step: number): Float64Array {
    const { game } = this.valuation;
    const first = game.blockStart[game.stages.length + 1]!;
    const reads = this.columns.flatMap(({ atEnding }) => atEnding?.payoff?.reads ?? []);
    return this.kept(this.endingRows, reads, step, terminalCount(game), first, ({ atEnding }, levels, i) => {
      if (atEnding === null || atEnding.ending !== game.terminalEnding[i]) return 0;
      return atEnding.payoff === null ? 1 : atEnding.payoff.at(levels);
    });
  }

  private kept(
    kept: KeptRows,
    reads: readonly number[],
    step: number,
    count: number,
    first: number,
    worth: (column: Column, levels: Int32Array, i: number) => number,
  ): Float64Array {
    const key = this.levels.calendarKey(new Set(reads), step);
    // Steps run backward and reach fewer nodes, so what was computed first is large enough.
    if (kept.key === key) return kept.cells;
    kept.key = key;
    kept.cells = new Float64Array(count * this.width);
    for (let i = 0; i < count; i++) {
      const levels = this.levels.at(first + i, step);
      for (let k = 0; k < this.width; k++) kept.cells[i * this.width + k] = worth(this.columns[k]!, levels, i);
    }
    return kept.cells;
  }
}

function expectedCost(table: StageTable, chances: Float64Array, i: number, members: number, member: number): number {
  let sum = 0;
  for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
    sum += chances[c]! * table.cost[c * members + member]!;
  }
  return sum;
}

/** −Σ σ ln σ over the options of one member. */
function entropy(table: StageTable, chances: Float64Array, i: number, members: number, member: number): number {
  const mix = optionChances(table, chances, i, members)[member]!;
  return mix.reduce((sum, chance) => (chance > 0 ? sum - chance * log(chance) : sum), 0);
}

/** Probability of each option of each member at node i. */
export function optionChances(
  table: StageTable,
  chances: Float64Array,
  i: number,
  members: number,
): readonly Float64Array[] {
  const first = table.choiceStart[i]!;
  const last = table.choiceStart[i + 1]!;
  if (members === 1 || table.options === undefined) return [chances.slice(first, last)];
  const { start } = table.options;
  const mixes = Array.from({ length: members }, (_, m) => {
    return new Float64Array(start[i * members + m + 1]! - start[i * members + m]!);
  });
  for (let c = first; c < last; c++) {
    let rest = c - first;
    for (let m = members - 1; m >= 0; m--) {
      const count = mixes[m]!.length;
      mixes[m]![rest % count]! += chances[c]!;
      rest = Math.floor(rest / count);
    }
  }
  return mixes;
}
