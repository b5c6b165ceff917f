import type { Game, StageTable } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";

/** Rows of `width` columns, one for each of the first `count` nodes of a block that starts at node `start`. */
export interface Block {
  readonly start: number;
  readonly count: number;
  readonly width: number;
  readonly cells: Float64Array;
}

/** One stage of one step: what can be chosen, how likely, and which columns a choice leads to. */
export interface StageMove {
  readonly table: StageTable;
  /** Probability of each choice; null for a driver, which has one choice a node. */
  readonly chances: Float64Array | null;
  /** By act: the column bits its moves set; null where none does. */
  readonly latch: Int32Array | null;
  /** First terminal. */
  readonly terminal: number;
}

/** The table in force at a stage of a step, with the probabilities of its choices. */
export function stageMove(
  game: Game,
  policy: Policy,
  step: number,
  stage: number,
  latch: Int32Array | null,
): StageMove {
  const { kind, tables, tableOfPhase } = game.stages[stage]!;
  const table = tables[tableOfPhase[game.phaseOfStep[step]!]!]!;
  const chances = kind === "driver" ? null : kind === "given" ? table.given : policy.at(step, stage);
  return { table, chances, latch, terminal: game.blockStart[game.stages.length + 1]! };
}

/**
 * Move mass forward through one stage: from the rows of a position to those of
 * the next and of the terminals, to which it is added. Mass that ends is
 * dropped where `ended` is null.
 */
export function spreadMass(move: StageMove, from: Block, to: Block, ended: Block | null): void {
  if (from.width === 1 && to.width === 1) spreadColumn(move, from, to, ended);
  else spreadRows(move, from, to, ended);
}

function spreadColumn(move: StageMove, from: Block, to: Block, ended: Block | null): void {
  const { choiceStart, outcomeStart, target, chance } = move.table;
  const { chances, terminal } = move;
  const { cells: source, count } = from;
  const { cells: next, start } = to;
  for (let i = 0; i < count; i++) {
    const mass = source[i]!;
    if (mass === 0) continue;
    for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
      const weight = chances === null ? mass : mass * chances[c]!;
      for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) {
        const node = target[o]!;
        if (node < terminal) next[node - start]! += weight * chance[o]!;
        else if (ended !== null) ended.cells[(node - ended.start) * ended.width]! += weight * chance[o]!;
      }
    }
  }
}

function spreadRows(move: StageMove, from: Block, to: Block, ended: Block | null): void {
  const { choiceStart, outcomeStart, act, target, chance } = move.table;
  const { chances, latch, terminal } = move;
  const { cells: source, count, width } = from;
  for (let i = 0; i < count; i++) {
    const row = i * width;
    if (isZero(source, row, width)) continue;
    for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
      const probability = chances === null ? 1 : chances[c]!;
      if (probability === 0) continue;
      const bits = latch === null ? 0 : latch[act[c]!]!;
      for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) {
        const into = target[o]! < terminal ? to : ended;
        if (into === null) continue;
        addRow(source, row, width, probability * chance[o]!, into.cells, (target[o]! - into.start) * into.width, bits);
      }
    }
  }
}

function addRow(
  source: Float64Array,
  row: number,
  width: number,
  weight: number,
  into: Float64Array,
  base: number,
  bits: number,
): void {
  if (bits === 0) for (let k = 0; k < width; k++) into[base + k]! += weight * source[row + k]!;
  else for (let k = 0; k < width; k++) into[base + (k | bits)]! += weight * source[row + k]!;
}

function isZero(cells: Float64Array, row: number, width: number): boolean {
  for (let k = 0; k < width; k++) if (cells[row + k] !== 0) return false;
  return true;
}

/**
 * Move likelihoods backward through one stage: each row of `into` becomes the
 * expectation of the rows of `from`, the next position, and of `ended`. What
 * ends counts 0 where that is null. An active node that the step itself does
 * not reach may lead to nodes that are not active yet; those count 0.
 */
export function gatherMass(move: StageMove, into: Block, from: Block, ended: Block | null): void {
  if (into.width === 1 && from.width === 1) gatherColumn(move, into, from, ended);
  else gatherRows(move, into, from, ended);
}

function gatherColumn(move: StageMove, into: Block, from: Block, ended: Block | null): void {
  const { choiceStart, outcomeStart, target, chance } = move.table;
  const { chances, terminal } = move;
  const { cells: next, start, count } = from;
  for (let i = 0; i < into.count; i++) {
    let sum = 0;
    for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
      let expected = 0;
      for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) {
        const node = target[o]!;
        if (node - start < count) expected += chance[o]! * next[node - start]!;
        else if (node < terminal) continue;
        else if (ended !== null) expected += chance[o]! * ended.cells[(node - ended.start) * ended.width]!;
      }
      sum += chances === null ? expected : chances[c]! * expected;
    }
    into.cells[i] = sum;
  }
}

function gatherRows(move: StageMove, into: Block, from: Block, ended: Block | null): void {
  const { choiceStart, outcomeStart, act, target, chance } = move.table;
  const { chances, latch, terminal } = move;
  const { cells, count, width } = into;
  cells.fill(0, 0, count * width);
  for (let i = 0; i < count; i++) {
    const row = i * width;
    for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
      const probability = chances === null ? 1 : chances[c]!;
      if (probability === 0) continue;
      const bits = latch === null ? 0 : latch[act[c]!]!;
      for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) {
        const next = target[o]! < terminal ? from : ended;
        if (next === null || target[o]! - next.start >= next.count) continue;
        const base = (target[o]! - next.start) * next.width;
        takeRow(next.cells, base, bits, probability * chance[o]!, cells, row, width);
      }
    }
  }
}

function takeRow(
  source: Float64Array,
  base: number,
  bits: number,
  weight: number,
  into: Float64Array,
  row: number,
  width: number,
): void {
  if (bits === 0) for (let k = 0; k < width; k++) into[row + k]! += weight * source[base + k]!;
  else for (let k = 0; k < width; k++) into[row + k]! += weight * source[base + (k | bits)]!;
}
