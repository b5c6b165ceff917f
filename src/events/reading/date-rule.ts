/** How a pattern of words becomes days. */
import type { DayRange } from "../../crisis/calendar.ts";
import { yearOf } from "./calendar-spans.ts";
import type { ExactDate } from "./text-tools.ts";

export interface DateContext {
  /** Date of the article. */
  readonly toldDay: number | undefined;
  /** Whether the sentence speaks of what is to come at an offset. */
  readonly futureAt: (offset: number) => boolean;
  /** Last date read before this sentence, for "the next day". */
  readonly before: DayRange | undefined;
  readonly exact: readonly ExactDate[];
}

/** Undefined where the words are no date after all. */
export type Days = DayRange | "needs-told" | undefined;
/** The named groups of a pattern. */
export type Groups = Readonly<Record<string, string | undefined>>;
export type Reader = (groups: Groups, reading: DateReading) => Days;
export type DateRule = readonly [pattern: RegExp, read: Reader];

/** With `needs-told` settled: a missing date of the article stops every reader that asks for it. */
export interface DateReading extends DateContext {
  readonly future: boolean;
  /** The interval nearest to the article that its tense allows, out of one a year. */
  readonly nearest: (inYear: (year: number) => DayRange | undefined) => Days;
  readonly relative: (read: (told: number) => Days) => Days;
}

/** Small letters or capitals alike, unless the flags say otherwise. */
export function rule(pattern: string, read: Reader, flags = "giu"): DateRule {
  return [new RegExp(pattern, flags), read];
}

/** What readers are given where the sentence speaks of what was, and of what is to come. */
export function readingOf(context: DateContext, future: boolean): DateReading {
  return { ...context, future, nearest: nearestOf(context, future), relative: relativeOf(context) };
}

function nearestOf({ toldDay }: DateContext, future: boolean): DateReading["nearest"] {
  return (inYear) => {
    if (toldDay === undefined) return "needs-told";
    const year = yearOf(toldDay);
    const spans = [year - 1, year, year + 1].flatMap((one) => inYear(one) ?? []);
    if (future) return spans.find(({ last }) => last >= toldDay);
    return spans.findLast(({ first }) => first <= toldDay);
  };
}

function relativeOf({ toldDay }: DateContext): DateReading["relative"] {
  return (read) => (toldDay === undefined ? "needs-told" : read(toldDay));
}

export function oneDay(day: number | undefined): DayRange | undefined {
  return day === undefined ? undefined : { first: day, last: day };
}
