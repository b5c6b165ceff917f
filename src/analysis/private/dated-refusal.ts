import { partsOf, type WeightedStates } from "../../crisis/compile/parts.ts";
import { privateVariables } from "../../crisis/compile/private-variables.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";

/** Start chances that agree so closely are the same. */
const ROUNDING = 1e-9;

/**
 * Why a game of private information cannot be taken up in the middle: what
 * everybody believes then hangs on the way there, which states do not tell.
 * Its own start is no middle.
 */
export function datedRefusal(
  crisis: Crisis,
  start: WeightedStates,
  firstStep: number,
  parameters: Float64Array,
): Diagnostic | undefined {
  if (privateVariables(crisis).length === 0) return undefined;
  if (firstStep === 0 && isOwnStart(crisis, start, parameters)) return undefined;
  return {
    code: "private-from-date",
    severity: "error",
    message:
      "With `information: private` nothing can be done from a date on: what everybody believes by then hangs on the way there.",
    hint: "set a parameter without a date (all is solved again), ask from the start without reports, or write `information: open`.",
    span: crisis.at,
    params: {},
  };
}

function isOwnStart(crisis: Crisis, start: WeightedStates, parameters: Float64Array): boolean {
  const own = new Map<string, number>();
  for (const part of partsOf(crisis, parameters)) {
    part.start.levels.forEach((levels, i) => {
      own.set(levels.join(), part.weight * part.start.weights[i]!);
    });
  }
  start.levels.forEach((levels, i) => {
    own.set(levels.join(), (own.get(levels.join()) ?? 0) - start.weights[i]!);
  });
  return [...own.values()].every((difference) => Math.abs(difference) < ROUNDING);
}
