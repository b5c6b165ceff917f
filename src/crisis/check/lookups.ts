/** Small questions the checks ask about dates, levels and moves. */
import { type DayRange, parseDates, stepOfDay } from "../calendar.ts";
import type { Located } from "../shape/shape.ts";
import { clockSpan } from "./check-clock.ts";
import type { CheckContext } from "./context.ts";

/** Index of a level of a variable; an unknown one is noted. */
export function levelOf(level: Located<string>, variable: number, context: CheckContext): number | undefined {
  const index = context.scope.levelIndex(variable, level.value);
  if (index >= 0) return index;
  const { name, levels } = context.scope.variables[variable]!;
  context.findings.add("unknown-level", level.at, { name: level.value, valid: levels, variable: name });
  return undefined;
}

/** A date outside the clock: an error, or for dates that merely have no effect a warning. */
export function noteOutsideClock(
  name: string,
  date: Located<string>,
  context: CheckContext,
  severity: "error" | "warning" = "error",
): void {
  if (!context.clockSure) return;
  const { first, last } = clockSpan(context.clock);
  const code = severity === "error" ? "outside-clock" : "date-without-effect";
  context.findings.add(code, date.at, { name, date: date.value, first, last });
}

/** Days of a date; what is no date is noted. */
export function daysOf(name: string, date: Located<string>, context: CheckContext): DayRange | undefined {
  const days = parseDates(context.clock, date.value);
  if (!days && context.knowsDates)
    context.findings.add("bad-date", date.at, { name, found: date.value, dated: context.clock.startDay !== undefined });
  return days;
}

/** Steps of a date, both ends included; a date that is none or outside the clock is noted. */
export function stepsOf(
  name: string,
  date: Located<string>,
  context: CheckContext,
): { readonly from: number; readonly to: number; readonly days: DayRange } | undefined {
  const days = daysOf(name, date, context);
  if (!days) return undefined;
  const from = stepOfDay(context.clock, days.first);
  const to = stepOfDay(context.clock, days.last);
  if (from >= 0 && to < (context.clock.steps ?? Number.POSITIVE_INFINITY)) return { from, to, days };
  noteOutsideClock(name, date, context);
  return undefined;
}

/** A move as `actor.move`, or its bare name where `actor` or nobody else has it; unknown ones are noted. */
export function moveOf(text: Located<string>, actor: number | undefined, context: CheckContext): number | undefined {
  const { scope, findings } = context;
  const parts = text.value.split(".");
  if (parts.length === 2) {
    const owner = context.find("actor", { value: parts[0]!.trim(), at: text.at });
    return owner === undefined ? undefined : moveOfActor(owner, { value: parts[1]!.trim(), at: text.at }, context);
  }
  const own = actor === undefined ? undefined : scope.findMove(actor, text.value);
  if (own !== undefined) return own;
  const all = scope.moves.flatMap((move, index) => (move.name === text.value ? [index] : []));
  if (all.length === 1) return all[0];
  if (scope.isFaulty(text.value)) return undefined;
  const actors = scope.names("actor");
  const valid = scope.moves.map((move) => `${actors[move.actor]}.${move.name}`);
  findings.add("unknown-move", text.at, { name: text.value, valid, actor: "" });
  return undefined;
}

/** Index of a move of an actor; an unknown one is noted. */
export function moveOfActor(actor: number, move: Located<string>, context: CheckContext): number | undefined {
  const index = context.scope.findMove(actor, move.value);
  if (index === undefined && !context.scope.isFaulty(move.value)) {
    const name = context.scope.names("actor")[actor] ?? "";
    context.findings.add("unknown-move", move.at, {
      name: move.value,
      valid: context.scope.movesOf(actor),
      actor: name,
    });
  }
  return index;
}
