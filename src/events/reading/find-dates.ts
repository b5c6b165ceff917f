/**
 * Expressions of time in one sentence, as intervals of days. Fuzzy ones are
 * read as settled in docs/reading-news.md; relative ones need the date of the
 * article; those tied to an event ("after taking office") have no days.
 */
import { type DayRange, isoDay } from "../../crisis/calendar.ts";
import {
  dayOfMonth,
  monthNumber,
  monthOf,
  monthsFrom,
  partOfMonth,
  partOfYear,
  seasonOf,
  weekdayOf,
  weekOf,
  yearOf,
} from "./calendar-spans.ts";
import type { ExactDate } from "./text-tools.ts";

export interface DateMention {
  /** Offsets in the sentence. */
  readonly start: number;
  readonly end: number;
  /** Absent where the days cannot be known. */
  readonly days?: DayRange;
  /** Widened by "since", "by" and the like: no point in time for "the next day" to start from. */
  readonly widened?: boolean;
  /** Why there are no days. */
  readonly without?: "event" | "needs-told";
}

export interface DateContext {
  /** Date of the article. */
  readonly toldDay: number | undefined;
  /** Whether the sentence speaks of what is to come at an offset. */
  readonly futureAt: (offset: number) => boolean;
  /** Last date read before this sentence, for "the next day". */
  readonly before: DayRange | undefined;
  readonly exact: readonly ExactDate[];
}

type Days = DayRange | "needs-told" | undefined;
type Reader = (groups: Readonly<Record<string, string | undefined>>, context: Resolved) => Days;

/** With `needs-told` settled: a missing date of the article stops every reader that asks for it. */
interface Resolved extends DateContext {
  readonly future: boolean;
  /** The interval nearest to the article that its tense allows, out of one a year. */
  readonly nearest: (inYear: (year: number) => DayRange | undefined) => Days;
  readonly relative: (read: (told: number) => Days) => Days;
}

const M =
  "(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.?|Feb\\.?|Mar\\.|Apr\\.?|Jun\\.|Jul\\.|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?)";
const Y = "(?:1[5-9]\\d\\d|20\\d\\d)";
const D = "(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?";
const WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
const COUNT = "(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,3})";
const PART =
  "(?:early|mid|late|(?:the\\s+)?(?:beginning|start|middle|end|close|first\\s+half|second\\s+half|first\\s+week|second\\s+week|third\\s+week|last\\s+week|first\\s+days|last\\s+days)\\s+of)";

const NUMBERS = "a one two three four five six seven eight nine ten eleven twelve".split(" ");
const DAYS_OF = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const rule = (pattern: string, read: Reader, flags = "giu"): readonly [RegExp, Reader] => [
  new RegExp(pattern, flags),
  read,
];

/** In the order they are tried; where two overlap the earlier one holds. */
const RULES: readonly (readonly [RegExp, Reader])[] = [
  rule(
    `\\b(?:between|from)\\s+(?<d1>${D})\\s+(?:and|to)\\s+(?<d2>${D})\\s+(?<m>${M})(?:,?\\s+(?<y>${Y}))?\\b`,
    dayToDay,
  ),
  rule(`\\b(?<d1>${D})\\s*(?:-|–|to)\\s*(?<d2>${D})\\s+(?<m>${M})(?:,?\\s+(?<y>${Y}))?\\b`, dayToDay),
  rule(`(?:\\b${WEEKDAY},?\\s+)?\\b(?<d1>${D})\\s+(?:of\\s+)?(?<m>${M})(?:,?\\s+(?<y>${Y}))?(?!\\w)`, dayToDay),
  rule(`(?:\\b${WEEKDAY},?\\s+)?\\b(?<m>${M})\\s+(?<d1>${D})(?:,?\\s+(?<y>${Y}))?(?![\\w:])`, dayToDay),
  rule(`\\b(?<y>${Y})-(?<mm>\\d\\d)-(?<d1>\\d\\d)\\b`, ({ y, mm, d1 }) =>
    oneDay(dayOfMonth(Number(y), Number(mm), Number(d1))),
  ),
  rule(`\\bbetween\\s+(?<m>${M})(?:\\s+(?<y1>${Y}))?\\s+and\\s+(?<m2>${M})(?:\\s+(?<y>${Y}))?(?!\\w)`, monthToMonth),
  rule(`\\bfrom\\s+(?<m>${M})(?:\\s+(?<y1>${Y}))?\\s+to\\s+(?<m2>${M})(?:\\s+(?<y>${Y}))?(?!\\w)`, monthToMonth),
  rule(`\\b(?<part>${PART})[\\s-]+(?:in\\s+)?(?<m>${M})(?:,?\\s+(?<y>${Y}))?(?!\\w)`, partOfNamedMonth),
  rule(
    `\\b(?<part>${PART}|(?:the\\s+)?(?:first|second|third|fourth|last)\\s+quarter\\s+of|H[12]|Q[1-4])[\\s-]+(?:of\\s+)?(?:(?<y>${Y})|(?<rel>this|last|next)\\s+year|the\\s+year)(?!\\w)`,
    partOfNamedYear,
  ),
  rule(`\\b(?<y>${Y})[-\\s](?<part>H[12]|Q[1-4])\\b`, partOfNamedYear),
  rule(
    `\\b(?<end>first|opening|last)\\s+(?<n>few|couple\\s+of|${COUNT})\\s+months\\s+of\\s+(?:(?<y>${Y})|(?<rel>this|last|next)\\s+year|the\\s+year)(?!\\w)`,
    endsOfYear,
  ),
  rule(`\\b(?:the\\s+)?(?<season>spring|summer|autumn|fall|winter)\\s+(?:of\\s+)?(?<y>${Y})\\b`, ({ season, y }) =>
    seasonOf(season!, Number(y)),
  ),
  rule(
    `\\b(?:the|this|last|next|in|over|since|by|until)\\s+(?<season>spring|summer|autumn|winter)\\b(?!\\s+(?:of|holiday))`,
    ({ season }, { nearest }) => nearest((year) => seasonOf(season!, year)),
  ),
  rule(`\\b(?<m>${M}),?\\s+(?<y>${Y})(?!\\w)`, ({ m, y }) => monthsFrom(Number(y), monthOf(m!))),
  rule(
    `\\b(?:in|since|until|till|by|of|from|last|next|this|during|through|throughout|before|after|and|to|for)\\s+(?<m>${M})(?![\\w'’])`,
    ({ m }, { nearest }) => nearest((year) => monthsFrom(year, monthOf(m!))),
    // Small letters are verbs: "to march", "in may".
    "gu",
  ),
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
  rule("\\bthat\\s+(?:same\\s+)?(?:day|night|evening|morning|afternoon|weekend)\\b", (_, { before }) => before),
  rule(
    `\\b(?<way>the\\s+(?:next|following|same|previous)\\s+(?:day|week|month)|the\\s+day\\s+(?:before|after))\\b`,
    fromBefore,
  ),
  rule(`\\b(?<word>Christmas|New\\s+Year(?:'s)?(?:\\s+Day)?)\\b`, ({ word }, { nearest }) =>
    nearest((year) => oneDay(/^C/i.test(word!) ? dayOfMonth(year, 12, 25) : dayOfMonth(year, 1, 1))),
  ),
  rule(`\\b(?:the\\s+)?(?<y>1[5-9]\\d|20\\d)0s\\b`, ({ y }) => monthsFrom(Number(y) * 10, 1, 120)),
  rule(
    `(?:\\b(?:in|of|since|until|by|during|from|before|after|and|to|year|late|early|for)\\s+|\\()(?<y>${Y})(?![\\w%-]|\\s+(?:men|troops|soldiers|ships|people|tons|tonnes|barrels))`,
    ({ y }) => monthsFrom(Number(y), 1, 12),
  ),
];

/** What turns a date into a time before, after or up to it; directly in front of it. */
const FRAME = /\b(since|until|till|by|before|after|from)\s+(?:about\s+|around\s+|the\s+)?$/i;
const EVENT =
  /\b(?:(?:before|after|since|until|during|ahead of)\s+(?:(?:the|his|her|its|their|taking|this|next|last|coming|first|midterm|mid-term|presidential|general|parliamentary|upcoming)\s+){0,3}(?:elections?|inauguration|office|midterms|vote|summit|term|presidency|invasion|ceasefire|coup|talks)|during\s+[\p{L}.]+['’]s\s+(?:time|term|presidency|rule))\b/giu;

/** Expressions of time in a sentence, in their order, none overlapping another. */
export function findDates(sentence: string, context: DateContext): readonly DateMention[] {
  const relative = relativeOf(context);
  const tenses = [false, true].map((future) => ({ ...context, future, nearest: nearestOf(context, future), relative }));
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

/** Widens a date by the word in front of it: `since` reaches up to the article, `by` from it on. */
function framed(sentence: string, start: number, end: number, days: Days, { toldDay }: DateContext): DateMention {
  if (days === "needs-told" || days === undefined) return { start, end, without: "needs-told" };
  const inside = /^(since|until|till|by|before|after)\s/i.exec(sentence.slice(start, end));
  const front = FRAME.exec(sentence.slice(Math.max(0, start - 24), start));
  const word = (inside?.[1] ?? front?.[1])?.toLowerCase();
  const from = inside || !front ? start : start - front[0].length;
  if (word === undefined || toldDay === undefined) return { start, end, days };
  const { first, last } = days;
  const wide: Readonly<Record<string, DayRange>> = {
    since: { first, last: Math.max(toldDay, last) },
    after: { first, last: Math.max(toldDay, last) },
    until: { first: last >= toldDay ? toldDay : first, last },
    till: { first: last >= toldDay ? toldDay : first, last },
    by: { first: last >= toldDay ? toldDay : first, last },
    before: { first: Math.min(toldDay, first - 1), last: first - 1 },
  };
  return { start: from, end, days: wide[word] ?? days, widened: true };
}

function nearestOf({ toldDay }: DateContext, future: boolean): Resolved["nearest"] {
  return (inYear) => {
    if (toldDay === undefined) return "needs-told";
    const year = yearOf(toldDay);
    const spans = [year - 1, year, year + 1].flatMap((one) => inYear(one) ?? []);
    if (future) return spans.find(({ last }) => last >= toldDay);
    return spans.findLast(({ first }) => first <= toldDay);
  };
}

function relativeOf({ toldDay }: DateContext): Resolved["relative"] {
  return (read) => (toldDay === undefined ? "needs-told" : read(toldDay));
}

function oneDay(day: number | undefined): DayRange | undefined {
  return day === undefined ? undefined : { first: day, last: day };
}

function dayToDay({ d1, d2, m, y }: Parameters<Reader>[0], { nearest }: Resolved): Days {
  const inYear = (year: number): DayRange | undefined => {
    const first = dayOfMonth(year, monthOf(m!), Number.parseInt(d1!, 10));
    const last = d2 === undefined ? first : dayOfMonth(year, monthOf(m!), Number.parseInt(d2, 10));
    return first !== undefined && last !== undefined && first <= last ? { first, last } : undefined;
  };
  return y === undefined ? nearest(inYear) : inYear(Number(y));
}

function monthToMonth({ m, m2, y1, y }: Parameters<Reader>[0], { nearest }: Resolved): Days {
  const inYear = (year: number): DayRange => {
    const last = monthsFrom(year, monthOf(m2!)).last;
    const begin = y1 === undefined ? (monthOf(m!) > monthOf(m2!) ? year - 1 : year) : Number(y1);
    return { first: monthsFrom(begin, monthOf(m!)).first, last };
  };
  return y === undefined ? nearest(inYear) : inYear(Number(y));
}

/** The words of `partOfMonth` and `partOfYear` for those of the text. */
function partName(part: string): string {
  const words = part
    .toLowerCase()
    .replace(/^the\s+|\s+of$/g, "")
    .replace(/\s+/g, " ");
  if (/^(beginning|start)$/.test(words)) return "early";
  if (/^(end|close)$/.test(words)) return "late";
  if (words === "middle") return "mid";
  if (/^h[12]$/.test(words)) return words === "h1" ? "first half" : "second half";
  const quarter = /^q([1-4])$/.exec(words);
  return quarter ? `${["first", "second", "third", "fourth"][Number(quarter[1]) - 1]} quarter` : words;
}

function partOfNamedMonth({ part, m, y }: Parameters<Reader>[0], { nearest }: Resolved): Days {
  const inYear = (year: number): DayRange => partOfMonth(partName(part!), monthsFrom(year, monthOf(m!)));
  return y === undefined ? nearest(inYear) : inYear(Number(y));
}

/** "the end of the month": of the month last spoken of, else of the article's. */
function partOfSomeMonth({ part, rel }: Parameters<Reader>[0], { relative, before }: Resolved): Days {
  return relative((told) => {
    const from = rel!.toLowerCase() === "the" ? (before?.first ?? told) : told;
    return partOfMonth(partName(`${part} of`), monthsBack(from, -shiftOf(rel), false));
  });
}

function partOfNamedYear({ part, y, rel }: Parameters<Reader>[0], { relative }: Resolved): Days {
  if (y !== undefined) return partOfYear(partName(part!), Number(y));
  return relative((told) => partOfYear(partName(part!), yearOf(told) + shiftOf(rel)));
}

function endsOfYear({ end, n, y, rel }: Parameters<Reader>[0], { relative }: Resolved): Days {
  const months = Math.min(12, /^few/i.test(n!) ? 3 : /^couple/i.test(n!) ? 2 : countOf(n!));
  const span = (year: number): DayRange =>
    /last/i.test(end!) ? monthsFrom(year, 13 - months, months) : monthsFrom(year, 1, months);
  return y !== undefined ? span(Number(y)) : relative((told) => span(yearOf(told) + shiftOf(rel)));
}

function shiftOf(rel: string | undefined): number {
  const word = rel?.toLowerCase();
  if (word === "last" || word === "past") return -1;
  return word === "next" || word === "coming" ? 1 : 0;
}

function countOf(words: string): number {
  const word = words.toLowerCase().replace(/^an$/, "a");
  const index = NUMBERS.indexOf(word);
  return /^\d/.test(word) ? Number(word) : Math.max(1, index);
}

/** Days exactly, weeks within three days, months and years as those of the calendar. */
function ago({ n, unit }: Parameters<Reader>[0], { relative }: Resolved): Days {
  const count = countOf(n!);
  return relative((told) => {
    if (unit === "day") return oneDay(told - count);
    if (unit === "week") return { first: told - 7 * count - 3, last: told - 7 * count + 3 };
    return monthsBack(told, count, unit === "year");
  });
}

function monthsBack(told: number, count: number, years: boolean): DayRange {
  if (years) return monthsFrom(yearOf(told) - count, 1, 12);
  const month = yearOf(told) * 12 + monthNumber(told) - 1 - count;
  return monthsFrom(Math.floor(month / 12), (month % 12) + 1);
}

/** From the article so far on; looking back only where the sentence is about the past. */
function ahead({ n, unit }: Parameters<Reader>[0], { relative, future }: Resolved): Days {
  if (!future) return undefined;
  return relative((told) => ({ first: told, last: addUnits(told, countOf(n!), unit!) }));
}

function lately({ n, unit }: Parameters<Reader>[0], { relative }: Resolved): Days {
  const few = { day: 5, week: 4, month: 3, year: 3 }[unit as "day"] ?? 3; // the pattern allows these four only
  const count = n === undefined || /^few/i.test(n) ? few : /^couple/i.test(n) ? 2 : countOf(n);
  return relative((told) => ({ first: addUnits(told, -count, unit!), last: told }));
}

/** The same day so many units later; the last of a shorter month. */
function addUnits(day: number, count: number, unit: string): number {
  if (unit === "day") return day + count;
  if (unit === "week") return day + 7 * count;
  const month = yearOf(day) * 12 + monthNumber(day) - 1 + count * (unit === "year" ? 12 : 1);
  const { first, last } = monthsFrom(Math.floor(month / 12), (month % 12) + 1);
  return Math.min(last, first + Number(isoDay(day).slice(8)) - 1);
}

function calendarUnit({ rel, unit }: Parameters<Reader>[0], { relative }: Resolved): Days {
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

function nearDay({ word }: Parameters<Reader>[0], { relative }: Resolved): Days {
  const name = word!.toLowerCase().replace(/\s+/g, " ");
  return relative((told) => {
    if (name === "overnight") return { first: told - 1, last: told };
    if (name === "yesterday" || name === "last night") return oneDay(told - 1);
    return oneDay(name === "tomorrow" ? told + 1 : told);
  });
}

/** The last such day on or before the article ("last": before it); the next where it speaks of what is to come. */
function weekday({ rel, weekday: name }: Parameters<Reader>[0], { relative, future }: Resolved): Days {
  const wanted = DAYS_OF.indexOf(name!.toLowerCase());
  const word = rel?.toLowerCase();
  return relative((told) => {
    const back = (weekdayOf(told) - wanted + 7) % 7;
    if (word === "next" || (future && word !== "last")) return oneDay(told + (7 - back));
    return oneDay(told - (word === "last" && back === 0 ? 7 : back));
  });
}

/** "the next day": from the last date that was read. */
function fromBefore({ way }: Parameters<Reader>[0], { before }: Resolved): Days {
  if (!before) return undefined;
  const words = way!.toLowerCase();
  const back = /previous|before/.test(words);
  const same = /same/.test(words);
  if (/day/.test(words)) return same ? before : oneDay(back ? before.first - 1 : before.last + 1);
  if (/week/.test(words)) return weekOf(same ? before.first : back ? before.first - 7 : before.last + 7);
  return monthsBack(before.first, same ? 0 : back ? 1 : -1, false);
}
