/** Spans of the calendar in days since 1970-01-01, both ends included. */
import { type DayRange, dayNumber, isoDay, parseCalendarDate } from "../../crisis/calendar.ts";

const MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Month from 1 of a name or its short form; 0 where it is none. */
export function monthOf(name: string): number {
  return MONTH_NAMES.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

export function yearOf(day: number): number {
  return Number(isoDay(day).slice(0, 4));
}

export function monthNumber(day: number): number {
  return Number(isoDay(day).slice(5, 7));
}

/** `months` months from a month on; `month` may be beyond 1 to 12. */
export function monthsFrom(year: number, month: number, months = 1): DayRange {
  const begin = year * 12 + month - 1;
  const end = begin + months;
  const first = dayNumber(Math.floor(begin / 12), (begin % 12) + 1, 1);
  return { first, last: dayNumber(Math.floor(end / 12), (end % 12) + 1, 1) - 1 };
}

/** The calendar month, or year, so many before that of a day. */
export function monthsBack(day: number, count: number, years: boolean): DayRange {
  if (years) return monthsFrom(yearOf(day) - count, 1, 12);
  const month = yearOf(day) * 12 + monthNumber(day) - 1 - count;
  return monthsFrom(Math.floor(month / 12), (month % 12) + 1);
}

/** The same day so many units later; the last of a shorter month. */
export function addUnits(day: number, count: number, unit: string): number {
  if (unit === "day") return day + count;
  if (unit === "week") return day + 7 * count;
  const month = yearOf(day) * 12 + monthNumber(day) - 1 + count * (unit === "year" ? 12 : 1);
  const { first, last } = monthsFrom(Math.floor(month / 12), (month % 12) + 1);
  return Math.min(last, first + Number(isoDay(day).slice(8)) - 1);
}

/** A day of a month; undefined where the month has no such day. */
export function dayOfMonth(year: number, month: number, day: number): number | undefined {
  const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return parseCalendarDate(text)?.first;
}

/** Days since Monday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Monday to Sunday of the week that holds a day. */
export function weekOf(day: number): DayRange {
  const first = day - weekdayOf(day);
  return { first, last: first + 6 };
}

/** Part of a month as writers mean it: its first ten days, the next ten, the rest; its halves; its first or last week. */
export function partOfMonth(part: string, month: DayRange): DayRange {
  const { first, last } = month;
  const spans: Readonly<Record<string, DayRange>> = {
    early: { first, last: first + 9 },
    mid: { first: first + 10, last: first + 19 },
    late: { first: first + 20, last },
    "first half": { first, last: first + 14 },
    "second half": { first: first + 15, last },
    "first week": { first, last: first + 6 },
    "second week": { first: first + 7, last: first + 13 },
    "third week": { first: first + 14, last: first + 20 },
    "last week": { first: last - 6, last },
    "first days": { first, last: first + 4 },
    "last days": { first: last - 4, last },
  };
  return spans[part] ?? month;
}

/** Part of a year: thirds for early, mid and late; halves; quarters; its first or last months ("few" are three). */
export function partOfYear(part: string, year: number): DayRange {
  const spans: Readonly<Record<string, readonly [month: number, months: number]>> = {
    early: [1, 4],
    mid: [5, 4],
    late: [9, 4],
    "first half": [1, 6],
    "second half": [7, 6],
    "first quarter": [1, 3],
    "second quarter": [4, 3],
    "third quarter": [7, 3],
    "fourth quarter": [10, 3],
    "last quarter": [10, 3],
  };
  const span = spans[part];
  return span ? monthsFrom(year, ...span) : monthsFrom(year, 1, 12);
}

const SEASONS: Readonly<Record<string, number>> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 };

/** Three months of the northern half; the winter of a year begins in its December. */
export function seasonOf(season: string, year: number): DayRange {
  return monthsFrom(year, SEASONS[season.toLowerCase()] ?? 1, 3);
}
