import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsOf } from "../../src/crisis/check/bounds.ts";
import { readCondition, readExpression } from "../../src/crisis/read-condition.ts";
import { evaluatePlainly } from "./evaluate-plainly.ts";
import { everyFeature } from "./every-feature.ts";
import { readText } from "./read-text.ts";

const crisis = readText(everyFeature);
const index = (name: string): number => crisis.variables.findIndex((variable) => variable.name === name);
const levels = crisis.variables.map(() => 0);
levels[index("pressure")] = 3;
levels[index("oil")] = 1;

function evaluated(text: string): number {
  const { expression, diagnostics } = readExpression(crisis, text);
  if (!expression) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return evaluatePlainly(expression, levels, [3, 8]);
}

function codeOf(text: string, read = readExpression): string | undefined {
  return read(crisis, text).diagnostics[0]?.code;
}

describe("expressions", () => {
  it.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["-2 - -3", 1],
    ["10 - 4 - 3", 3],
    ["12 / 2 / 3", 2],
    ["25% * war_cost", 2],
    ["2.5e-1 * 4", 1],
    [".5 + 1", 1.5],
    ["pressure", 3],
    ["pressure == blockade", 1],
    ["pressure >= fleet and oil != middle", 0],
    ["pressure < fleet or not oil == high", 1],
    ["1 == 1 or 1 == 2 and 1 == 3", 1],
    ["min(pressure + 1, strikes)", 4],
    ["max(calm, pressure - 5)", 0],
    ["abs(oil - high) + 1", 2],
    ["if(oil == middle, war_cost, lambda_us)", 8],
    ["0.1 * (oil == middle)", 0.1],
    ["pressure == 3", 1],
    ["regime == none", undefined],
  ])("%s", (text, value) => {
    if (value === undefined) expect(() => evaluated(text)).toThrow();
    else expect(evaluated(text)).toBeCloseTo(value, 12);
  });

  it("reads a level with the variable it stands with", () => {
    expect(codeOf("war == hawkish")).toBe("level-of-other");
    expect(codeOf("none + 1")).toBe("ambiguous-level");
    expect(codeOf("hawkish + 1")).toBeUndefined();
    expect(evaluated("air_defence == none")).toBe(1);
  });

  it("demands conditions where something must hold", () => {
    expect(codeOf("pressure", readCondition)).toBe("not-a-condition");
    expect(codeOf("pressure > 0", readCondition)).toBeUndefined();
    expect(codeOf("not pressure")).toBe("not-a-condition");
    expect(codeOf("if(oil, 1, 2)")).toBe("not-a-condition");
  });

  it("says where a mistake stands in the text it was given", () => {
    const [diagnostic] = readCondition(crisis, "oil == midle", "--when").diagnostics;
    expect(diagnostic?.span).toEqual({ file: "--when", start: 7, end: 12 });
    expect(diagnostic?.hint).toBe("did you mean `middle`?");
  });

  it("has bounds that hold every value", () => {
    const operand = fc.constantFrom("pressure", "oil", "lambda_us", "2", "0.5", "war_cost", "(oil == low)");
    const text = fc.letrec<{ e: string }>((tie) => ({
      e: fc.oneof(
        { maxDepth: 4 },
        operand,
        fc
          .tuple(tie("e"), fc.constantFrom("+", "-", "*", "/", "<", ">=", "==", "!="), tie("e"))
          .map(([a, op, b]) => `(${a} ${op} ${b})`),
        fc.tuple(fc.constantFrom("min", "max"), tie("e"), tie("e")).map(([name, a, b]) => `${name}(${a}, ${b})`),
        fc.tuple(tie("e"), tie("e"), tie("e")).map(([a, b, c]) => `if(${a} > 1, ${b}, -abs(${c}))`),
        tie("e").map((a) => `(not (${a} > 0))`),
      ),
    })).e;
    const size = crisis.variables.map((variable) => variable.levels.length);
    const parameters = [3, 8].map((value) => ({ low: value, high: value }));
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2 }), (words, pressure, oil) => {
        const { expression } = readExpression(crisis, words);
        fc.pre(expression !== undefined);
        const state = levels.map((_, i) => (i === index("pressure") ? pressure : i === index("oil") ? oil : 0));
        const value = evaluatePlainly(expression, state, [3, 8]);
        fc.pre(!Number.isNaN(value));
        const { low, high } = boundsOf(expression, size, parameters);
        expect(value).toBeGreaterThanOrEqual(low - 1e-9 * Math.abs(low));
        expect(value).toBeLessThanOrEqual(high + 1e-9 * Math.abs(high));
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});
