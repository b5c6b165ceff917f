import { dateOfStep, dayNumber, endOfStep, isoDay, parseCalendarDate } from "../calendar.ts";
import type { ClockEntry } from "../file/entries.ts";
import type { Findings } from "../findings.ts";
import type { Clock } from "../model.ts";

const UNITS = ["day", "week", "month", "quarter", "year"] as const;
const STEP_LIMIT = 100_000;

/** A clock, and whether dates can be held against it. */
export interface CheckedClock {
  readonly clock: Clock;
  /** False where a value of the clock is wrong: what would follow from it is not what the author meant. */
  readonly sure: boolean;
}

/**
 * The clock of the file; one step where the file has none.
 *
 * @param written keys of the clock as the file has them, read or not; undefined where it has no clock.
 */
export function checkClock(
  entry: ClockEntry | undefined,
  written: readonly string[] | undefined,
  findings: Findings,
): CheckedClock {
  if (!entry) return { clock: { steps: 1, every: 1 }, sure: written === undefined };
  const complete = (written ?? []).every((key) => entry[key as keyof ClockEntry] !== undefined);
  const startText = entry.start?.value;
  const start = startText === undefined ? undefined : parseCalendarDate(startText);
  if (entry.start && !start)
    findings.add("bad-date", entry.start.at, { name: "start", found: entry.start.value, dated: true });
  const ownStep = readStep(entry, findings);
  const step = ownStep ?? { unit: start?.precision, every: 1 };
  const counted = readSteps(entry, complete, findings);
  const steps = counted === "wrong" ? STEP_LIMIT : counted;
  const baseless = entry.step !== undefined && !entry.start && complete && steps !== undefined;
  if (entry.step && baseless) {
    const problem = "The clock has a `step` but no `start`. Steps with dates need a first day.";
    findings.add("bad-clock", entry.step.at, { problem, remedy: "add `start: 2024-12`, or delete `step`." });
  }
  const dated = start && step.unit ? { startDay: start.first, unit: step.unit } : {};
  const sure =
    complete && counted !== "wrong" && !baseless && (!entry.start || start !== undefined) && (!entry.step || !!ownStep);
  return { clock: { ...(steps === undefined ? {} : { steps }), ...dated, every: step.every }, sure };
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

/** Undefined on an endless clock; an entry of which a key could not be read is not taken for endless. */
function readSteps(entry: ClockEntry, complete: boolean, findings: Findings): number | "wrong" | undefined {
  if (!entry.steps && !complete) return "wrong";
  if (!entry.steps) return entry.start || entry.step ? undefined : 1;
  const { value, at } = entry.steps;
  if (value === "endless") return undefined;
  if (!/^-?\d+$/.test(value)) {
    findings.add("not-a-number", at, { name: "steps", found: value, wanted: "a whole number, or `endless`" });
    return "wrong";
  }
  const steps = Number(value);
  if (steps >= 1 && steps <= STEP_LIMIT) return steps;
  const nearest = steps < 1 ? 1 : STEP_LIMIT;
  findings.add("number-range", at, { name: "steps", value: steps, wanted: `between 1 and ${STEP_LIMIT}`, nearest });
  return "wrong";
}

/** First and last date of the clock in words, for messages. */
export function clockSpan(clock: Clock): { readonly first: string; readonly last: string } {
  const last = clock.steps === undefined ? "(no end)" : endOfStep(clock, clock.steps - 1);
  return { first: dateOfStep(clock, 0), last };
}

/** A day in words on this clock; a step number where it has no dates. */
export function dayInWords(clock: Clock, day: number): string {
  return clock.startDay === undefined ? String(day + 1) : isoDay(Math.max(day, dayNumber(1, 1, 1)));
}
