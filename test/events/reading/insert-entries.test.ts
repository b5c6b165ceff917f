import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { insertEntries, type NewEntry } from "../../../src/events/reading/insert-entries.ts";

const source: NewEntry = { section: "sources", key: "wire", value: "{ grade: F }" };
const report: NewEntry = { section: "reports", value: "{ id: b }" };
const added = (text: string): string => {
  const done = insertEntries(text, [source, report]);
  return "text" in done ? done.text : `cannot add to ${done.section}`;
};

describe("entries go to the end of their sections", () => {
  it.each([
    [
      "on lines of their own",
      "sources:\n  a: { grade: B } # the first\n# between\nreports:\n  - id: a\n    quote: x\n\nunused: {}\n",
      "sources:\n  a: { grade: B } # the first\n  wire: { grade: F }\n# between\nreports:\n  - id: a\n    quote: x\n  - { id: b }\n\nunused: {}\n",
    ],
    [
      "between brackets",
      "sources: { a: { grade: B } } # one\nreports: [{ id: a }]\n",
      "sources: { a: { grade: B }, wire: { grade: F } } # one\nreports: [{ id: a }, { id: b }]\n",
    ],
    [
      "between brackets over several lines, with comments",
      "sources: {\n  a: { grade: B }, # one\n  c: { grade: C } # two\n}\nreports: [\n  { id: a }, # one\n]\n",
      "sources: {\n  a: { grade: B }, # one\n  c: { grade: C }, wire: { grade: F } # two\n}\nreports: [\n  { id: a }, { id: b }, # one\n]\n",
    ],
    ["between empty brackets", "sources: {}\nreports: []", "sources: { wire: { grade: F } }\nreports: [ { id: b } ]"],
    [
      "below a name that has nothing",
      "sources:\nreports: # none yet\nunused: {}\n",
      "sources:\n  wire: { grade: F }\nreports: # none yet\n  - { id: b }\nunused: {}\n",
    ],
    [
      "at the end where there is none",
      "crisis: x",
      "crisis: x\nsources:\n  wire: { grade: F }\nreports:\n  - { id: b }\n",
    ],
    [
      "before a line that ends the document",
      "crisis: x\nreports:\n  - { id: a }\n# last\n... # no more\n# of nobody\n",
      "crisis: x\nreports:\n  - { id: a }\n  - { id: b }\n# last\nsources:\n  wire: { grade: F }\n... # no more\n# of nobody\n",
    ],
    [
      "below an empty name before a line that ends the document",
      "reports:\n...",
      "reports:\n  - { id: b }\nsources:\n  wire: { grade: F }\n...",
    ],
    [
      "in the place of a null that is written out",
      "sources: ~ # none\nreports: null\nunused: {}\n",
      "sources: { wire: { grade: F } } # none\nreports: [{ id: b }]\nunused: {}\n",
    ],
    [
      "with the line ends of the file",
      "reports:\r\n  - { id: a }\r\n",
      "reports:\r\n  - { id: a }\r\n  - { id: b }\r\nsources:\r\n  wire: { grade: F }\r\n",
    ],
  ])("%s", (_, before, after) => {
    expect(added(before)).toBe(after);
    expect(parse(after)).toMatchObject({ sources: { wire: { grade: "F" } } });
    expect((parse(after) as { reports: unknown[] }).reports.at(-1)).toEqual({ id: "b" });
  });

  it("or say which section holds something else", () => {
    expect(added("sources: 3\n")).toBe("cannot add to sources");
  });
});
