import { describe, expect, it } from "vitest";
import { BlockLu } from "../../src/numeric/block-lu.ts";
import { type BlockPattern, layOutBlocks, offsetOfBlock } from "../../src/numeric/block-pattern.ts";
import { DenseLu } from "../../src/numeric/dense-lu.ts";
import { type Random, randomStream } from "../../src/numeric/random.ts";

/** Blocks of one to three rows that share entries along a random tree, and a few pairs besides. */
function randomPattern(random: Random, blocks: number, extra: number): BlockPattern {
  const pairs = Array.from({ length: blocks }, () => new Set<number>());
  const join = (h: number, k: number): void => {
    if (h === k) return;
    pairs[h]!.add(k);
    pairs[k]!.add(h);
  };
  for (let h = 1; h < blocks; h++) {
    for (let k = h; k > 0; ) {
      k = Math.floor(random.next() * k);
      join(h, k);
      if (random.next() < 0.5) break;
    }
  }
  for (let k = 0; k < extra; k++) join(Math.floor(random.next() * blocks), Math.floor(random.next() * blocks));
  const first = new Int32Array(blocks + 1);
  for (let h = 0; h < blocks; h++) first[h + 1] = first[h]! + 1 + Math.floor(random.next() * 3);
  const order = Int32Array.from({ length: blocks }, (_, k) => blocks - 1 - k);
  return layOutBlocks(
    first,
    pairs.map((own) => Int32Array.from(own).sort()),
    order,
  );
}

function denseOf(pattern: BlockPattern, values: Float64Array): DenseLu {
  const { first, diagonal } = pattern;
  const n = first[diagonal.length]!;
  const lu = new DenseLu(n);
  diagonal.forEach((own, h) => {
    diagonal.forEach((_, k) => {
      const at = h === k ? own : offsetOfBlock(pattern, h, k);
      if (at < 0) return;
      const columns = first[k + 1]! - first[k]!;
      for (let i = 0; i < first[h + 1]! - first[h]!; i++) {
        for (let j = 0; j < columns; j++)
          lu.matrix[(first[h]! + i) * n + first[k]! + j] = values[at + i * columns + j]!;
      }
    });
  });
  lu.factor(n);
  return lu;
}

describe("elimination by blocks", () => {
  it("solves and has the sign of the determinant as elimination of the whole has", () => {
    const random = randomStream(3);
    let negative = 0;
    for (let k = 0; k < 60; k++) {
      const pattern = randomPattern(random, 1 + (k % 40), k % 4 === 0 ? 0 : k % 9);
      const n = pattern.first[pattern.diagonal.length]!;
      const lu = new BlockLu(pattern);
      // A second matrix over the same pattern, so that nothing is left over from the first.
      for (let again = 0; again < 2; again++) {
        const values = Float64Array.from({ length: pattern.values }, () => random.next() - 0.5);
        const right = Float64Array.from({ length: n }, () => random.next() - 0.5);
        const dense = denseOf(pattern, values);
        const [mine, whole] = [right.slice(), right.slice()];
        lu.factor(values);
        lu.solve(mine);
        dense.solve(whole);
        expect(lu.sign).toBe(dense.sign);
        if (lu.sign < 0) negative++;
        const size = whole.reduce((worst, x) => Math.max(worst, Math.abs(x)), 1);
        whole.forEach((x, i) => {
          expect(Math.abs(mine[i]! - x) / size).toBeLessThan(1e-7);
        });
      }
    }
    expect(negative).toBeGreaterThan(30);
  });

  it("a pivot that vanishes gives the sign 0", () => {
    const pattern = layOutBlocks(Int32Array.of(0, 1, 2), [Int32Array.of(1), Int32Array.of(0)], Int32Array.of(0, 1));
    const lu = new BlockLu(pattern);
    // [1 2; 2 4], block by block.
    lu.factor(Float64Array.of(1, 2, 4, 2));
    expect(lu.sign).toBe(0);
  });
});
