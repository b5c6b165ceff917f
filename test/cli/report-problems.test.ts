import { describe, expect, it } from "vitest";
import { reportProblems } from "../../src/cli/report-problems.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";

const words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen";
const mistake: Diagnostic = { code: "long", severity: "error", message: words, hint: words, params: {} };

function printed(columns: number | undefined, found: Diagnostic): string {
  let err = "";
  const write = (text: string): number => {
    err += text;
    return 0;
  };
  const host = {
    out: { write },
    err: { write, ...(columns === undefined ? {} : { columns }) },
    environment: {},
    folder: "/",
  };
  reportProblems(host, [found], { json: false, texts: new Map([["a.yaml", "some: text\n"]]), closing: "" });
  return err;
}

const longest = (text: string): number => Math.max(...text.split("\n").map((line) => line.length));
const plain = (text: string): string => text.replace(/\s+/g, " ");

describe("mistakes in the terminal", () => {
  const placed = { ...mistake, span: { file: "a.yaml", start: 0, end: 4 } };
  it.each([mistake, placed])("break between words at its width, with a place in a file and without", (found) => {
    expect(longest(printed(60, found))).toBeLessThanOrEqual(60);
    expect(plain(printed(60, found))).toBe(plain(printed(undefined, found)));
  });

  it.each([mistake, placed])("stay whole where no width is known", (found) => {
    expect(printed(0, found)).toBe(printed(undefined, found));
    expect(printed(undefined, found)).toContain(words);
  });
});
