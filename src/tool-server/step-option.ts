import { dateOfStep, endOfStep, parseDates, stepOfDay } from "../crisis/calendar.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Diagnostic } from "../text/diagnostic.ts";

/** The step of a date: of its first day for `from`, of its last for `until`; undefined where there is no date. */
export function stepOption(
  crisis: Crisis,
  date: string | undefined,
  name: "from" | "until",
): number | Diagnostic | undefined {
  if (date === undefined) return undefined;
  const { clock } = crisis;
  const days = parseDates(clock, date.trim());
  const step = days ? stepOfDay(clock, name === "from" ? days.first : days.last) : -1;
  if (step >= 0 && step < (clock.steps ?? 0)) return step;
  const first = dateOfStep(clock, 0);
  const last = endOfStep(clock, (clock.steps ?? 1) - 1);
  return {
    code: days ? "outside-clock" : "bad-date",
    severity: "error",
    message: days
      ? `The date ${date} of \`${name}\` lies outside the clock, which runs from ${first} to ${last}.`
      : `\`${date}\` is not a date of this crisis' clock.`,
    hint: `write \`${name}\` with a date from ${first} to ${last}.`,
    params: { date, first, last },
  };
}
