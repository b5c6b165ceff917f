import { describe, expect, it } from "vitest";
import { EndingsSolver } from "../../src/analysis/solve-endings.ts";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { LaneGames } from "../../src/lanes/lane-games.ts";
import { readText } from "../crisis/read-text.ts";

/**
 * Where the storm cannot strike (p = 0) the game has other states; moods and
 * lines have parts of their own, nine in all, so that of four games solved at
 * once three are of one mood and one of the next.
 */
const text = `
clock: { steps: 4, start: 2025-01-01, step: 1 week }
parameters: { p: { value: 0.5, range: [0, 1] }, q: { value: 0.3, range: [0, 1] }, worth: { value: 1, range: [0, 3] } }
actors: { us: { precision: 2 }, them: { precision: 1 } }
sources: { press: { name: Press, grade: B } }
state:
  sky: [clear, dim, black]
  mood: { levels: [calm, tense, angry], start: { calm: q, tense: 0.25, angry: rest } }
  line: { levels: [soft, hard, firm], start: { soft: 0.5, hard: 0.3, firm: rest } }
drivers: { storm: { when: sky < black, chance: p * (1 + mood) / 3, then: { sky: up 1 } } }
moves:
  us: { hold: nothing, sweep: { when: sky > clear, cost: 0.1 + 0.2 * q, then: { sky: down 1 } } }
  them: { wait: nothing, strike: { when: sky == black, then: { ends: over } } }
payoffs: { us: -0.2 * sky * worth, them: 0.1 * sky - 0.2 * line }
reports:
  - { id: clear, happened: 2025-01-05, source: press, credibility: 2, saw: { sky: clear } }
REPORT
endings: { over: { rule: x, payoffs: { us: -1, them: worth } }, calm_sky: { otherwise: true, rule: y } }
`;
const alike = readText(text.replace("REPORT", ""));
/** What is told of the mood is another thing in each part. */
const apart = readText(
  text.replace("REPORT", "  - { id: hard, happened: 2025-01-06, source: press, credibility: 2, saw: { mood: angry } }"),
);
const request = { asOfStep: 1, asOfDay: Number.MAX_VALUE };
const draws = [
  [0.5, 0.3, 1],
  [0, 0.3, 1],
  [0.5, 0.9, 1],
  [0.4, 0.1, 2],
  [0.4, 0.1, Number.POSITIVE_INFINITY],
  [0.4, 0, 2],
  [0, 0.2, 2],
  [0, 0.25, 0.1],
].map((values) => Float64Array.from(values));

describe.each([
  ["told alike in all parts", alike],
  ["told apart", apart],
])("endings of many draws, reports %s", (_, crisis) => {
  it("have the digits of each draw alone, and its failure", () => {
    const together = new EndingsSolver(crisis, request, { lanes: new LaneGames() }).wholes(draws);
    const alone = draws.map((draw) => new EndingsSolver(crisis, request).whole(draw));
    expect(together).toEqual(alone);
    expect(alone.map((found) => ("code" in found ? found.code : ""))).toEqual([
      "",
      "",
      "chance-out-of-range",
      "",
      "value-not-finite",
      "",
      "",
      "",
    ]);
  });

  it("have those of parts solved one by one", () => {
    const solver = new EndingsSolver(crisis, request, { lanes: new LaneGames() });
    for (const draw of draws.filter((_, k) => k !== 2 && k !== 4)) {
      const parts = partsOf(crisis, draw);
      const atOnce = solver.outlooks(parts, draw);
      const oneByOne = parts.map((part) => solver.outlooks([part], draw)[0]!);
      expect(atOnce).toEqual(oneByOne);
      const whole = solver.whole(draw);
      if ("code" in whole) throw new Error(whole.message);
      let mass = 0;
      const endings = whole.endings.map(() => 0);
      parts.forEach(({ weight }, k) => {
        const own = oneByOne[k]!;
        if ("code" in own) throw new Error(own.message);
        mass += weight * own.mass;
        for (let i = 0; i < endings.length; i++) endings[i]! += weight * own.endings[i]!;
      });
      expect({ mass, endings }).toEqual(whole);
    }
  });
});
