/**
 * Where a square matrix has entries: in blocks of rows and columns, the
 * diagonal ones and some beside them. The pattern is symmetric.
 *
 * Values of such a matrix stand block by block, each in row-major order:
 * block (h, h) from `diagonal[h]` on, block (h, `neighbour[e]`) from
 * `offset[e]` on, e in `start[h]` … `start[h + 1] − 1`.
 */
export interface BlockPattern {
  /** Rows `first[h]` … `first[h + 1] − 1` are block h. */
  readonly first: Int32Array;
  readonly start: Int32Array;
  readonly neighbour: Int32Array;
  readonly diagonal: Int32Array;
  readonly offset: Int32Array;
  /** Number of values. */
  readonly values: number;
  /** Blocks in the order in which they are best eliminated. */
  readonly order: Int32Array;
}

/**
 * @param first offsets of the blocks, and the number of rows at the end.
 * @param neighbours by block: the others it shares entries with, each once, in rising order; symmetric.
 */
export function layOutBlocks(first: Int32Array, neighbours: readonly Int32Array[], order: Int32Array): BlockPattern {
  const blocks = neighbours.length;
  const start = new Int32Array(blocks + 1);
  for (let h = 0; h < blocks; h++) start[h + 1] = start[h]! + neighbours[h]!.length;
  const neighbour = new Int32Array(start[blocks]!);
  const diagonal = new Int32Array(blocks);
  const offset = new Int32Array(start[blocks]!);
  let values = 0;
  for (let h = 0; h < blocks; h++) {
    const rows = first[h + 1]! - first[h]!;
    diagonal[h] = values;
    values += rows * rows;
    neighbours[h]!.forEach((k, at) => {
      const e = start[h]! + at;
      neighbour[e] = k;
      offset[e] = values;
      values += rows * (first[k + 1]! - first[k]!);
    });
  }
  return { first, start, neighbour, diagonal, offset, values, order };
}

/** Offset of block (h, k), h ≠ k; −1 where there is none. */
export function offsetOfBlock({ start, neighbour, offset }: BlockPattern, h: number, k: number): number {
  let low = start[h]!;
  let high = start[h + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = neighbour[middle]!;
    if (here === k) return offset[middle]!;
    if (here < k) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
