import type { Crisis } from "../../crisis/model.ts";
import { oddsByDraw, stepsOf } from "../ranges/add-ranges.ts";
import type { DrawResult } from "../ranges/run-draws.ts";

/** Odds that are looked at: those of the question, then those of each ending by the end of the clock. */
export interface Output {
  readonly kind: "question" | "ending";
  /** Name of the ending. */
  readonly name: string;
  readonly label: string;
  readonly ending: number;
  readonly byStep: number;
}

export function outputsOf(crisis: Crisis): readonly Output[] {
  const last = stepsOf(crisis) - 1;
  const endings = crisis.endings.map(({ name, label }, ending): Output => {
    return { kind: "ending", name, label, ending, byStep: last };
  });
  const { question } = crisis;
  if (!question) return endings;
  const { name, label } = crisis.endings[question.ending]!;
  const byStep = Math.min(question.byStep, last);
  return [{ kind: "question", name, label, ending: question.ending, byStep }, ...endings];
}

/** Odds by draw, given the reports of that draw's world; NaN for draws that make no game. */
export function valuesOf(crisis: Crisis, output: Output, results: readonly DrawResult[]): Float64Array {
  return oddsByDraw(results, output.ending, output.byStep, stepsOf(crisis));
}
