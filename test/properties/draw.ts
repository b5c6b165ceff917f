import fc from "fast-check";

/** Small random decisions, all of them shrinkable. */
export interface Draw {
  /** A whole number between the two, both included. */
  int(lowest: number, highest: number): number;
  /** True in so many of a hundred cases. */
  chance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** Evenly spread: small numbers are not favoured, so that rare shapes do occur. */
const even = (min: number, max: number): fc.Arbitrary<number> => fc.noBias(fc.integer({ min, max }));

/** An arbitrary made by a function that draws as it goes. */
export function drawn<T>(make: (draw: Draw) => T): fc.Arbitrary<T> {
  return fc.gen().map((g) => {
    const int = (min: number, max: number): number => g(even, min, max);
    return make({
      int,
      chance: (percent) => int(0, 99) >= 100 - percent,
      pick: (list) => list[int(0, list.length - 1)]!,
    });
  });
}
