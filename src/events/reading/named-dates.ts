/** Dates that name their day, month or year; without a year it is the nearest that the tense allows. */
import type { DayRange } from "../../crisis/calendar.ts";
import { dayOfMonth, monthOf, monthsFrom } from "./calendar-spans.ts";
import { type DateReading, type DateRule, type Days, type Groups, oneDay, rule } from "./date-rule.ts";
import { DAY, MONTH, WEEKDAY, YEAR } from "./time-words.ts";

/** One day, from one to another, from one month to another. */
export const namedDays: readonly DateRule[] = [
  rule(
    `\\b(?:between|from)\\s+(?<d1>${DAY})\\s+(?:and|to)\\s+(?<d2>${DAY})\\s+(?<m>${MONTH})(?:,?\\s+(?<y>${YEAR}))?\\b`,
    dayToDay,
  ),
  rule(`\\b(?<d1>${DAY})\\s*(?:-|–|to)\\s*(?<d2>${DAY})\\s+(?<m>${MONTH})(?:,?\\s+(?<y>${YEAR}))?\\b`, dayToDay),
  rule(
    `(?:\\b${WEEKDAY},?\\s+)?\\b(?<d1>${DAY})\\s+(?:of\\s+)?(?<m>${MONTH})(?:,?\\s+(?<y>${YEAR}))?(?!\\w)`,
    dayToDay,
  ),
  rule(`(?:\\b${WEEKDAY},?\\s+)?\\b(?<m>${MONTH})\\s+(?<d1>${DAY})(?:,?\\s+(?<y>${YEAR}))?(?![\\w:])`, dayToDay),
  rule(`\\b(?<y>${YEAR})-(?<mm>\\d\\d)-(?<d1>\\d\\d)\\b`, ({ y, mm, d1 }) =>
    oneDay(dayOfMonth(Number(y), Number(mm), Number(d1))),
  ),
  rule(
    `\\bbetween\\s+(?<m>${MONTH})(?:\\s+(?<y1>${YEAR}))?\\s+and\\s+(?<m2>${MONTH})(?:\\s+(?<y>${YEAR}))?(?!\\w)`,
    monthToMonth,
  ),
  rule(
    `\\bfrom\\s+(?<m>${MONTH})(?:\\s+(?<y1>${YEAR}))?\\s+to\\s+(?<m2>${MONTH})(?:\\s+(?<y>${YEAR}))?(?!\\w)`,
    monthToMonth,
  ),
];

/** A month, with its year or behind a word that wants a time. */
export const namedMonths: readonly DateRule[] = [
  rule(`\\b(?<m>${MONTH}),?\\s+(?<y>${YEAR})(?!\\w)`, ({ m, y }) => monthsFrom(Number(y), monthOf(m!))),
  rule(
    `\\b(?:in|since|until|till|by|of|from|last|next|this|during|through|throughout|before|after|and|to|for)\\s+(?<m>${MONTH})(?![\\w'’])`,
    ({ m }, { nearest }) => nearest((year) => monthsFrom(year, monthOf(m!))),
    // Small letters are verbs: "to march", "in may".
    "gu",
  ),
];

/** Holidays, decades, and four digits that may be a year: what is left when all else has been tried. */
export const namedYears: readonly DateRule[] = [
  rule(`\\b(?<word>Christmas|New\\s+Year(?:'s)?(?:\\s+Day)?)\\b`, ({ word }, { nearest }) =>
    nearest((year) => oneDay(/^C/i.test(word!) ? dayOfMonth(year, 12, 25) : dayOfMonth(year, 1, 1))),
  ),
  rule(`\\b(?:the\\s+)?(?<y>1[5-9]\\d|20\\d)0s\\b`, ({ y }) => monthsFrom(Number(y) * 10, 1, 120)),
  rule(
    `(?:\\b(?:in|of|since|until|by|during|from|before|after|and|to|year|late|early|for)\\s+|\\()(?<y>${YEAR})(?![\\w%-]|\\s+(?:men|troops|soldiers|ships|people|tons|tonnes|barrels))`,
    ({ y }) => monthsFrom(Number(y), 1, 12),
  ),
];

function dayToDay({ d1, d2, m, y }: Groups, { nearest }: DateReading): Days {
  const inYear = (year: number): DayRange | undefined => {
    const first = dayOfMonth(year, monthOf(m!), Number.parseInt(d1!, 10));
    const last = d2 === undefined ? first : dayOfMonth(year, monthOf(m!), Number.parseInt(d2, 10));
    return first !== undefined && last !== undefined && first <= last ? { first, last } : undefined;
  };
  return y === undefined ? nearest(inYear) : inYear(Number(y));
}

function monthToMonth({ m, m2, y1, y }: Groups, { nearest }: DateReading): Days {
  const inYear = (year: number): DayRange => {
    const last = monthsFrom(year, monthOf(m2!)).last;
    const begin = y1 === undefined ? (monthOf(m!) > monthOf(m2!) ? year - 1 : year) : Number(y1);
    return { first: monthsFrom(begin, monthOf(m!)).first, last };
  };
  return y === undefined ? nearest(inYear) : inYear(Number(y));
}
