import type { Expression } from "../../crisis/expression.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { type Intervention, intervene } from "../intervention.ts";
import type { InterventionWords } from "../read-intervention.ts";
import type { Change } from "../what-if-change.ts";

/** Dates that a what-if may be asked with, and that mean nothing where every step is like any other. */
export interface DatesAsked {
  readonly asOf?: string;
  readonly from?: number;
  readonly until?: number;
}

/** What is done from the start and for good, known to all; a level that is set is where the crisis starts. */
export function endlessChange(crisis: Crisis, interventions: readonly Intervention[]): Change {
  const done = intervene(crisis, interventions, { from: 0, until: Number.POSITIVE_INFINITY });
  const levels = new Map(
    interventions.flatMap((one): (readonly [number, number])[] =>
      one.kind === "setLevel" || one.kind === "holdLevel" ? [[one.variable, one.level]] : [],
    ),
  );
  const variables = done.variables.map((variable, v) => {
    const level = levels.get(v);
    if (level === undefined) return variable;
    const start = variable.levels.map((_, l): Expression => {
      return { kind: "number", value: l === level ? 1 : 0, at: variable.at };
    });
    return { ...variable, start, uncertain: false };
  });
  const settings = interventions.flatMap((one) =>
    one.kind === "setParameter" ? [{ parameter: one.parameter, value: one.value }] : [],
  );
  return { crisis: { ...done, variables }, settings, interventions };
}

/** Error `bad-date` where a date is given; undefined where none is. */
export function datedOnEndlessClock(
  { plan = [] }: InterventionWords,
  { asOf, from, until }: DatesAsked,
): Diagnostic | undefined {
  const given = [
    ...(asOf === undefined ? [] : ["`--as-of`"]),
    ...(from === undefined ? [] : ["`--from`"]),
    ...(until === undefined ? [] : ["`--until`"]),
    ...(plan.length === 0 ? [] : ["`--plan`"]),
  ];
  if (given.length === 0) return undefined;
  const message = `${given.join(", ")}: on an endless clock every step is like any other, so what is done is done from the start and for good.`;
  const hint = "leave the date out, or give the clock a last step.";
  return { code: "bad-date", severity: "error", message, hint, params: { given } };
}
