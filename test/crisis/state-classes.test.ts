import { describe, expect, it } from "vitest";
import { classesBy } from "../../src/crisis/compile/state-classes.ts";

describe("classes of states", () => {
  const radices = Int32Array.from([2, 3, 2, 4]);
  const states = Array.from({ length: 48 }, (_, n) =>
    Int32Array.from([n % 2, Math.floor(n / 2) % 3, Math.floor(n / 6) % 2, Math.floor(n / 12)]),
  ).reverse();

  it("put together what has the same levels where it is looked at, in the order first seen", () => {
    const sets = [[], [1], [0, 3], [0, 1, 2, 3], [1]];
    const found = classesBy(sets, radices, states.length, (k) => states[k]!);
    sets.forEach((reads, s) => {
      const keys = states.map((levels) => reads.map((v) => levels[v]).join());
      const different = [...new Set(keys)];
      expect([...found[s]!.of]).toEqual(keys.map((key) => different.indexOf(key)));
      expect([...found[s]!.first]).toEqual(different.map((key) => keys.indexOf(key)));
    });
    expect(found[4]).toEqual(found[1]);
  });

  it("keep states apart where their combinations cannot be numbered", () => {
    const many = new Int32Array(60).fill(2);
    const levels = [new Int32Array(60), new Int32Array(60)];
    const reads = Array.from({ length: 60 }, (_, v) => v);
    const [found] = classesBy([reads], many, 2, (k) => levels[k]!);
    expect([...found!.of]).toEqual([0, 1]);
    expect([...found!.first]).toEqual([0, 1]);
  });
});
