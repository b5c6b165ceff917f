/**
 * Expressions of time in one sentence, as intervals of days. Fuzzy ones are
 * read as settled in docs/reading-news.md; relative ones need the date of the
 * article; those tied to an event ("after taking office") have no days.
 */
import { framed } from "./date-frames.ts";
import type { DateMention } from "./date-mention.ts";
import { type DateContext, type DateRule, readingOf } from "./date-rule.ts";
import { followingDates } from "./following-dates.ts";
import { namedDays, namedMonths, namedYears } from "./named-dates.ts";
import { namedParts } from "./named-parts.ts";
import { relativeDates } from "./relative-dates.ts";

/** In the order they are tried; where two overlap the earlier one holds. */
const RULES: readonly DateRule[] = [
  ...namedDays,
  ...namedParts,
  ...namedMonths,
  ...relativeDates,
  ...followingDates,
  ...namedYears,
];

/** Tied to an event: no days can be known. */
const EVENT =
  /\b(?:(?:before|after|since|until|during|ahead of)\s+(?:(?:the|his|her|its|their|taking|this|next|last|coming|first|midterm|mid-term|presidential|general|parliamentary|upcoming)\s+){0,3}(?:elections?|inauguration|office|midterms|vote|summit|term|presidency|invasion|ceasefire|coup|talks)|during\s+[\p{L}.]+['’]s\s+(?:time|term|presidency|rule))\b/giu;

/** Expressions of time in a sentence, in their order, none overlapping another. */
export function findDates(sentence: string, context: DateContext): readonly DateMention[] {
  const tenses = [false, true].map((future) => readingOf(context, future));
  const found: DateMention[] = [];
  const add = (mention: DateMention): void => {
    if (!found.some(({ start, end }) => mention.start < end && start < mention.end)) found.push(mention);
  };
  for (const [pattern, read] of RULES) {
    for (const match of sentence.matchAll(pattern)) {
      const days = read(match.groups ?? {}, tenses[Number(context.futureAt(match.index))]!);
      if (days === undefined) continue;
      add(framed(sentence, match.index, match.index + match[0].length, days, context));
    }
  }
  for (const { start, end, first, last } of context.exact) add({ start, end, days: { first, last } });
  for (const match of sentence.matchAll(EVENT)) {
    add({ start: match.index, end: match.index + match[0].length, without: "event" });
  }
  return found.sort((a, b) => a.start - b.start);
}
