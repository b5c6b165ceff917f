/** Plans: what they mean, and every mistake with its place. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { dayNumber } from "../../src/crisis/calendar.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { checkPlan, factors, rowCount } from "../../src/sweep/check-plan.ts";
import { planRows } from "../../src/sweep/plan-rows.ts";
import { isPlan, readPlan } from "../../src/sweep/read-plan.ts";
import { renderDiagnostics } from "../../src/text/render-diagnostics.ts";

const strait = readFileSync(resolve(import.meta.dirname, "../fixtures/strait.yaml"), "utf8");
const crisis = crisisFrom(strait);
const head = "sweep: S\ncrisis: strait.yaml\n";

function crisisFrom(text: string): Crisis {
  const found = readCrisis("strait.yaml", (file) => (file === "strait.yaml" ? text : undefined));
  if (!found.crisis) throw new Error(renderDiagnostics(found.diagnostics, found.sources));
  return found.crisis;
}

function planned(text: string, of: Crisis = crisis) {
  const { entry, diagnostics } = readPlan("plan.yaml", head + text);
  if (!entry) return { plan: undefined, diagnostics };
  return checkPlan(entry, of);
}

function planOf(text: string, of: Crisis = crisis) {
  const { plan, diagnostics } = planned(text, of);
  if (!plan) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return plan;
}

describe("a plan", () => {
  it("without anything is one row of the crisis as it is", () => {
    const plan = planOf("");
    expect(plan).toMatchObject({ name: "S", seed: 1, asOf: [undefined], grid: [], drawn: [], draws: 0 });
    expect(plan.scenarios.map(({ name }) => name)).toEqual(["as_is"]);
    expect(rowCount(plan)).toBe(1);
  });

  it("combines scenarios, dates, values and draws, the last changing fastest", () => {
    const two = crisisFrom(strait.replace("parameters:\n", "parameters:\n  toll: { value: 1, range: [0, 2] }\n"));
    const plan = planOf(
      "as_of: [2031-01, 2031-02]\nscenarios: { as_is: {}, no_press: { forbid: north.press } }\ndraws: 4\nparameters: { clash_cost: [2, 3, 5] }\n",
      two,
    );
    expect(plan.drawn).toEqual([{ name: "toll" }]);
    expect(rowCount(plan)).toBe(2 * 2 * 3 * 4);
    expect(factors(plan)).toBe("2 scenarios × 2 dates × 3 values × 4 draws");
    const rows = planRows(plan, two);
    expect(rows.parameters).toEqual(["clash_cost", "toll"]);
    const values = Array.from({ length: rows.count }, (_, r) => rows.valuesOf(plan.scenarios[0]!, r));
    expect(values.map(([cost]) => cost)).toEqual([2, 2, 2, 2, 3, 3, 3, 3, 5, 5, 5, 5]);
    // The same draws for every value, each once in a quarter of the range.
    expect(values.slice(4, 8).map(([, toll]) => toll)).toEqual(values.slice(0, 4).map(([, toll]) => toll));
    const quarters = values.slice(0, 4).map(([, toll]) => Math.floor(toll! * 2));
    expect(quarters.sort()).toEqual([0, 1, 2, 3]);
    expect([0, 3, 4, 11].map((row) => rows.drawOf(row))).toEqual([0, 3, 0, 3]);
  });

  it("spaces values evenly, with short decimals", () => {
    expect(planOf("parameters: { clash_cost: { from: 0.1, to: 0.5, points: 5 } }").grid[0]!.values).toEqual([
      0.1, 0.2, 0.3, 0.4, 0.5,
    ]);
  });

  it("draws from another range where the plan gives one", () => {
    const plan = planOf("draws: 64\nparameters: { clash_cost: { range: [10, 20] } }");
    const rows = planRows(plan, crisis);
    const values = Array.from({ length: 64 }, (_, r) => rows.valuesOf(plan.scenarios[0]!, r)[0]!);
    expect(Math.min(...values)).toBeGreaterThan(10);
    expect(Math.max(...values)).toBeLessThan(20);
    expect(new Set(values.map((value) => Math.floor((value - 10) * 6.4))).size).toBe(64);
  });

  it("takes other draws with another seed, and the same with the same", () => {
    const draws = (seed: number) => {
      const plan = planOf(`draws: 4\nseed: ${seed}`);
      return [0, 1, 2, 3].map((row) => planRows(plan, crisis).valuesOf(plan.scenarios[0]!, row)[0]);
    };
    expect(draws(1)).toEqual(draws(1));
    expect(draws(2)).not.toEqual(draws(1));
  });

  it("reads an interval of dates as every step in it", () => {
    expect(planOf("as_of: 2031-02..2031-05").asOf).toEqual(["2031-02", "2031-03", "2031-04", "2031-05"]);
  });

  it("reads an interval on a clock of several days a step as the last day of every step in it", () => {
    const clock: Crisis["clock"] = { startDay: dayNumber(2031, 1, 1), unit: "day", every: 10, steps: 6 };
    const { asOf } = planOf("as_of: 2031-01-10..2031-01-25", { ...crisis, clock });
    expect(asOf).toEqual(["2031-01-10", "2031-01-20", "2031-01-30"]);
  });

  it("takes a parameter set without a date for another value, all else for something done", () => {
    const { scenarios } = planOf(
      "scenarios:\n  cheap: { set: clash_cost=2 }\n  later: { set: clash_cost=2, from: 2031-04 }\n  calm: { set: tension=calm, from: 2031-04, until: 2031-05 }\n",
    );
    expect(scenarios).toEqual([
      { name: "cheap", values: { clash_cost: 2 }, changes: { set: [], force: [], forbid: [], plan: [] } },
      { name: "later", values: {}, changes: { set: ["clash_cost=2"], force: [], forbid: [], plan: [], from: 3 } },
      {
        name: "calm",
        values: {},
        changes: { set: ["tension=calm"], force: [], forbid: [], plan: [], from: 3, until: 4 },
      },
    ]);
  });

  it("is told from a crisis by its key `sweep`", () => {
    expect(isPlan("a.yaml", head)).toBe(true);
    expect(isPlan("a.yaml", strait)).toBe(false);
    expect(isPlan("a.yaml", "sweep: [\n")).toBe(true);
  });
});

describe("mistakes of a plan", () => {
  const text = `${head}as_of: [2031-02, 2031-02, 2035-01, soon, 2031-05..2031-03]
scenarios:
  none: { forbid: north.pres, force: [tension=war], set: clash_cost }
  clash: { set: clash_cost=4, from: 2041-01 }
  dear: { set: clash_cost=9 }
parameters:
  clash_cost: [2, 3, 2]
  clash_cots: 4
draws: 8
`;

  it("are all told, each at its place", async () => {
    const { entry, diagnostics } = readPlan("plan.yaml", text);
    expect(diagnostics).toEqual([]);
    const found = checkPlan(entry!, crisis);
    expect(found.plan).toBeUndefined();
    const printed = renderDiagnostics(found.diagnostics, new Map([["plan.yaml", text]]), {
      closing: "Nothing was computed.",
    });
    await expect(`${printed}\n`).toMatchFileSnapshot(join(import.meta.dirname, "expected/plan-mistakes.txt"));
  });

  it.each([
    ["wrong key", "sead: 2", "`sead` is not a key of a sweep plan", "did you mean `seed`?"],
    ["empty list", "parameters: { clash_cost: [] }", "`clash_cost` has an empty list", "clash_cost: [1, 2]"],
    ["unclear", "parameters: { clash_cost: { from: 2 } }", "It cannot be told how `clash_cost` varies", "points: 6"],
    ["backwards", "parameters: { clash_cost: { from: 3, to: 2, points: 4 } }", "goes from 3 to 2", "swap"],
    ["no draws", "parameters: { clash_cost: draw }", "does not say how often", "draws: 64"],
    ["one number", "draws: 2\nparameters: { clash_cost: { range: [3] } }", "cannot be told", "range: [2, 12]"],
    [
      "logarithm",
      "draws: 2\nparameters: { clash_cost: { range: [0, 3], distribution: loguniform } }",
      "reaches 0 or below",
      "begin above 0",
    ],
    [
      "nothing to draw",
      "draws: 8\nparameters: { clash_cost: 3 }",
      "no parameter that could be drawn",
      "range: [4, 12]",
    ],
    [
      "too large",
      "draws: 100000\nas_of: 2031-01..2031-06\nscenarios: { a: {}, b: { force: north.press } }",
      "has 1,200,000 rows (2 scenarios × 6 dates × 100,000 draws)",
      "fewer values",
    ],
    [
      "set and drawn by default",
      "draws: 2\nscenarios: { cheap: { set: clash_cost=3 } }",
      "A scenario sets `clash_cost`, which is drawn as well.",
      "all parameters with a range are drawn unless `parameters` names some",
    ],
    ["too many draws", "draws: 100001", "`draws` is 100001. It must be between 1 and 100000.", "write 100000,"],
    ["seed alone", "seed: 3", "nothing is drawn without `draws`", "draws: 64"],
    ["dates alone", "scenarios: { late: { from: 2031-04 } }", "The scenario `late` says from when", "`forbid`"],
    [
      "contradiction",
      "scenarios: { both: { force: north.press, forbid: north.press } }",
      "`north.press` is both forced and forbidden",
      "leave one",
    ],
    ["planned", "scenarios: { then: { plan: [2031-04=north.pres] } }", "north.pres", "did you mean `north.press`"],
    [
      "window",
      "scenarios: { w: { force: north.press, from: 2031-05, until: 2031-04 } }",
      "before it begins",
      "until: 2031-05",
    ],
    ["no scenario", "scenarios: {}", "`scenarios` is empty", "as_is"],
    ["number", "parameters: { clash_cost: many }", "must be a number or percent; here it is `many`", "in digits"],
  ])("%s", (_name, more, message, hint) => {
    const { plan, diagnostics } = planned(more);
    expect(plan).toBeUndefined();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]!.message).toContain(message);
    expect(diagnostics[0]!.hint).toContain(hint);
    expect(diagnostics[0]!.span).toBeDefined();
  });

  it("warns of a value outside the range of the file, and takes it", () => {
    const { plan, diagnostics } = planned("scenarios: { dear: { set: clash_cost=9 } }");
    expect(plan?.scenarios[0]?.values).toEqual({ clash_cost: 9 });
    const told = (found: typeof diagnostics) => found.map(({ code, severity }) => `${severity} ${code}`);
    expect(told(diagnostics)).toEqual(["warning outside-range"]);
    const points = planned("parameters: { clash_cost: [3, 9] }");
    expect(told(points.diagnostics)).toEqual(["warning outside-range"]);
    expect(points.plan?.grid).toEqual([{ name: "clash_cost", values: [3, 9] }]);
    expect(told(planned("parameters: { clash_cost: { from: 1, to: 9, points: 3 } }").diagnostics)).toHaveLength(2);
    // A range of the plan's own is meant so.
    expect(planned("draws: 2\nparameters: { clash_cost: { range: [1, 9] } }").diagnostics).toEqual([]);
  });

  it("on an endless clock, there are no dates and nothing is done from one", () => {
    const endless = crisisFrom(
      "crisis: E\nclock: { step: month }\ndiscount: 0.9\nactors: { a: { precision: 1 } }\nstate: { s: [low, high] }\nmoves: { a: { wait: nothing, go: { when: s == low, then: { s: high } } } }\nendings: { done: { chance: 10%, rule: r } }\n",
    );
    const { diagnostics } = planned("as_of: 2031-01\nscenarios: { no: { forbid: a.go } }", endless);
    expect(diagnostics.map(({ code }) => code)).toEqual(["endless-clock", "endless-clock"]);
  });
});
