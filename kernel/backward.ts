/** Backward induction: equations (1) to (4) of docs/model.md, as in `TurnStage` and `BackwardStep`. */
import { exp } from "./exp";
import { HALF, index, ROW, row } from "./rows";

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
// @ts-ignore: decorator
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
// @ts-ignore: decorator
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
