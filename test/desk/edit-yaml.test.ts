import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { addEntry, flowMap, setField, setFieldOf } from "../../web/src/edit/edit-yaml.ts";

const text = `# head
sources:
  paper: # one paper
    name: the paper   # spaces are kept
    grade: D
  wire: { via: paper,
    name: "a wire" }
reports:
  - { id: one, happened: 2031-01, credibility: 3 } # said twice
  - id: two
    happened: 2031-02

  # a note before the last
  - id: three # third
    credibility: 2
estimates: []
`;

describe("edits of a crisis file", () => {
  it("change the characters of a value and nothing else", () => {
    expect(setField(text, ["sources", "paper"], "grade", "B")).toBe(text.replace("grade: D", "grade: B"));
    expect(setFieldOf(text, "reports", "one", "credibility", "5")).toBe(
      text.replace("credibility: 3", "credibility: 5"),
    );
    expect(setFieldOf(text, "reports", "three", "credibility", "5")).toBe(
      text.replace("credibility: 2", "credibility: 5"),
    );
  });

  it("put a field that is not there before the others, in either way of writing", () => {
    expect(setField(text, ["sources", "wire"], "grade", "B")).toBe(text.replace("{ via:", "{ grade: B, via:"));
    expect(setFieldOf(text, "reports", "two", "credibility", "5")).toBe(
      text.replace("- id: two\n", "- credibility: 5\n    id: two\n"),
    );
  });

  it("say when they do not know how", () => {
    expect(setField(text, ["sources", "nobody"], "grade", "B")).toBeUndefined();
    expect(setField("sources: { paper: B }", ["sources", "paper"], "grade", "B")).toBeUndefined();
    expect(setFieldOf(text, "reports", "four", "credibility", "5")).toBeUndefined();
    expect(setFieldOf("reports: none", "reports", "one", "credibility", "5")).toBeUndefined();
  });

  it("add an entry after the last, comments left where they are", () => {
    expect(addEntry(text, "reports", "{ id: four }")).toBe(
      text.replace("    credibility: 2\n", "    credibility: 2\n  - { id: four }\n"),
    );
    expect(addEntry("reports: [{ id: one }]\n", "reports", "{ id: two }")).toBe(
      "reports: [{ id: one }, { id: two }]\n",
    );
    expect(addEntry("reports: []\n", "reports", "{ id: one }")).toBe("reports: [{ id: one }]\n");
    expect(addEntry("crisis: x", "reports", "{ id: one }")).toBe("crisis: x\n\nreports:\n  - { id: one }\n");
  });

  it("write any value so that YAML reads the same", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.string({ unit: "grapheme" })), (fields) => {
        const read: unknown = parse(`[${flowMap(fields)}]`);
        const strings = Object.fromEntries(
          Object.entries((read as Record<string, unknown>[])[0] ?? {}).map(([name, value]) => [name, String(value)]),
        );
        // Numbers and dates are meant to be read as such.
        expect(Object.keys(strings)).toEqual(Object.keys(fields));
        for (const [name, value] of Object.entries(fields))
          if (!/^[\d.+-]/.test(value)) expect(strings[name]).toBe(value);
      }),
      { seed: 20_310_101 },
    );
  });
});
