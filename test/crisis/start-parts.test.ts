import { describe, expect, it } from "vitest";
import { mistakenStart, partsOf } from "../../src/crisis/compile/parts.ts";
import { StartParts } from "../../src/crisis/compile/start-parts.ts";
import { randomStream } from "../../src/numeric/random.ts";
import { readText } from "./read-text.ts";

/** Two hidden levels that stay, one that moves, a certain one and a calendar. */
const crisis = readText(`
clock: { start: 2025-01-01, step: 7 days, steps: 4 }
parameters:
  p: { value: 0.5, range: [0, 1] }
  q: { value: 0.3, range: [0, 1] }
  r: { value: 0.2, range: [0, 1] }
actors: { us: { precision: 1 }, them: { precision: 2 } }
state:
  sky: { levels: [clear, black], start: { clear: p, black: rest } }
  mood: { levels: [calm, angry, wild], start: { calm: q, angry: r, wild: 1 - q - r } }
  line: { levels: [soft, hard], start: { soft: q * r, hard: rest } }
  noise: [quiet, loud]
drivers:
  storm: { chance: 0.5, then: { sky: black } }
moves:
  us: { hold: nothing, sweep: { when: mood == calm, then: { ends: over } } }
  them: { wait: nothing, strike: { when: line == hard, then: { noise: loud } } }
endings:
  over: { rule: x, payoffs: { us: -1, them: 1 } }
  peace: { otherwise: true, rule: y }
`);

/** What was found, plain. */
const alone = (values: Float64Array) => mistakenStart(crisis, values) ?? partsOf(crisis, values);

describe("parts of one set of parameters after the other", () => {
  it("are those of each alone, whatever came before", () => {
    const random = randomStream(5, 0);
    const starts = new StartParts(crisis);
    const some = [0, 0, 1, 0.25, 0.5, 1e-200, 1e-320, 1.5, -0.5, Number.NaN];
    let mistakes = 0;
    let parts = 0;
    for (let n = 0; n < 3000; n++) {
      const values = Float64Array.from({ length: 3 }, () =>
        random.next() < 0.5 ? random.next() : some[Math.floor(random.next() * some.length)]!,
      );
      const found = starts.of(values);
      expect(found).toEqual(alone(values));
      if ("code" in found) mistakes++;
      else parts += found.length;
    }
    expect(mistakes).toBeGreaterThan(500);
    expect(parts).toBeGreaterThan(3000);
  });

  it("keep the very arrays of their levels while the same chances are 0", () => {
    const starts = new StartParts(crisis);
    const levelsOf = (...values: number[]): unknown[] => {
      const parts = starts.of(Float64Array.from(values));
      if ("code" in parts) throw new Error(parts.message);
      return parts.map(({ fixedLevels }) => fixedLevels);
    };
    const first = levelsOf(0.5, 0.3, 0.2);
    expect(levelsOf(0.1, 0.6, 0.3).every((levels, k) => levels === first[k])).toBe(true);
    expect(levelsOf(0.1, 0, 0.3)).not.toHaveLength(first.length);
  });

  it("come back in full after a start so small that its product with another is 0", () => {
    const starts = new StartParts(crisis);
    for (const p of [1e-320, 0.5, 1e-320]) {
      const values = Float64Array.of(p, 1e-200, 0.5);
      expect(starts.of(values)).toEqual(alone(values));
    }
  });
});
