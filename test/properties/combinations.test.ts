import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Crisis, Variable } from "../../src/crisis/model.ts";
import { answer, type OracleAnswers } from "../oracle/answers.ts";
import { product } from "../oracle/equilibrium.ts";
import { TooManyHistories } from "../oracle/histories.ts";
import { Rules } from "../oracle/rules.ts";
import { ask, randomQuestion } from "./random-question.ts";

// Many crises in one test: how long it takes is no part of what is tested.
vi.setConfig({ testTimeout: 600_000 });

/** The crisis once for each combination of its uncertain starts, with the combination's prior. */
function combinations(crisis: Crisis): { readonly crisis: Crisis; readonly weight: number }[] {
  const rules = new Rules(crisis);
  const choices = crisis.variables.map((variable): { variable: Variable; weight: number }[] => {
    if (!variable.uncertain) return [{ variable, weight: 1 }];
    return variable.start.map((chance, level) => {
      const start = variable.start.map(
        (_, l) => ({ kind: "number", value: l === level ? 1 : 0, at: crisis.at }) as const,
      );
      return { variable: { ...variable, start, uncertain: false }, weight: rules.number(chance, []) };
    });
  });
  return product(choices).flatMap((chosen) => {
    const weight = chosen.reduce((p, one) => p * one.weight, 1);
    return weight > 0 ? [{ weight, crisis: { ...crisis, variables: chosen.map((one) => one.variable) } }] : [];
  });
}

describe("the oracle", () => {
  test("carrying hidden variables in the state or solving each combination apart is the same", () => {
    fc.assert(
      fc.property(randomQuestion(), (question) => {
        const { crisis, asOfStep, day } = ask(question);
        const list = combinations(crisis);
        let whole: OracleAnswers;
        try {
          whole = answer(crisis, asOfStep, day, { limit: 2000 });
        } catch (thrown) {
          fc.pre(!(thrown instanceof TooManyHistories));
          throw thrown;
        }
        fc.pre(list.length > 1 && whole.mass > 0);
        const parts = list.map((one) => ({ ...one, found: answer(one.crisis, asOfStep, day) }));
        const mass = parts.reduce((sum, part) => sum + part.weight * part.found.mass, 0);
        expect(Math.abs(mass - whole.mass)).toBeLessThan(1e-13);
        whole.endings.forEach((row, e) => {
          row.forEach((p, t) => {
            const share = (part: (typeof parts)[number]): number =>
              part.found.mass > 0 ? (part.weight * part.found.mass * part.found.endings[e]![t]!) / mass : 0;
            expect(Math.abs(parts.reduce((sum, part) => sum + share(part), 0) - p)).toBeLessThan(1e-12);
          });
        });
      }),
      { seed: 5, numRuns: 40 },
    );
  });
});
