import { dateOfStep } from "../crisis/calendar.ts";
import type { Crisis } from "../crisis/model.ts";

/** The dates of a clock's steps, as every result carries them. */
export interface StepDates {
  /** Label of each step: where it begins. */
  readonly steps: readonly string[];
  /** The date with whose end each step is over. */
  readonly stepEnds: readonly string[];
}

/** What a step (from 0) is called: its date, also beyond the last; `step 2` where steps are only numbered. */
export function nameOfStep({ clock }: Crisis, step: number): string {
  const label = dateOfStep(clock, step);
  return clock.startDay === undefined || clock.unit === undefined ? `step ${label}` : label;
}

/** A date of a clock; `step 2` where the clock's steps are only numbered. */
export function dateInWords(steps: readonly string[], label: string): string {
  return steps[0] === "1" && /^\d+$/.test(label) ? `step ${label}` : label;
}

/** The date with whose end the step of this label is over: for "by", "until" and "as of". */
export function endInWords({ steps, stepEnds }: StepDates, label: string): string {
  return dateInWords(steps, stepEnds[steps.indexOf(label)] ?? label);
}

/** When next moves are made: `in 2025-07`, all of the as-of step; `at the start` of a clock without a last step. */
export function nextStepInWords(result: StepDates & { readonly asOf: string; readonly asOfStep: number }): string {
  const label = result.steps[result.asOfStep];
  return label === undefined ? `at ${result.asOf}` : `in ${stepInWords(result, label)}`;
}

/** All of the step of this label: `2025-07`, `step 2`, or `1962-11-22..1962-11-23` where its label is only its first day. */
export function stepInWords({ steps, stepEnds }: StepDates, label: string): string {
  const end = stepEnds[steps.indexOf(label)] ?? label;
  return end === label ? dateInWords(steps, label) : `${label}..${end}`;
}
