import { describe, expect, it } from "vitest";
import { type SensitivityResult, sensitivity } from "../../src/index.ts";
import {
  factorsThatMove,
  interactionCells,
  knowingTable,
  oddsOf,
  outputInWords,
  screenTable,
  tippingTable,
  togetherTable,
  tornadoRows,
  tornadoTable,
  unmeasuredFactors,
  worthKnowing,
} from "../../web/src/sensitivity/sensitivity-tables.ts";
import { timeInWords, timeLeftInWords } from "../../web/src/sensitivity/solving-time.ts";
import { readText } from "../crisis/read-text.ts";

const effect = (size: number | null, mean = size) => ({ size, error: 0.01, mean, deviation: 0.02 });
const plain = { name: "p", label: "p", low: 0, value: 4, high: 10, scale: "value", assumed: false } as const;

/** Two outputs, three factors; what is looked at differs between the outputs. */
const result: SensitivityResult = {
  ...{ brink: "0.1.0", format: 1, crisis: "Strait", asOf: "2031-03", asOfStep: 2, steps: [], seed: 1, solves: 100 },
  question: { ask: "War?", ending: "war", by: "2031-06", probability: 0.25 },
  endings: [
    { name: "war", label: "open war", probability: 0.4 },
    { name: "peace", label: "peace", probability: 0.6 },
  ],
  outputs: ["question", "war"],
  factors: [
    {
      name: "anger",
      label: "anger at home",
      kind: "parameter",
      spreads: [plain],
      kept: true,
      effects: [effect(0.1, -0.1), effect(0.2)],
    },
    {
      name: "reach",
      label: "reach",
      kind: "parameter",
      spreads: [plain, plain],
      kept: true,
      effects: [effect(0.3), effect(null)],
    },
    {
      name: "luck",
      label: "luck",
      kind: "parameter",
      spreads: [plain],
      kept: false,
      effects: [effect(0.0004), effect(0.00051)],
    },
  ],
  screening: { paths: 4, solves: 16, leftOut: 0 },
  indices: {
    rows: 8,
    solves: 48,
    leftOut: 0,
    factors: ["reach", "anger"],
    outputs: [
      {
        ...{ output: "question", mean: 0.3, deviation: 0.1 },
        alone: [
          { share: 0.7, error: 0.1 },
          { share: 0.2, error: 0.05 },
        ],
        total: [
          { share: 0.8, error: 0.1 },
          { share: 0.3, error: null },
        ],
        pairs: [{ between: ["anger", "reach"], share: 0.1, error: 0.02 }],
      },
    ],
  },
  tornado: [
    {
      factor: "anger",
      label: "anger at home",
      low: { at: [1], odds: [0.24, null] },
      high: { at: [9], odds: [0.3, 0.42] },
    },
    {
      factor: "reach",
      label: "reach",
      low: { at: [1, 2], odds: [0.1, 0.36] },
      high: { at: [8, 9.5], odds: [0.4, 0.44] },
    },
  ],
  tipping: {
    ...{ points: 10, leader: "peace", looked: ["anger", "reach"], paired: ["anger", "reach"], scan: 1 / 8, solves: 20 },
    found: [
      { what: "leader", changes: [change("anger", 4, 6.5)], share: 0.25, leader: "war", question: 0.5 },
      {
        what: "question",
        changes: [change("anger", 4, 5), change("reach", 2, 3)],
        share: 0.1,
        leader: "peace",
        question: 0.355,
      },
    ],
  },
  knowing: [
    { kind: "report", name: "x", label: "ships at sea", change: 6, share: 0.4, answers: [] },
    { kind: "parameter", name: "anger", label: "anger at home", change: 0.05, share: 0.01, answers: [] },
    { kind: "hidden", name: "nerve", label: "nerve", change: 0.049, share: 0.01, answers: [] },
  ],
  ...{ report: "B2", certain: [], milliseconds: 0, notes: [] },
};

function change(name: string, from: number, to: number) {
  return { name, label: name, from, to, place: to / 10, spread: plain };
}

describe("the tables of a sensitivity analysis", () => {
  it("name what is looked at, with its odds", () => {
    expect([0, 1].map((o) => [outputInWords(result, o), oddsOf(result, o)])).toEqual([
      ["the question", 0.25],
      ["“open war”", 0.4],
    ]);
    expect(oddsOf({ ...result, question: null }, 0)).toBe(0);
  });

  it("put the number with the widest odds first; where an end makes no game the odds are as they are", () => {
    expect(tornadoRows(result, 0).map(({ name, at, odds }) => [name, at, odds])).toEqual([
      ["reach", ["1, 2", "8, 9.5"], [0.1, 0.4]],
      ["anger", ["1", "9"], [0.24, 0.3]],
    ]);
    // From 0.36 to 0.44 is wider than from 0.4, as it is, to 0.42.
    expect(tornadoRows(result, 1).map(({ name, odds }) => [name, odds])).toEqual([
      ["reach", [0.36, 0.44]],
      ["anger", [null, 0.42]],
    ]);
    const { caption, rows } = tornadoTable(result, 1);
    expect(caption).toMatch(/^Odds of “open war” with one number at a time/);
    expect(rows[1]).toEqual(["anger at home", "1", null, "9", 0.42]);
  });

  it("list what moves the odds by a twentieth of a point, the strongest first, in points", () => {
    expect(factorsThatMove(result, 0).map(({ name }) => name)).toEqual(["reach", "anger"]);
    expect(factorsThatMove(result, 1).map(({ name }) => name)).toEqual(["anger", "luck"]);
    const { rows } = screenTable(result, 0, 12);
    expect(rows).toHaveLength(2);
    expect(rows[1]!.slice(2)).toEqual([10, 1, -10, 2]);
    expect(rows[0]![1]).toBe("4, varied from 0 to 10; 4, varied from 0 to 10");
    expect(screenTable(result, 0, 1).rows.map(([label]) => label)).toEqual(["reach"]);
  });

  it("name the factors of which nothing could be measured", () => {
    expect(unmeasuredFactors(result, 0)).toEqual([]);
    expect(unmeasuredFactors(result, 1)).toEqual(["reach"]);
  });

  it("have one alone on the diagonal and two together below it", () => {
    expect(interactionCells(result, 0)).toEqual([
      { share: 0.7, error: 0.1, row: 0, column: 0 },
      { share: 0.2, error: 0.05, row: 1, column: 1 },
      { share: 0.1, error: 0.02, row: 1, column: 0 },
    ]);
    expect(togetherTable(result, 0).rows).toEqual([
      ["reach", 0.7, 0.1, 0.8, 0.1],
      ["anger at home", 0.2, 0.05, 0.3, null],
      ["anger at home × reach", 0.1, 0.02, null, null],
    ]);
    // A first look has no shares.
    expect(interactionCells(result, 1)).toEqual([]);
  });

  it("say what tips, and what would be worth knowing", () => {
    expect(tippingTable(result).rows).toEqual([
      ["anger", "4", "6.5", 0.25, "likeliest: open war"],
      ["anger with reach", "4, 2", "5, 3", 0.1, "the question at 35.5%"],
    ]);
    expect(worthKnowing(result).map(({ name }) => name)).toEqual(["x", "anger"]);
    expect(knowingTable(result, 12).rows).toEqual([
      ["a report of ships at sea", 6, 0.4],
      ["anger at home", 0.05, 0.01],
    ]);
    expect(knowingTable(result, 1).rows).toHaveLength(1);
  });

  it("can be made of a real answer, every cell of it", async () => {
    const { result: real } = await sensitivity(
      readText(`
question: { ask: "War?", ending: war }
parameters: { gain: { value: 1, range: [0.5, 2] }, pain: { value: 2, range: [1, 4] } }
actors: { us: { precision: 2 }, them: { precision: 2 } }
state: { threat: [none, made], answer: [none, yields, fights] }
moves:
  us: { hold: nothing, press: { then: { threat: made } } }
  them: { yield: { when: threat == made, then: { answer: yields } }, fight: { when: threat == made, then: { answer: fights } } }
endings:
  war: { when: answer == fights, rule: x, payoffs: { us: -pain, them: -pain } }
  won: { when: answer == yields, rule: y, payoffs: { us: gain, them: -1.5 } }
  calm: { otherwise: true, rule: z }
`),
      { size: { paths: 2, rows: 8, most: 3 } },
    );
    const tables = real!.outputs.flatMap((_, o) => [
      tornadoTable(real!, o),
      screenTable(real!, o, 12),
      togetherTable(real!, o),
    ]);
    for (const { columns, rows } of [...tables, tippingTable(real!), knowingTable(real!, 12)]) {
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(row).toHaveLength(columns.length);
        for (const cell of row) expect(String(cell)).not.toMatch(/undefined|NaN|^$/);
      }
    }
  });
});

describe("the time an analysis takes", () => {
  it("is said in words, and what is left from how far it is", () => {
    expect([4, 44, 89, 100, 600].map(timeInWords)).toEqual([
      "a few seconds",
      "about 40 seconds",
      "about 90 seconds",
      "about 2 minutes",
      "about 10 minutes",
    ]);
    expect(timeLeftInWords({ done: 10, all: 40 }, 10)).toBe(", at most about 30 seconds left");
    expect(timeLeftInWords({ done: 7, all: 40 }, 10)).toBe("");
    expect(timeLeftInWords(undefined, 10)).toBe("");
  });
});
