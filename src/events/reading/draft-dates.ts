import { isoDay } from "../../crisis/calendar.ts";
import type { DateMention } from "./date-mention.ts";
import type { When } from "./draft.ts";

/** Offsets in the sentence. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * The date that belongs to a place in a sentence: the nearest one, those in
 * the same clause first. Where there is none, the date of the article stands in.
 */
export function dateAt(
  place: Place,
  sentence: string,
  dates: readonly DateMention[],
  others: readonly Place[],
): DateMention | undefined {
  const cost = (date: DateMention): number => gap(date, place) + 40 * breaks(sentence, date, place);
  const own = dates.filter((date) => {
    // A date belongs to the claim it stands nearest to.
    const rival = others.some((other) => gap(date, other) + 40 * breaks(sentence, date, other) < cost(date));
    return !rival || others.length === 0;
  });
  return [...own].sort((a, b) => cost(a) - cost(b))[0];
}

/** The interval of a date in the words of the text. */
export function whenOf(date: DateMention | undefined, sentence: string, toldDay: number | undefined): When | undefined {
  if (date?.days) return { ...date.days, words: sentence.slice(date.start, date.end), basis: "text" };
  if (toldDay === undefined) return undefined;
  return { first: toldDay, last: toldDay, words: date ? sentence.slice(date.start, date.end) : "", basis: "article" };
}

/** Days as a crisis file writes them. */
export function writtenDays(first: number, last: number): string {
  return first === last ? isoDay(first) : `${isoDay(first)}..${isoDay(last)}`;
}

function gap(a: Place, b: Place): number {
  return Math.max(0, a.start - b.end, b.start - a.end);
}

/** Signs and words between two places that part clauses. */
function breaks(sentence: string, a: Place, b: Place): number {
  const between = sentence.slice(Math.min(a.end, b.end), Math.max(a.start, b.start));
  return between.match(/[;:]|,?\s(?:and|but|while|after)\s/g)?.length ?? 0;
}
