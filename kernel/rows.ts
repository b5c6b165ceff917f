/** Rows of four numbers, one for each game, and lists of integers. */

/** Bytes of a row of four numbers, and of its second half. */
export const ROW: usize = 32;
export const ROW_BITS: usize = 5;
export const HALF: usize = 16;

// @ts-ignore: decorator
@inline
export function index(list: usize, i: i32): i32 {
  return load<i32>(list + ((<usize>i) << 2));
}

// @ts-ignore: decorator
@inline
export function row(list: usize, i: i32): usize {
  return list + ((<usize>i) << ROW_BITS);
}

/** Adds a row, times two pairs of numbers, to another. */
// @ts-ignore: decorator
@inline
export function add(to: usize, low: v128, high: v128, from: usize): void {
  v128.store(to, f64x2.add(v128.load(to), f64x2.mul(low, v128.load(from))));
  v128.store(to, f64x2.add(v128.load(to, HALF), f64x2.mul(high, v128.load(from, HALF))), HALF);
}
