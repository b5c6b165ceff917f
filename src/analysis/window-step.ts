import { dateOfStep, endOfStep, parseDates, stepOfDay } from "../crisis/calendar.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Diagnostic } from "../text/diagnostic.ts";

/**
 * The step of a date that bounds a window: of its first day for `from`, of its
 * last for `until`. On an endless clock any date is the start: whoever is asked
 * with one says that dates mean nothing there.
 *
 * Errors: `bad-date`, `outside-clock`.
 *
 * @param spelled what the bound is called where the date was written: `--from`, `from`
 */
export function windowStep(
  crisis: Crisis,
  bound: "from" | "until",
  date: string,
  spelled: string = bound,
): number | (Diagnostic & { readonly hint: string }) {
  const { clock } = crisis;
  if (clock.steps === undefined) return 0;
  const days = parseDates(clock, date.trim());
  const step = days ? stepOfDay(clock, bound === "from" ? days.first : days.last) : -1;
  if (step >= 0 && step < clock.steps) return step;
  const first = dateOfStep(clock, 0);
  const last = endOfStep(clock, clock.steps - 1);
  return {
    code: days ? "outside-clock" : "bad-date",
    severity: "error",
    message: days
      ? `The date ${date} of \`${spelled}\` lies outside the clock, which runs from ${first} to ${last}.`
      : `\`${date}\` is not a date of this crisis' clock.`,
    hint: `write \`${spelled}\` with a date from ${first} to ${last}.`,
    params: { date, first, last },
  };
}
