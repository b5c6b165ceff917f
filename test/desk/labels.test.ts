import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labelsOf, readCrisis } from "../../src/index.ts";
import type { Draft } from "../../src/reading.ts";
import { labelLines } from "../../web/src/charts/direct-labels.ts";
import type { Line } from "../../web/src/charts/line.ts";
import { lineKey } from "../../web/src/charts/line-key.ts";
import { draftTitle, moveInWords, tellersByLabel } from "../../web/src/reading/draft-title.ts";

describe("labels in pictures", () => {
  it("take a second line where one has no room, and are cut only after that", () => {
    expect(labelLines("precision of defender", 300)).toEqual(["precision of defender"]);
    expect(labelLines("precision of defender", 100)).toEqual(["precision of", "defender"]);
    const [first, second] = labelLines("reliability of unnamed officials of the fleet", 100);
    expect(first).toBe("reliability of");
    expect(second).toMatch(/^unnamed.*…$/);
    expect(labelLines("unpronounceabilities", 60)).toHaveLength(1);
  });

  const line = (label: string, ...values: number[]): Line => ({ name: label, label, values, rank: "other" });
  const lines = [line("a", 0.1, 0.5), line("b", 0.7, 0.2), line("c", 0.2, 0.3)];

  it("stand below a picture in the order of its lines, column by column", () => {
    const order = (step: number): readonly string[] => lineKey(lines, step, 80).entries.map((entry) => entry.line.name);
    expect(order(0)).toEqual(["b", "c", "a"]);
    expect(order(1)).toEqual(["a", "c", "b"]);
    const { entries, columns, rows } = lineKey(lines, 0, 200);
    expect([columns, rows]).toEqual([2, 2]);
    expect(entries.map(({ column, row }) => [column, row])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ]);
  });

  it("stand in one column where the longest has no more room, and in as many as there are lines at most", () => {
    expect(lineKey([line("an ending with a long name", 1), ...lines], 0, 300).columns).toBe(1);
    expect(lineKey(lines, 0, 9000).columns).toBe(3);
    expect(lineKey([...lines, line("d", 0)], 0, 9000).columns).toBe(3);
    expect(lineKey([], 0, 300)).toMatchObject({ entries: [], rows: 0 });
  });
});

describe("a draft in words", () => {
  const text = readFileSync(join(import.meta.dirname, "../fixtures/strait.yaml"), "utf8");
  const labels = labelsOf(readCrisis("strait.yaml", () => text).crisis!);
  const draft: Draft = {
    ...{ id: "wire_1", kind: "claim", sentence: 1, span: { start: 0, end: 1, quote: "x" }, actors: [], moves: [] },
    ...{ never: false, deed: "deed", opinion: false, where: [], chain: [], quantities: [], confidence: 1 },
    ...{ reason: "", notes: [], credibility: 3 },
  };

  it("goes by the labels of the crisis", () => {
    expect(moveInWords("south.fire", labels)).toBe("Southern League: fire on the blockade");
    expect(draftTitle({ ...draft, moves: ["north.press", "north.ease"], deed: "plan" }, labels)).toBe(
      "Northern Republic: press forward or Northern Republic: pull back (a plan)",
    );
    expect(draftTitle({ ...draft, moves: ["north.ease"], never: true }, labels)).toBe(
      "Not: Northern Republic: pull back",
    );
    expect(draftTitle({ ...draft, kind: "estimate", odds: { ending: "clash", below: 0.1 } }, labels)).toBe(
      "odds of naval clash: below 10%",
    );
    expect(draftTitle({ ...draft, kind: "statement", about: "south" }, labels)).toBe(
      "a statement about Southern League",
    );
    expect(draftTitle({ ...draft, condition: "tension == calm" }, labels)).toBe("tension == calm");
  });

  it("names who tells by the source's label, unless the article calls it so", () => {
    expect(tellersByLabel(draft, labels)).toBe("told by the article itself");
    const chain = [
      { words: "officers", source: "navy" },
      { words: "A shipping newsletter", source: "newsletter" },
    ];
    expect(tellersByLabel({ ...draft, chain }, labels)).toBe(
      "told by officers (navy spokesman), passed on by A shipping newsletter",
    );
  });
});
