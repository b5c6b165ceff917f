/** Times counted from the date of the article: "two weeks ago", "last month", "on Tuesday". */
import {
  addUnits,
  monthNumber,
  monthsBack,
  monthsFrom,
  partOfMonth,
  weekdayOf,
  weekOf,
  yearOf,
} from "./calendar-spans.ts";
import { type DateReading, type DateRule, type Days, type Groups, oneDay, rule } from "./date-rule.ts";
import { COUNT, countOf, partName, shiftOf, WEEKDAY } from "./time-words.ts";

const DAYS_OF = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

export const relativeDates: readonly DateRule[] = [
  rule(`\\b(?<n>${COUNT})\\s+(?<unit>day|week|month|year)s?\\s+ago\\b`, ago),
  rule(
    `\\b(?:over|within|in|for)\\s+(?:the\\s+)?(?:next|coming)?\\s*(?<n>${COUNT})\\s+(?<unit>day|week|month|year)s\\b(?!\\s+(?:ago|of))`,
    ahead,
  ),
  rule(
    `\\b(?:over|in|during|for|within)\\s+(?:the\\s+)?(?:last|past)\\s+(?<n>few|couple\\s+of|${COUNT})?\\s*(?<unit>day|week|month|year)s\\b`,
    lately,
  ),
  rule(`\\b(?:in\\s+)?recent\\s+(?<unit>day|week|month|year)s\\b`, lately),
  rule(
    "\\b(?<part>(?:the\\s+)?(?:beginning|start|middle|end))\\s+of\\s+(?<rel>the|this|last|next)\\s+month\\b",
    partOfSomeMonth,
  ),
  rule(`\\b(?<rel>last|next|this|past|coming)\\s+(?<unit>week|month|year|quarter|weekend)\\b`, calendarUnit),
  rule("\\b(?:over|at|during)\\s+the\\s+weekend\\b", (_, { relative }) =>
    relative((told) => {
      const monday = weekOf(told).first;
      // On the weekend itself it is the one that is on.
      return told >= monday + 5 ? { first: monday + 5, last: told } : { first: monday - 2, last: monday - 1 };
    }),
  ),
  rule(`\\b(?:${COUNT}|a\\s+few|some)\\s+(?:hour|minute)s?\\s+ago\\b`, (_, { relative }) => relative(oneDay)),
  rule(
    `\\b(?<word>yesterday|today|tonight|tomorrow|overnight|last\\s+night|this\\s+(?:morning|afternoon|evening))\\b`,
    nearDay,
  ),
  rule(
    `\\b(?:(?<rel>last|next|on|this|by|since|until)\\s+)?(?<weekday>${WEEKDAY})(?:\\s+(?:morning|afternoon|evening|night))?\\b`,
    weekday,
    "gu",
  ),
  rule("\\b(?:over\\s+)?(?:the\\s+(?:past|last)|this\\s+past|last)\\s+fortnight\\b", (_, { relative }) =>
    relative((told) => ({ first: told - 14, last: told })),
  ),
];

/** Days exactly, weeks within three days, months and years as those of the calendar. */
function ago({ n, unit }: Groups, { relative }: DateReading): Days {
  const count = countOf(n!);
  return relative((told) => {
    if (unit === "day") return oneDay(told - count);
    if (unit === "week") return { first: told - 7 * count - 3, last: told - 7 * count + 3 };
    return monthsBack(told, count, unit === "year");
  });
}

/** From the article so far on; looking back only where the sentence is about the past. */
function ahead({ n, unit }: Groups, { relative, future }: DateReading): Days {
  if (!future) return undefined;
  return relative((told) => ({ first: told, last: addUnits(told, countOf(n!), unit!) }));
}

function lately({ n, unit }: Groups, { relative }: DateReading): Days {
  const few = { day: 5, week: 4, month: 3, year: 3 }[unit as "day"] ?? 3; // the pattern allows these four only
  const count = n === undefined || /^few/i.test(n) ? few : /^couple/i.test(n) ? 2 : countOf(n);
  return relative((told) => ({ first: addUnits(told, -count, unit!), last: told }));
}

/** "the end of the month": of the month last spoken of, else of the article's. */
function partOfSomeMonth({ part, rel }: Groups, { relative, before }: DateReading): Days {
  return relative((told) => {
    const from = rel!.toLowerCase() === "the" ? (before?.first ?? told) : told;
    return partOfMonth(partName(`${part} of`), monthsBack(from, -shiftOf(rel), false));
  });
}

function calendarUnit({ rel, unit }: Groups, { relative }: DateReading): Days {
  const shift = shiftOf(rel);
  return relative((told) => {
    if (unit === "week") return weekOf(told + 7 * shift);
    if (unit === "weekend") return { first: weekOf(told + 7 * shift).first + 5, last: weekOf(told + 7 * shift).last };
    if (unit === "month") return monthsBack(told, -shift, false);
    if (unit === "year") return monthsBack(told, -shift, true);
    const quarter = Math.floor((monthNumber(told) - 1) / 3) + shift;
    return monthsFrom(yearOf(told) + Math.floor(quarter / 4), 3 * (((quarter % 4) + 4) % 4) + 1, 3);
  });
}

function nearDay({ word }: Groups, { relative }: DateReading): Days {
  const name = word!.toLowerCase().replace(/\s+/g, " ");
  return relative((told) => {
    if (name === "overnight") return { first: told - 1, last: told };
    if (name === "yesterday" || name === "last night") return oneDay(told - 1);
    return oneDay(name === "tomorrow" ? told + 1 : told);
  });
}

/** The last such day on or before the article ("last": before it); the next where it speaks of what is to come. */
function weekday({ rel, weekday: name }: Groups, { relative, future }: DateReading): Days {
  const wanted = DAYS_OF.indexOf(name!.toLowerCase());
  const word = rel?.toLowerCase();
  return relative((told) => {
    const back = (weekdayOf(told) - wanted + 7) % 7;
    if (word === "next" || (future && word !== "last")) return oneDay(told + (7 - back));
    return oneDay(told - (word === "last" && back === 0 ? 7 : back));
  });
}
