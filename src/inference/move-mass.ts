import type { Game, StageTable } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";

/** Rows of `width` columns, one for each of the first `count` nodes of a block that starts at node `start`. */
export interface Block {
  readonly start: number;
  readonly count: number;
  readonly width: number;
  readonly cells: Float64Array;
}

/** Where the columns of a position go when a choice is made; null stands for "the same column". */
export interface StageColumns {
  /** By act: which of the maps. */
  readonly mapOfAct: Int32Array;
  /** To the columns of the next position. */
  readonly onward: readonly (Int32Array | null)[];
  /** To the columns of position P, for what ends at once. */
  readonly ended: readonly (Int32Array | null)[];
}

/** One stage of one step: what can be chosen, how likely, and which columns a choice leads to. */
export interface StageMove {
  readonly table: StageTable;
  /** Probability of each choice; null for a driver, which has one choice a node. */
  readonly chances: Float64Array | null;
  /** Where columns go; null where they keep their places. */
  readonly columns: StageColumns | null;
  /** First terminal. */
  readonly terminal: number;
}

/** The table in force at a stage of a step, with the probabilities of its choices. */
export function stageMove(
  game: Game,
  policy: Policy,
  step: number,
  stage: number,
  columns: StageColumns | null,
): StageMove {
  const { kind, tables, tableOfPhase } = game.stages[stage]!;
  const table = tables[tableOfPhase[game.phaseOfStep[step]!]!]!;
  const chances = kind === "driver" ? null : kind === "given" ? table.given : policy.at(step, stage);
  return { table, chances, columns, terminal: game.blockStart[game.stages.length + 1]! };
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
  const { chances, columns, terminal } = move;
  const { cells: source, count, width } = from;
  const { cells: next, start, width: nextWidth } = to;
  for (let i = 0; i < count; i++) {
    const row = i * width;
    if (isZero(source, row, width)) continue;
    for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
      const probability = chances === null ? 1 : chances[c]!;
      if (probability === 0) continue;
      const which = columns === null ? 0 : (columns.mapOfAct[act[c]!] ?? 0);
      const onward = columns === null ? null : columns.onward[which]!;
      for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) {
        const weight = probability * chance[o]!;
        const node = target[o]!;
        if (node < terminal) {
          if (onward === null) addRow(source, row, width, weight, next, (node - start) * nextWidth);
          else addMapped(source, row, onward, weight, next, (node - start) * nextWidth);
        } else if (ended !== null) {
          const map = columns === null ? null : columns.ended[which]!;
          const base = (node - ended.start) * ended.width;
          if (map === null) addRow(source, row, width, weight, ended.cells, base);
          else addMapped(source, row, map, weight, ended.cells, base);
        }
      }
    }
  }
}

/** Four columns at a time: half the time of one by one. */
function addRow(
  source: Float64Array,
  row: number,
  width: number,
  weight: number,
  into: Float64Array,
  base: number,
): void {
  let from = row;
  let to = base;
  const end = row + width;
  for (; from + 3 < end; from += 4, to += 4) {
    into[to]! += weight * source[from]!;
    into[to + 1]! += weight * source[from + 1]!;
    into[to + 2]! += weight * source[from + 2]!;
    into[to + 3]! += weight * source[from + 3]!;
  }
  for (; from < end; from++, to++) into[to]! += weight * source[from]!;
}

function addMapped(
  source: Float64Array,
  row: number,
  map: Int32Array,
  weight: number,
  into: Float64Array,
  base: number,
): void {
  for (let k = 0; k < map.length; k++) into[base + map[k]!]! += weight * source[row + k]!;
}

/** Whether a row is empty. */
export function isZero(cells: Float64Array, row: number, width: number): boolean {
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
  const { chances, columns, terminal } = move;
  const { cells, count, width } = into;
  const { cells: next, start, count: nextCount, width: nextWidth } = from;
  cells.fill(0, 0, count * width);
  for (let i = 0; i < count; i++) {
    const row = i * width;
    for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
      const probability = chances === null ? 1 : chances[c]!;
      if (probability === 0) continue;
      const which = columns === null ? 0 : (columns.mapOfAct[act[c]!] ?? 0);
      const onward = columns === null ? null : columns.onward[which]!;
      for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) {
        const weight = probability * chance[o]!;
        const node = target[o]!;
        if (node - start < nextCount) {
          if (onward === null) addRow(next, (node - start) * nextWidth, width, weight, cells, row);
          else takeMapped(next, (node - start) * nextWidth, onward, weight, cells, row);
        } else if (node >= terminal && ended !== null) {
          const map = columns === null ? null : columns.ended[which]!;
          const base = (node - ended.start) * ended.width;
          if (map === null) addRow(ended.cells, base, width, weight, cells, row);
          else takeMapped(ended.cells, base, map, weight, cells, row);
        }
      }
    }
  }
}

function takeMapped(
  source: Float64Array,
  base: number,
  map: Int32Array,
  weight: number,
  into: Float64Array,
  row: number,
): void {
  for (let k = 0; k < map.length; k++) into[row + k]! += weight * source[base + map[k]!]!;
}
