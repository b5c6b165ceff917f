/**
 * Four games of one structure at once, in AssemblyScript (compiled to
 * WebAssembly by `npm run kernel`): backward induction, and the forward pass of
 * a filter. Each number of a game stands in a row of four, one for each game;
 * what says where it belongs is read once for all four.
 *
 * The sums are those of `TurnStage`, `BackwardStep` and the filter, term by
 * term and in their order, so the digits are theirs (test/lanes). All memory is
 * laid out by the caller (src/lanes): addresses come as arguments, and nothing
 * is kept between calls.
 */

/** Bytes of a row of four numbers, and of its second half. */
const ROW: usize = 32;
const ROW_BITS: usize = 5;
const HALF: usize = 16;

// @ts-expect-error: decorator
@inline
function index(list: usize, i: i32): i32 {
  return load<i32>(list + ((<usize>i) << 2));
}

// @ts-expect-error: decorator
@inline
function row(list: usize, i: i32): usize {
  return list + ((<usize>i) << ROW_BITS);
}

/** Drivers, and actors that act by chance (`given` is 0 for drivers: one choice a node, sure). */
export function chance(
  nodes: i32,
  actors: i32,
  choiceStart: usize,
  outcomeStart: usize,
  target: usize,
  share: usize,
  given: usize,
  value: usize,
  into: usize,
): void {
  for (let i = 0; i < nodes; i++) {
    const first = index(choiceStart, i);
    const last = index(choiceStart, i + 1);
    if (first == last) continue;
    for (let j = 0; j < actors; j++) {
      let low = f64x2.splat(0);
      let high = f64x2.splat(0);
      let o = index(outcomeStart, first);
      for (let c = first; c < last; c++) {
        const end = index(outcomeStart, c + 1);
        let a = f64x2.splat(0);
        let b = f64x2.splat(0);
        for (; o < end; o++) {
          const from = row(value, index(target, o) * actors + j);
          const p = row(share, o);
          a = f64x2.add(a, f64x2.mul(v128.load(p), v128.load(from)));
          b = f64x2.add(b, f64x2.mul(v128.load(p, HALF), v128.load(from, HALF)));
        }
        if (given != 0) {
          const p = row(given, c);
          a = f64x2.mul(v128.load(p), a);
          b = f64x2.mul(v128.load(p, HALF), b);
        }
        low = f64x2.add(low, a);
        high = f64x2.add(high, b);
      }
      const to = row(into, i * actors + j);
      v128.store(to, low);
      v128.store(to, high, HALF);
    }
  }
}

/**
 * The turn of one actor at the nodes `first` … `last − 1` of a position, whose
 * choices fit into `worth`: equations (1) to (3) of docs/model.md.
 *
 * @param policy where the probabilities of all choices of the position are written.
 */
export function turn(
  first: i32,
  last: i32,
  actors: i32,
  mover: i32,
  precision: usize,
  choiceStart: usize,
  outcomeStart: usize,
  target: usize,
  share: usize,
  cost: usize,
  value: usize,
  into: usize,
  worth: usize,
  policy: usize,
  tables: usize,
): void {
  const begin = index(choiceStart, first);
  const odds = row(policy, begin);
  const stop = index(choiceStart, last);
  for (let j = 0; j < actors; j++) {
    const own = j == mover;
    let o = index(outcomeStart, begin);
    for (let c = begin; c < stop; c++) {
      const end = index(outcomeStart, c + 1);
      let a = f64x2.splat(0);
      let b = f64x2.splat(0);
      for (; o < end; o++) {
        const from = row(value, index(target, o) * actors + j);
        const p = row(share, o);
        a = f64x2.add(a, f64x2.mul(v128.load(p), v128.load(from)));
        b = f64x2.add(b, f64x2.mul(v128.load(p, HALF), v128.load(from, HALF)));
      }
      if (own) {
        const paid = row(cost, c);
        a = f64x2.sub(a, v128.load(paid));
        b = f64x2.sub(b, v128.load(paid, HALF));
      }
      const to = row(worth, (c - begin) * actors + j);
      v128.store(to, a);
      v128.store(to, b, HALF);
    }
  }
  respond(first, last, actors, mover, precision, choiceStart, worth, odds, tables);
  mix(first, last, actors, choiceStart, worth, odds, into);
}

/** Equation (2) for all choices at hand. */
// @ts-expect-error: decorator
@inline
function respond(
  first: i32,
  last: i32,
  actors: i32,
  mover: i32,
  precision: usize,
  choiceStart: usize,
  worth: usize,
  odds: usize,
  tables: usize,
): void {
  const begin = index(choiceStart, first);
  const lowPrecision = v128.load(precision);
  const highPrecision = v128.load(precision, HALF);
  for (let i = first; i < last; i++) {
    const from = index(choiceStart, i) - begin;
    const end = index(choiceStart, i + 1) - begin;
    let low = f64x2.splat(-Infinity);
    let high = f64x2.splat(-Infinity);
    for (let c = from; c < end; c++) {
      const q = row(worth, c * actors + mover);
      low = f64x2.max(low, v128.load(q));
      high = f64x2.max(high, v128.load(q, HALF));
    }
    let lowSum = f64x2.splat(0);
    let highSum = f64x2.splat(0);
    for (let c = from; c < end; c++) {
      const q = row(worth, c * actors + mover);
      const to = row(odds, c);
      const a = exp(f64x2.mul(lowPrecision, f64x2.sub(v128.load(q), low)), tables);
      const b = exp(f64x2.mul(highPrecision, f64x2.sub(v128.load(q, HALF), high)), tables);
      v128.store(to, a);
      v128.store(to, b, HALF);
      lowSum = f64x2.add(lowSum, a);
      highSum = f64x2.add(highSum, b);
    }
    const lowShare = f64x2.div(f64x2.splat(1), lowSum);
    const highShare = f64x2.div(f64x2.splat(1), highSum);
    for (let c = from; c < end; c++) {
      const to = row(odds, c);
      v128.store(to, f64x2.mul(v128.load(to), lowShare));
      v128.store(to, f64x2.mul(v128.load(to, HALF), highShare), HALF);
    }
  }
}

/** Equation (3). */
// @ts-expect-error: decorator
@inline
function mix(first: i32, last: i32, actors: i32, choiceStart: usize, worth: usize, odds: usize, into: usize): void {
  const begin = index(choiceStart, first);
  for (let i = first; i < last; i++) {
    const from = index(choiceStart, i) - begin;
    const end = index(choiceStart, i + 1) - begin;
    for (let j = 0; j < actors; j++) {
      let low = f64x2.splat(0);
      let high = f64x2.splat(0);
      for (let c = from; c < end; c++) {
        const p = row(odds, c);
        const q = row(worth, c * actors + j);
        low = f64x2.add(low, f64x2.mul(v128.load(p), v128.load(q)));
        high = f64x2.add(high, f64x2.mul(v128.load(p, HALF), v128.load(q, HALF)));
      }
      const to = row(into, i * actors + j);
      v128.store(to, low);
      v128.store(to, high, HALF);
    }
  }
}

/** Equation (4): payoffs, the residual ending, and what follows; `next` is a node or terminal, or −1. */
export function endOfStep(
  nodes: i32,
  actors: i32,
  next: usize,
  payoff: usize,
  discount: usize,
  residualTerminal: usize,
  residualChance: usize,
  value: usize,
  into: usize,
): void {
  for (let i = 0; i < nodes; i++) {
    const follows = index(next, i);
    if (follows < 0) continue;
    const terminal = index(residualTerminal, i);
    const s = row(residualChance, i);
    for (let j = 0; j < actors; j++) {
      const to = row(into, i * actors + j);
      const own = row(payoff, i * actors + j);
      const from = row(value, follows * actors + j);
      const d = row(discount, j);
      for (let half: usize = 0; half < ROW; half += HALF) {
        let w = f64x2.add(v128.load(own + half), f64x2.mul(v128.load(d + half), v128.load(from + half)));
        if (terminal >= 0) {
          const drawn = v128.load(s + half);
          const ended = v128.load(row(value, terminal * actors + j) + half);
          w = f64x2.add(f64x2.mul(drawn, ended), f64x2.mul(f64x2.sub(f64x2.splat(1), drawn), w));
        }
        v128.store(to + half, w);
      }
    }
  }
}

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

/** Adds a row, times two pairs of numbers, to another. */
// @ts-expect-error: decorator
@inline
function add(to: usize, low: v128, high: v128, from: usize): void {
  v128.store(to, f64x2.add(v128.load(to), f64x2.mul(low, v128.load(from))));
  v128.store(to, f64x2.add(v128.load(to, HALF), f64x2.mul(high, v128.load(from, HALF))), HALF);
}

// @ts-expect-error: decorator
@inline
function addRow(source: usize, width: i32, weight: usize, columns: usize, to: usize): void {
  const low = v128.load(weight);
  const high = v128.load(weight, HALF);
  if (columns == 0) for (let k = 0; k < width; k++) add(row(to, k), low, high, row(source, k));
  else for (let k = 0; k < width; k++) add(row(to, index(columns, k)), low, high, row(source, k));
}

const STEPS_PER_UNIT: f64 = 128 / 0.6931471805599453;
const ROUNDER: f64 = 6755399441055744;
const UNDERFLOW: f64 = -745.1332191019412;
const OVERFLOW: f64 = 709.782712893384;
const WIDE: f64 = 700;

/**
 * e^x, with the digits of `src/numeric/exp.ts`, whose tables stand at `tables`:
 * ln 2 / 128 in two parts, then 2^(j/128) in two parts for each j.
 */
// @ts-expect-error: decorator
@inline
function exp(x: v128, tables: usize): v128 {
  const near = v128.and(f64x2.gt(x, f64x2.splat(-WIDE)), f64x2.lt(x, f64x2.splat(WIDE)));
  if (!i64x2.all_true(near)) {
    return f64x2.replace_lane(
      f64x2.splat(expOne(f64x2.extract_lane(x, 0), tables)),
      1,
      expOne(f64x2.extract_lane(x, 1), tables),
    );
  }
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(STEPS_PER_UNIT)), f64x2.splat(ROUNDER));
  const n = f64x2.sub(shifted, f64x2.splat(ROUNDER));
  const r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(n, v128.load64_splat(tables))),
    f64x2.mul(n, v128.load64_splat(tables, 8)),
  );
  const square = f64x2.mul(r, r);
  // r + square · (1/2 + r/6 + square · (1/24 + r/120)), in the order of `exp`.
  const inner = f64x2.add(
    f64x2.add(f64x2.splat(0.5), f64x2.mul(r, f64x2.splat(1.0 / 6.0))),
    f64x2.mul(square, f64x2.add(f64x2.splat(1.0 / 24.0), f64x2.mul(r, f64x2.splat(1.0 / 120.0)))),
  );
  const rest = f64x2.add(r, f64x2.mul(square, inner));
  const whole = i32x4.trunc_sat_f64x2_s_zero(n);
  const one = i32x4.extract_lane(whole, 0);
  const two = i32x4.extract_lane(whole, 1);
  const powerOne = v128.load(tables + ((<usize>(one & 127)) << 4), HALF);
  const powerTwo = v128.load(tables + ((<usize>(two & 127)) << 4), HALF);
  const high = v128.shuffle<f64>(powerOne, powerTwo, 0, 2);
  const missing = v128.shuffle<f64>(powerOne, powerTwo, 1, 3);
  const mantissa = f64x2.add(high, f64x2.add(missing, f64x2.mul(high, rest)));
  // 2^k as a number: k + 1023 in the bits of the exponent.
  const k = i32x4.add(i32x4.shr_s(whole, 7), i32x4.splat(1023));
  const octave = i64x2.shl(i64x2.extend_low_i32x4_s(k), 52);
  return f64x2.mul(mantissa, octave);
}

function expOne(x: f64, tables: usize): f64 {
  if (!(x >= UNDERFLOW)) return x < UNDERFLOW ? 0 : NaN;
  if (x > OVERFLOW) return Infinity;
  const n = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const whole = <i32>n;
  const r = x - n * load<f64>(tables) - n * load<f64>(tables, 8);
  const square = r * r;
  const p = r + square * (0.5 + r * (1.0 / 6.0) + square * (1.0 / 24.0 + r * (1.0 / 120.0)));
  const j = (<usize>(whole & 127)) << 4;
  const high = load<f64>(tables + j, 16);
  const y = high + (load<f64>(tables + j, 24) + high * p);
  const k = whole >> 7;
  // As in `exp` near 0; beyond, no factor is below the smallest normal number or above the largest.
  if (x > -WIDE && x < WIDE) return y * octaveOf(k);
  return k > 0 ? y * 2 * octaveOf(k - 1) : y * octaveOf(k + 60) * 8.673617379884035e-19;
}

/** 2^k for k = −1022 … 1023. */
// @ts-expect-error: decorator
@inline
function octaveOf(k: i32): f64 {
  return reinterpret<f64>((<i64>(k + 1023)) << 52);
}
