import { describe, expect, it } from "vitest";
import { crisisJsonSchema } from "../../src/index.ts";
import { namesOf } from "../../web/src/edit/file-names.ts";
import { SchemaReader } from "../../web/src/edit/schema-at.ts";
import { aboutWord, suggestionsAt } from "../../web/src/edit/suggest.ts";
import { placeInYaml } from "../../web/src/edit/yaml-place.ts";

const file = `crisis: Two steps # a comment
texts:
  S: { name: "a text", sentences: 3 }
sources:
  wire: { grade: B }
actors:
  us: { name: United States, precision: sharpness }
  china: {}
parameters:
  sharpness: { value: 3, range: [1, 5], unit: 1/util, why: "an assumption" }
state:
  rung: { levels: [calm, tests, war], name: how far }
  mood: [cold, warm]
moves:
  us:
    hold: nothing
    strike: { when: rung >= tests, then: { rung: war } }
endings:
  war: { when: rung == war }
  peace: { otherwise: true }
reports:
  - { id: first, happened: 2024-01, source: wire, saw: { us: strike } }
`;
const schema = new SchemaReader(crisisJsonSchema());
const names = namesOf({ "crisis.yaml": file });

/** The place at `|` in a text. */
function placeAt(text: string): ReturnType<typeof placeInYaml> {
  const offset = text.indexOf("|");
  return placeInYaml(text.slice(0, offset) + text.slice(offset + 1), offset);
}

function offered(text: string): readonly string[] {
  const offset = text.indexOf("|");
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return suggestionsAt(placeAt(text), line, names, schema).map((own) => own.text);
}

describe("the place of the cursor in a half-written file", () => {
  it.each([
    ["|", [], "key"],
    ["actors:\n  us:\n    |", ["actors", "us"], "key"],
    ["actors:\n  us: { precision: |", ["actors", "us", "precision"], "value"],
    ["actors:\n  us: { name: a, |", ["actors", "us"], "key"],
    [
      "moves:\n  us:\n    strike:\n      then:\n        - 15%: { |",
      ["moves", "us", "strike", "then", "-", "15%"],
      "key",
    ],
    ["turns: [us, |", ["turns", "-"], "value"],
    ["reports:\n  - id: a\n    source: |", ["reports", "-", "source"], "value"],
    ["reports:\n- id: a\n  |", ["reports", "-"], "key"],
    ["reports:\n  - { id: a,\n      saw: { us: |", ["reports", "-", "saw", "us"], "value"],
    ['moves: { us: { a: { cost: "max(0, |', ["moves", "us", "a", "cost"], "value"],
    ["crisis: x # |", ["crisis"], "none"],
    ["actors:\n  us:\n    why: >\n      some |", ["actors", "us", "why"], "none"],
    ["actors:\n  us: {}\nstate:\n  |", ["state"], "key"],
    ['actors:\n  us: { why: "it\'s: {odd", |', ["actors", "us"], "key"],
  ])("%j", (text, path, role) => {
    expect(placeAt(text)).toMatchObject({ path, role });
  });
});

describe("what is offered", () => {
  it("keys of the schema by place", () => {
    expect(offered("|")).toContain("actors");
    expect(offered("actors:\n  us:\n    pre|")).toContain("precision");
    expect(offered("actors:\n  us:\n    pre|")).not.toContain("grade");
    expect(offered("reports:\n  - id: a\n    |")).toContain("credibility");
    expect(offered("moves:\n  us:\n    strike:\n      |")).toContain("arrives");
    expect(offered("information: |")).toEqual(["open", "private"]);
  });

  it("names that this file declares", () => {
    expect(offered("turns: [|")).toEqual(["us", "china"]);
    expect(offered("moves:\n  |")).toEqual(["us", "china"]);
    expect(offered("reports:\n  - source: |")).toEqual(["wire"]);
    expect(offered("question: { ending: |")).toEqual(["war", "peace"]);
    expect(offered("reports:\n  - { saw: { us: |")).toEqual(["hold", "strike"]);
    expect(offered("actors:\n  us: { text: [|")).toEqual(["S1", "S2", "S3"]);
    expect(offered("moves:\n  us:\n    a: { then: { mood: |")).toEqual([
      "cold",
      "warm",
      "up 1",
      "down 1",
      "at least",
      "at most",
    ]);
    expect(offered("moves:\n  us:\n    a: { when: rung >= |").slice(0, 3)).toEqual(["calm", "tests", "war"]);
    expect(offered("actors:\n  us: { precision: |")).toContain("sharpness");
  });

  it("nothing in comments", () => {
    expect(offered("actors: # |")).toEqual([]);
  });
});

describe("help on a word", () => {
  it("comes from the schema for keys and from the file for names", () => {
    const place = placeInYaml("actors:\n  us: { ", 16);
    expect(aboutWord("precision", place, names, schema)).toMatch(/λ|precision|util/i);
    const value = placeInYaml("actors:\n  us: { precision: ", 27);
    expect(aboutWord("sharpness", value, names, schema)).toBe(
      "Parameter: sharpness = 3, range 1 to 5 1/util. an assumption",
    );
    expect(aboutWord("tests", value, names, schema)).toBe("Level of rung");
    expect(aboutWord("nothing_known", value, names, schema)).toBe("");
  });

  it("knows names of a file that has mistakes elsewhere", () => {
    expect(namesOf({ a: "actors:\n  us: {}\nstate: [}\n", b: "sources: { wire: {} }" }).sources).toHaveLength(1);
    expect(namesOf({ a: "actors: &a { us: *a }\n" }).actors.length).toBeLessThanOrEqual(1);
  });
});
