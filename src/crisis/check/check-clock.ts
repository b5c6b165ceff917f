import { dayNumber, isoDay, parseCalendarDate } from "../calendar.ts";
import type { ClockEntry } from "../file/entries.ts";
import type { Findings } from "../findings.ts";
import type { Clock } from "../model.ts";

const UNITS = ["day", "week", "month", "quarter", "year"] as const;
const STEP_LIMIT = 100_000;

/** The clock of the file; one step where the file has none. */
export function checkClock(entry: ClockEntry | undefined, findings: Findings): Clock {
  if (!entry) return { steps: 1, every: 1 };
  const startText = entry.start?.value;
  const start = startText === undefined ? undefined : parseCalendarDate(startText);
  if (entry.start && !start)
    findings.add("bad-date", entry.start.at, { name: "start", found: entry.start.value, dated: true });
  const step = readStep(entry, findings) ?? { unit: start?.precision, every: 1 };
  const steps = readSteps(entry, findings);
  if (entry.step && !entry.start && steps !== undefined) {
    const problem = "The clock has a `step` but no `start`. Steps with dates need a first day.";
    findings.add("bad-clock", entry.step.at, { problem, remedy: "add `start: 2024-12`, or delete `step`." });
  }
  const dated = start && step.unit ? { startDay: start.first, unit: step.unit } : {};
  return { ...(steps === undefined ? {} : { steps }), ...dated, every: step.every };
}

type Step = { readonly unit: Clock["unit"]; readonly every: number };

function readStep(entry: ClockEntry, findings: Findings): Step | undefined {
  if (!entry.step) return undefined;
  const parts = /^(?:([1-9]\d{0,3}) )?(day|week|month|quarter|year)(s?)$/.exec(entry.step.value.trim());
  const unit = UNITS.find((candidate) => candidate === parts?.[2]);
  if (unit) return { unit, every: Number(parts?.[1] ?? 1) };
  findings.add("bad-choice", entry.step.at, {
    name: "step",
    found: entry.step.value,
    choices: [...UNITS, "3 days", "2 weeks"],
  });
  return undefined;
}

/** Undefined on an endless clock. */
function readSteps(entry: ClockEntry, findings: Findings): number | undefined {
  if (!entry.steps) return entry.start || entry.step ? undefined : 1;
  const { value, at } = entry.steps;
  if (value === "endless") return undefined;
  if (!/^-?\d+$/.test(value)) {
    findings.add("not-a-number", at, { name: "steps", found: value, wanted: "a whole number, or `endless`" });
    return 1;
  }
  const steps = Number(value);
  if (steps >= 1 && steps <= STEP_LIMIT) return steps;
  const nearest = steps < 1 ? 1 : STEP_LIMIT;
  findings.add("number-range", at, { name: "steps", value: steps, wanted: `between 1 and ${STEP_LIMIT}`, nearest });
  return 1;
}

/** First and last day of the clock in words, for messages. */
export function clockSpan(
  clock: Clock,
  dateOf: (step: number) => string,
): { readonly first: string; readonly last: string } {
  return { first: dateOf(0), last: clock.steps === undefined ? "(no end)" : dateOf(clock.steps - 1) };
}

/** A day in words on this clock; a step number where it has no dates. */
export function dayInWords(clock: Clock, day: number): string {
  return clock.startDay === undefined ? String(day + 1) : isoDay(Math.max(day, dayNumber(1, 1, 1)));
}
