/** The forward pass of a filter, as in `FilterRun` and `predictEndings`. */
import { add, HALF, index, ROW_BITS, row } from "./rows";

/** The probability of each entry of a flow; `chances` of its choices is 0 for a driver, which has one choice a node. */
export function weigh(
  choices: i32,
  entries: i32,
  outcomeStart: usize,
  share: usize,
  chances: usize,
  entry: usize,
  into: usize,
): void {
  memory.fill(into, 0, (<usize>entries) << ROW_BITS);
  let o = 0;
  for (let c = 0; c < choices; c++) {
    const end = index(outcomeStart, c + 1);
    let low = f64x2.splat(1);
    let high = f64x2.splat(1);
    if (chances != 0) {
      low = v128.load(row(chances, c));
      high = v128.load(row(chances, c), HALF);
    }
    for (; o < end; o++) add(row(into, index(entry, o)), low, high, row(share, o));
  }
}

/** The probability of each entry of two stages taken as one, from those of both. */
export function compose(
  ways: i32,
  entries: i32,
  one: usize,
  other: usize,
  entry: usize,
  first: usize,
  second: usize,
  into: usize,
): void {
  memory.fill(into, 0, (<usize>entries) << ROW_BITS);
  for (let way = 0; way < ways; way++) {
    const p = row(first, index(one, way));
    const q = index(other, way);
    const to = row(into, index(entry, way));
    if (q >= 0) add(to, v128.load(p), v128.load(p, HALF), row(second, q));
    else add(to, f64x2.splat(1), f64x2.splat(1), p);
  }
}

/**
 * Move mass forward along a flow, `width` columns a node: to the next position,
 * and to the classes of what ends unless `ended` is 0. Where `map` is 0 columns
 * keep their places; elsewhere it says of each entry which list of `onward`, or
 * of `over` for what ends, tells where they go.
 */
export function spread(
  nodes: i32,
  width: i32,
  rowStart: usize,
  endStart: usize,
  target: usize,
  weight: usize,
  map: usize,
  onward: usize,
  over: usize,
  from: usize,
  to: usize,
  toWidth: i32,
  ended: usize,
  endedWidth: i32,
): void {
  for (let i = 0; i < nodes; i++) {
    const source = row(from, i * width);
    // Nothing comes to a node that this step does not reach; where it leads may be beyond what is at hand.
    if (areZero(source, width)) continue;
    const end = index(endStart, i);
    let e = index(rowStart, i);
    for (; e < end; e++) {
      const columns = map == 0 ? <usize>0 : onward + ((<usize>(index(map, e) * width)) << 2);
      addRow(source, width, row(weight, e), columns, row(to, index(target, e) * toWidth));
    }
    if (ended == 0) continue;
    const last = index(rowStart, i + 1);
    for (; e < last; e++) {
      const columns = map == 0 ? <usize>0 : over + ((<usize>(index(map, e) * width)) << 2);
      addRow(source, width, row(weight, e), columns, row(ended, index(target, e) * endedWidth));
    }
  }
}

/** The same for one column, choice by choice. */
export function spreadChoices(
  nodes: i32,
  choiceStart: usize,
  outcomeStart: usize,
  target: usize,
  share: usize,
  chances: usize,
  terminal: i32,
  classOf: usize,
  from: usize,
  start: i32,
  to: usize,
  ended: usize,
): void {
  const onward = row(to, -start);
  for (let i = 0; i < nodes; i++) {
    if (areZero(row(from, i), 1)) continue;
    const low = v128.load(row(from, i));
    const high = v128.load(row(from, i), HALF);
    const last = index(choiceStart, i + 1);
    let c = index(choiceStart, i);
    let o = index(outcomeStart, c);
    for (; c < last; c++) {
      const end = index(outcomeStart, c + 1);
      const p = row(chances, c);
      const a = f64x2.mul(low, v128.load(p));
      const b = f64x2.mul(high, v128.load(p, HALF));
      for (; o < end; o++) {
        const node = index(target, o);
        if (node < terminal) add(row(onward, node), a, b, row(share, o));
        else add(row(ended, index(classOf, node - terminal)), a, b, row(share, o));
      }
    }
  }
}

/** Take the residual ending's share off the mass at the end of a step, and add it to what ended unless `ended` is 0. */
export function drawResidual(
  nodes: i32,
  width: i32,
  residualTerminal: usize,
  residualChance: usize,
  terminal: i32,
  classOf: usize,
  mass: usize,
  ended: usize,
): void {
  for (let i = 0; i < nodes; i++) {
    const drawn = index(residualTerminal, i);
    if (drawn < 0) continue;
    const low = v128.load(row(residualChance, i));
    const high = v128.load(row(residualChance, i), HALF);
    const stay = f64x2.sub(f64x2.splat(1), low);
    const remain = f64x2.sub(f64x2.splat(1), high);
    const out = index(classOf, drawn - terminal) * width;
    for (let k = 0; k < width; k++) {
      const at = row(mass, i * width + k);
      if (ended != 0) add(row(ended, out + k), low, high, at);
      v128.store(at, f64x2.mul(stay, v128.load(at)));
      v128.store(at, f64x2.mul(remain, v128.load(at, HALF)), HALF);
    }
  }
}

/** Mass at the start of a step from that at the end of the one before; `to` holds zeros. */
export function goOn(nodes: i32, width: i32, next: usize, from: usize, to: usize): void {
  for (let i = 0; i < nodes; i++) {
    const follows = index(next, i);
    if (follows < 0) continue;
    for (let k = 0; k < width; k++) {
      const at = row(from, i * width + k);
      const into = row(to, follows * width + k);
      v128.store(into, f64x2.add(v128.load(into), v128.load(at)));
      v128.store(into, f64x2.add(v128.load(into, HALF), v128.load(at, HALF)), HALF);
    }
  }
}

/** Mass after the reports of a leg; the weight of each pair is the same for all games. */
export function weighReports(
  nodes: i32,
  signature: usize,
  columnsIn: i32,
  columnsOut: i32,
  fan: i32,
  pairOut: usize,
  weights: usize,
  from: usize,
  to: usize,
): void {
  memory.fill(to, 0, (<usize>(nodes * columnsOut)) << ROW_BITS);
  for (let i = 0; i < nodes; i++) {
    let pair = index(signature, i) * columnsIn * fan;
    const out = row(to, i * columnsOut);
    for (let column = 0; column < columnsIn; column++) {
      const mass = row(from, i * columnsIn + column);
      for (let k = 0; k < fan; k++, pair++) {
        const weight = v128.load64_splat(weights + ((<usize>pair) << 3));
        add(row(out, index(pairOut, pair)), weight, weight, mass);
      }
    }
  }
}

/** Whether some rows hold no mass in any game. */
// @ts-ignore: decorator
@inline
function areZero(rows: usize, count: i32): bool {
  for (let k = 0; k < count; k++) {
    if (v128.any_true(v128.or(v128.load(row(rows, k)), v128.load(row(rows, k), HALF)))) return false;
  }
  return true;
}

// @ts-ignore: decorator
@inline
function addRow(source: usize, width: i32, weight: usize, columns: usize, to: usize): void {
  const low = v128.load(weight);
  const high = v128.load(weight, HALF);
  if (columns == 0) for (let k = 0; k < width; k++) add(row(to, k), low, high, row(source, k));
  else for (let k = 0; k < width; k++) add(row(to, index(columns, k)), low, high, row(source, k));
}
