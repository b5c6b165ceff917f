import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/text/diagnostic.ts";
import { LineIndex } from "../../src/text/line-index.ts";
import { renderDiagnostics } from "../../src/text/render-diagnostics.ts";

const text = "one: 1\ntwo: 0.7\nthree: 0.4\n";
const sources = new Map([["a.yaml", text]]);
const span = (start: number, end: number): { file: string; start: number; end: number } => ({
  file: "a.yaml",
  start,
  end,
});

const sum: Diagnostic = {
  code: "sum",
  severity: "error",
  message: "The sum is 1.1. It must be 1.",
  hint: "give three 0.3.",
  span: span(23, 26),
  related: [{ span: span(12, 15), note: "0.7" }],
  params: {},
};

describe("renderDiagnostics", () => {
  it("shows place, words, lines with marks, and a hint", () => {
    expect(renderDiagnostics([sum], sources)).toBe(
      [
        "a.yaml:3:8: error sum",
        "The sum is 1.1. It must be 1.",
        "",
        "  2 | two: 0.7",
        "    |      --- 0.7",
        "  3 | three: 0.4",
        "    |        ^^^",
        "",
        "Hint: give three 0.3.",
        "",
        "1 error in a.yaml. No game was built.",
      ].join("\n"),
    );
  });

  it("counts, and lets the caller say what was not done", () => {
    const doubt: Diagnostic = { ...sum, severity: "warning", related: [] };
    const last = (diagnostics: readonly Diagnostic[]): string | undefined =>
      renderDiagnostics(diagnostics, sources, { closing: "Nothing was solved." }).split("\n").at(-1);
    expect(last([sum, sum, doubt])).toBe("2 errors, 1 warning in a.yaml. Nothing was solved.");
    expect(last([doubt])).toBe("1 warning in a.yaml.");
    expect(renderDiagnostics([], sources)).toBe("");
  });

  it("leaves the looks to the caller", () => {
    const parts: string[] = [];
    const style = (words: string, part: string): string => {
      parts.push(part);
      return words;
    };
    expect(renderDiagnostics([sum], sources, { style })).toBe(renderDiagnostics([sum], sources));
    expect(new Set(parts)).toEqual(new Set(["place", "error", "code", "frame", "mark", "related", "hint"]));
  });

  it("cuts long lines around the mark and hides control characters", () => {
    const long = `${"x".repeat(500)}\u001b[31m here`;
    const at = { file: "b", start: 506, end: 510 };
    const shown = renderDiagnostics([{ ...sum, span: at, related: [] }], new Map([["b", long]]));
    expect(Math.max(...shown.split("\n").map((line) => line.length))).toBeLessThan(120);
    expect(shown).not.toContain("\u001b");
    const lines = shown.split("\n");
    const marks = lines.findIndex((line) => line.includes("^^^^"));
    const column = lines[marks]!.indexOf("^");
    expect(lines[marks - 1]!.slice(column, column + 4)).toBe("here");
  });

  it("needs neither a place nor a source", () => {
    const { span: _span, related: _related, ...nowhere } = sum;
    expect(renderDiagnostics([nowhere], new Map())).toContain("error sum\nThe sum");
    expect(renderDiagnostics([sum], new Map())).toContain("a.yaml:1:1: error sum");
  });
});

describe("LineIndex", () => {
  it("counts lines and columns from 1", () => {
    const index = new LineIndex("a\r\nbc\n");
    expect([index.at(0), index.at(3), index.at(4), index.at(99)]).toEqual([
      { line: 1, column: 1 },
      { line: 2, column: 1 },
      { line: 2, column: 2 },
      { line: 3, column: 1 },
    ]);
    expect([index.line(1), index.line(2), index.line(3), index.line(4)]).toEqual(["a", "bc", "", ""]);
  });
});
