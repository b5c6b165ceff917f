/** Parts of a month or year that is named: "early March", "the second quarter of 2025", "summer". */
import type { DayRange } from "../../crisis/calendar.ts";
import { monthOf, monthsFrom, partOfMonth, partOfYear, seasonOf, yearOf } from "./calendar-spans.ts";
import { type DateReading, type DateRule, type Days, type Groups, rule } from "./date-rule.ts";
import { COUNT, countOf, MONTH, PART, partName, shiftOf, YEAR } from "./time-words.ts";

export const namedParts: readonly DateRule[] = [
  rule(`\\b(?<part>${PART})[\\s-]+(?:in\\s+)?(?<m>${MONTH})(?:,?\\s+(?<y>${YEAR}))?(?!\\w)`, partOfNamedMonth),
  rule(
    `\\b(?<part>${PART}|(?:the\\s+)?(?:first|second|third|fourth|last)\\s+quarter\\s+of|H[12]|Q[1-4])[\\s-]+(?:of\\s+)?(?:(?<y>${YEAR})|(?<rel>this|last|next)\\s+year|the\\s+year)(?!\\w)`,
    partOfNamedYear,
  ),
  rule(`\\b(?<y>${YEAR})[-\\s](?<part>H[12]|Q[1-4])\\b`, partOfNamedYear),
  rule(
    `\\b(?<end>first|opening|last)\\s+(?<n>few|couple\\s+of|${COUNT})\\s+months\\s+of\\s+(?:(?<y>${YEAR})|(?<rel>this|last|next)\\s+year|the\\s+year)(?!\\w)`,
    endsOfYear,
  ),
  rule(`\\b(?:the\\s+)?(?<season>spring|summer|autumn|fall|winter)\\s+(?:of\\s+)?(?<y>${YEAR})\\b`, ({ season, y }) =>
    seasonOf(season!, Number(y)),
  ),
  rule(
    `\\b(?:the|this|last|next|in|over|since|by|until)\\s+(?<season>spring|summer|autumn|winter)\\b(?!\\s+(?:of|holiday))`,
    ({ season }, { nearest }) => nearest((year) => seasonOf(season!, year)),
  ),
];

function partOfNamedMonth({ part, m, y }: Groups, { nearest }: DateReading): Days {
  const inYear = (year: number): DayRange => partOfMonth(partName(part!), monthsFrom(year, monthOf(m!)));
  return y === undefined ? nearest(inYear) : inYear(Number(y));
}

function partOfNamedYear({ part, y, rel }: Groups, { relative }: DateReading): Days {
  if (y !== undefined) return partOfYear(partName(part!), Number(y));
  return relative((told) => partOfYear(partName(part!), yearOf(told) + shiftOf(rel)));
}

function endsOfYear({ end, n, y, rel }: Groups, { relative }: DateReading): Days {
  const months = Math.min(12, /^few/i.test(n!) ? 3 : /^couple/i.test(n!) ? 2 : countOf(n!));
  const span = (year: number): DayRange =>
    /last/i.test(end!) ? monthsFrom(year, 13 - months, months) : monthsFrom(year, 1, months);
  return y !== undefined ? span(Number(y)) : relative((told) => span(yearOf(told) + shiftOf(rel)));
}
