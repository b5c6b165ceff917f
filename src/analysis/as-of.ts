import { dateOfStep, endOfStep, firstDayOfStep, parseDates, stepOfDay } from "../crisis/calendar.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Diagnostic } from "../text/diagnostic.ts";

/** From when a forecast looks ahead. */
export interface AsOf {
  /** As asked for; without a date, the end of the step in which the last report was told. */
  readonly label: string;
  /** Step that holds the date. */
  readonly step: number;
  /** Reports told by this day count. */
  readonly day: number;
}

/**
 * The as-of date in steps and days. Without a date: when the last report was
 * told, or the first step where there are none.
 *
 * Errors: `bad-date`, `outside-clock`.
 */
export function readAsOf(crisis: Crisis, date?: string): AsOf | Diagnostic {
  const { clock } = crisis;
  const steps = clock.steps ?? 0;
  if (date === undefined) {
    const claims = crisis.reports.filter((report) => report.claim);
    const day = Math.max(firstDayOfStep(clock, 0), ...claims.map((report) => report.toldDay));
    const step = Math.min(stepOfDay(clock, day), steps - 1);
    return { label: endOfStep(clock, step), step, day };
  }
  const days = parseDates(clock, date.trim());
  const first = dateOfStep(clock, 0);
  const last = endOfStep(clock, steps - 1);
  if (!days) {
    return {
      code: "bad-date",
      severity: "error",
      message: `\`${date}\` is not a date of this crisis' clock.`,
      hint: `write a date from ${first} to ${last}, for instance \`--as-of ${first}\`.`,
      params: { date },
    };
  }
  const step = stepOfDay(clock, days.last);
  if (step >= 0 && step < steps) return { label: date.trim(), step, day: days.last };
  return {
    code: "outside-clock",
    severity: "error",
    message: `The date ${date} lies outside the clock, which runs from ${first} to ${last}.`,
    hint: `write a date from ${first} to ${last}.`,
    params: { date, first, last },
  };
}
