import type { Game, StageTable } from "../game/game.ts";
import type { StageColumns } from "./move-mass.ts";
import type { TerminalClasses } from "./terminal-classes.ts";

/**
 * Where one stage leads, as a sparse matrix: each node that can follow stands
 * once in a row, however many choices and outcomes lead there (half of them
 * share their target). Nodes are counted within their block; what ends leads to
 * a class of terminals. The same for all games that differ in numbers only.
 */
export interface FlowShape {
  /** Row i: entries `rowStart[i]` … `endStart[i] − 1` lead on, those up to `rowStart[i + 1] − 1` end the crisis. */
  readonly rowStart: Int32Array;
  readonly endStart: Int32Array;
  readonly target: Int32Array;
  /** By outcome of the table: its entry. */
  readonly entry: Int32Array;
  /** Where columns go; null where they keep their places. */
  readonly columns: StageColumns | null;
  /** By entry: which of the maps of columns; empty where they keep their places. */
  readonly map: Int32Array;
}

/** A stage of one step: a shape with the probability of each entry. */
export interface Flow {
  readonly shape: FlowShape;
  readonly weight: Float64Array;
}

/** Put the outcomes of a stage's table together that lead to the same node and treat columns the same way. */
export function shapeOf(
  game: Game,
  stage: number,
  table: StageTable,
  columns: StageColumns | null,
  { of, ending }: TerminalClasses,
): FlowShape {
  const { choiceStart, outcomeStart, act, target } = table;
  const terminal = game.blockStart[game.stages.length + 1]!;
  const next = game.blockStart[stage + 1]!;
  const maps = columns === null ? 1 : columns.onward.length;
  const nodes = choiceStart.length - 1;
  const rowStart = new Int32Array(nodes + 1);
  const endStart = new Int32Array(nodes);
  const entry = new Int32Array(target.length);
  const entryTarget = new Int32Array(target.length);
  const entryMap = new Int32Array(columns === null ? 0 : target.length);
  // By target and map: the entry made last; older ones belong to earlier rows.
  const onward = game.blockStart[stage + 2]! - next;
  const latest = new Int32Array((onward + ending.length) * maps).fill(-1);
  let entries = 0;
  const enter = (i: number, ends: boolean): void => {
    const first = entries;
    for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
      const map = columns === null ? 0 : (columns.mapOfAct[act[c]!] ?? 0);
      for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) {
        const node = target[o]!;
        if (node >= terminal !== ends) continue;
        const place = ends ? of[node - terminal]! : node - next;
        const key = (ends ? onward + place : place) * maps + map;
        if (latest[key]! < first) {
          entryTarget[entries] = place;
          if (columns !== null) entryMap[entries] = map;
          latest[key] = entries++;
        }
        entry[o] = latest[key]!;
      }
    }
  };
  for (let i = 0; i < nodes; i++) {
    enter(i, false);
    endStart[i] = entries;
    enter(i, true);
    rowStart[i + 1] = entries;
  }
  const map = columns === null ? entryMap : entryMap.slice(0, entries);
  return { rowStart, endStart, target: entryTarget.slice(0, entries), entry, columns, map };
}

/**
 * The probability of each entry.
 *
 * @param chances  of the choices; null for a driver, which has one choice a node.
 * @param nodes    rows that count.
 * @param into     at least `rowStart[nodes]` long.
 */
export function weighFlow(
  { rowStart, entry }: FlowShape,
  { choiceStart, outcomeStart, chance }: StageTable,
  chances: Float64Array | null,
  nodes: number,
  into: Float64Array,
): void {
  into.fill(0, 0, rowStart[nodes]!);
  const choices = choiceStart[nodes]!;
  for (let c = 0; c < choices; c++) {
    const probability = chances === null ? 1 : chances[c]!;
    for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) into[entry[o]!]! += probability * chance[o]!;
  }
}
