import { GrowingInt32 } from "../numeric/growing-array.ts";
import type { FlowShape } from "./flow.ts";

/** Two stages as one: the entries of its rows, and the ways through both. */
export interface Composition {
  readonly shape: FlowShape;
  /** By way: its entry of the first stage, that of the second (−1 where it ends in the first), and to which entry of the one it belongs. */
  readonly one: Int32Array;
  readonly other: Int32Array;
  readonly entry: Int32Array;
}

/**
 * One stage after another as one stage. Ways that come to the same node, or
 * end in the same terminal, share an entry: a crisis with many drivers that
 * seldom change anything has most of its rows there, and one stage has few.
 *
 * @param classes number of classes of terminals.
 * @returns null where the one would not be smaller than the two.
 */
export function compose(first: FlowShape, second: FlowShape, classes: number): Composition | null {
  const rows = first.endStart.length;
  const most = first.target.length + second.target.length - 1;
  const rowStart = new Int32Array(rows + 1);
  const endStart = new Int32Array(rows);
  const target = new Int32Array(Math.max(0, most));
  // By node or terminal: the entry made last; older ones belong to earlier rows.
  const latestOn = new Int32Array(second.target.reduce((top, node) => Math.max(top, node), 0) + 1).fill(-1);
  const latestEnd = new Int32Array(classes).fill(-1);
  const ways = { one: new GrowingInt32(), other: new GrowingInt32(), entry: new GrowingInt32() };
  let entries = 0;
  let rowFirst = 0;
  const enter = (latest: Int32Array, node: number, one: number, other: number): void => {
    if (latest[node]! < rowFirst) {
      if (entries < most) target[entries] = node;
      latest[node] = entries++;
    }
    ways.one.push(one);
    ways.other.push(other);
    ways.entry.push(latest[node]!);
  };
  for (let i = 0; i < rows; i++) {
    rowFirst = entries;
    rowStart[i] = entries;
    eachWayOn(first, second, i, (one, other) => enter(latestOn, second.target[other]!, one, other));
    endStart[i] = entries;
    eachWayOut(first, second, i, (one, other) => {
      enter(latestEnd, other < 0 ? first.target[one]! : second.target[other]!, one, other);
    });
    if (entries > most) return null;
  }
  rowStart[rows] = entries;
  const shape = { rowStart, endStart, target: target.slice(0, entries), entry: none, columns: null, map: none };
  return { shape, one: ways.one.toArray(), other: ways.other.toArray(), entry: ways.entry.toArray() };
}

const none = new Int32Array(0);

/** The probabilities of a composition's entries from those of both stages; `into` holds zeros. */
export function weighComposition(
  { one, other, entry }: Composition,
  first: Float64Array,
  second: Float64Array,
  into: Float64Array,
): void {
  for (let way = 0; way < entry.length; way++) {
    const probability = other[way]! < 0 ? first[one[way]!]! : first[one[way]!]! * second[other[way]!]!;
    into[entry[way]!]! += probability;
  }
}

type Visit = (entryOfFirst: number, entryOfSecond: number) => void;

/** Ways of a row that go on after both stages. */
function eachWayOn(first: FlowShape, second: FlowShape, row: number, visit: Visit): void {
  for (let one = first.rowStart[row]!; one < first.endStart[row]!; one++) {
    const node = first.target[one]!;
    for (let other = second.rowStart[node]!; other < second.endStart[node]!; other++) visit(one, other);
  }
}

/** Ways of a row that end in the second stage, then those that end in the first (−1 in the second). */
function eachWayOut(first: FlowShape, second: FlowShape, row: number, visit: Visit): void {
  for (let one = first.rowStart[row]!; one < first.endStart[row]!; one++) {
    const node = first.target[one]!;
    for (let other = second.endStart[node]!; other < second.rowStart[node + 1]!; other++) visit(one, other);
  }
  for (let one = first.endStart[row]!; one < first.rowStart[row + 1]!; one++) visit(one, -1);
}
