/** What can be said against a sensitivity analysis, and beside it. */
import type { Crisis } from "../../crisis/model.ts";
import { SOBOL_DIMENSIONS } from "../../numeric/sobol-directions.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { noDraw, tooManyRanges } from "../ranges/range-problems.ts";
import type { DrawResult } from "../ranges/run-draws.ts";
import type { FactorSpace } from "./factor-space.ts";
import type { IndicesSummary } from "./sensitivity-result.ts";

/** Why nothing can be varied; undefined where something can. */
export function refusal(crisis: Crisis, { uncertain: { count } }: FactorSpace): Diagnostic | undefined {
  if (count > SOBOL_DIMENSIONS) return tooManyRanges(crisis, count);
  if (count > 0) return undefined;
  return {
    code: "nothing-to-vary",
    severity: "error",
    message:
      "Nothing in this crisis is uncertain: no parameter has a range, and no start, driver or source is a chance.",
    hint: "give what you are unsure of a range: `war_cost: { value: 8, range: [5, 12] }`.",
    span: crisis.at,
    params: {},
  };
}

/** That none of these draws has a say; undefined where one has. */
export function noneCounts(crisis: Crisis, results: readonly DrawResult[]): Diagnostic | undefined {
  if (results.some((result) => "mass" in result && result.mass > 0)) return undefined;
  const [first] = results.flatMap((result) => ("failure" in result ? [result.failure.message] : []));
  return noDraw(crisis, first);
}

export function notesOf(leftOut: number, indices: IndicesSummary): readonly string[] {
  const notes: string[] = [];
  if (leftOut > 0) notes.push(`${leftOut} draws of the screening make no game; the effects beside them are left out.`);
  if (indices.leftOut > 0) {
    notes.push(
      `${indices.leftOut} of ${indices.rows} rows of the indices hold a draw that makes no game and are left out.`,
    );
  }
  return notes;
}
