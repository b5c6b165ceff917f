/**
 * Dates as the file writes them and the steps they fall in. Days are counted
 * from 1970-01-01 (UTC); on a clock without dates a "day" is a step from 0 and
 * is written as a number from 1.
 */
import type { Clock } from "./model.ts";

/** A date as written covers all days from `first` to `last`, both included. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : MONTH_DAYS[month - 1]!;
}

/** Day number of a date of the Gregorian calendar; `month` and `day` from 1. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dateOfDay(dayCount: number): CalendarDate {
  const shifted = dayCount + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * m + 2) / 5) + 1,
  };
}

const two = (value: number): string => String(value).padStart(2, "0");
const four = (value: number): string => String(value).padStart(4, "0");

/** `2025-07-01` for a day number. */
export function isoDay(dayCount: number): string {
  const { year, month, day } = dateOfDay(dayCount);
  return `${four(year)}-${two(month)}-${two(day)}`;
}

/** How exact a date is written. */
export type DatePrecision = "day" | "month" | "quarter" | "year";

/** Days of one date: `2025`, `2025-07`, `2025-Q3` or `2025-07-01`; undefined where it is none of these. */
export function parseCalendarDate(text: string): (DayRange & { readonly precision: DatePrecision }) | undefined {
  const parts = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/.exec(text);
  if (!parts) return undefined;
  const year = Number(parts[1]);
  if (parts[2] !== undefined) {
    const month = 3 * Number(parts[2]) - 2;
    const last = dayNumber(year, month + 2, daysInMonth(year, month + 2));
    return { first: dayNumber(year, month, 1), last, precision: "quarter" };
  }
  if (parts[3] === undefined) return { first: dayNumber(year, 1, 1), last: dayNumber(year, 12, 31), precision: "year" };
  const month = Number(parts[3]);
  if (month < 1 || month > 12) return undefined;
  const length = daysInMonth(year, month);
  if (parts[4] === undefined) {
    return { first: dayNumber(year, month, 1), last: dayNumber(year, month, length), precision: "month" };
  }
  const day = Number(parts[4]);
  if (day < 1 || day > length) return undefined;
  return { first: dayNumber(year, month, day), last: dayNumber(year, month, day), precision: "day" };
}

/**
 * Days of a date or of an interval `from..to` on this clock; undefined where
 * the text is neither. On a clock without dates: steps, written from 1.
 */
export function parseDates(clock: Clock, text: string): DayRange | undefined {
  const [from, to, ...more] = text.split("..").map((part) => part.trim());
  if (more.length > 0 || from === undefined) return undefined;
  const first = parseOne(clock, from);
  const last = to === undefined ? first : parseOne(clock, to);
  return first && last && first.first <= last.last ? { first: first.first, last: last.last } : undefined;
}

function parseOne(clock: Clock, text: string): DayRange | undefined {
  if (clock.startDay !== undefined) return parseCalendarDate(text);
  if (!/^\d{1,6}$/.test(text)) return undefined;
  return { first: Number(text) - 1, last: Number(text) - 1 };
}

const MONTHS_OF_UNIT = { month: 1, quarter: 3, year: 12 } as const;

/** First day of a step (from 0; steps before and after the clock count on). */
export function firstDayOfStep(clock: Clock, step: number): number {
  if (clock.startDay === undefined || clock.unit === undefined) return step;
  const units = step * clock.every;
  if (clock.unit === "day") return clock.startDay + units;
  if (clock.unit === "week") return clock.startDay + 7 * units;
  const start = dateOfDay(clock.startDay);
  const months = start.year * 12 + start.month - 1 + units * MONTHS_OF_UNIT[clock.unit];
  const year = Math.floor(months / 12);
  const month = months - 12 * year + 1;
  return dayNumber(year, month, Math.min(start.day, daysInMonth(year, month)));
}

/** Step that holds a day; below 0 or from `clock.steps` on where that is outside the clock. */
export function stepOfDay(clock: Clock, day: number): number {
  if (clock.startDay === undefined || clock.unit === undefined) return day;
  const length = { day: 1, week: 7, month: 30.436875, quarter: 91.310625, year: 365.2425 }[clock.unit] * clock.every;
  let step = Math.floor((day - clock.startDay) / length);
  while (firstDayOfStep(clock, step) > day) step--;
  while (firstDayOfStep(clock, step + 1) <= day) step++;
  return step;
}

/**
 * Step (from 0) that holds the last day of a date such as `2025-07`, so that
 * "by July" includes July. Below 0 or from `clock.steps` on where the date is
 * outside the clock; undefined where the text is not a date of this clock.
 *
 * @example stepOfDate(clock, "2025-07") // 7 on a monthly clock that starts in 2024-12
 */
export function stepOfDate(clock: Clock, text: string): number | undefined {
  const days = parseDates(clock, text.trim());
  return days && stepOfDay(clock, days.last);
}

/**
 * The date a reader sees for a step (from 0): `2024-12` on a monthly clock,
 * `2025-Q1` on a quarterly one, `2025`, the first day for days and weeks, and a
 * number from 1 on a clock without dates. It says where the step begins;
 * `endOfStep` says by when it is over.
 */
export function dateOfStep(clock: Clock, step: number): string {
  if (clock.startDay === undefined || clock.unit === undefined) return String(step + 1);
  const day = firstDayOfStep(clock, step);
  return dateWithin(day, labelPrecision(clock.unit, day));
}

/**
 * The date with whose end a step (from 0) is over, for all that holds "by" a
 * step or is known "as of" it: `2024-12` on a monthly clock, `2025-02` for the
 * two months from `2025-01`, `1962-11-23` for the two days from the 22nd, and the
 * step's number on a clock without dates.
 */
export function endOfStep(clock: Clock, step: number): string {
  if (clock.startDay === undefined || clock.unit === undefined) return String(step + 1);
  const precision = labelPrecision(clock.unit, firstDayOfStep(clock, step));
  return dateWithin(firstDayOfStep(clock, step + 1) - 1, precision);
}

/** How exactly a step is named that begins on this day. */
function labelPrecision(unit: NonNullable<Clock["unit"]>, firstDay: number): DatePrecision {
  const { month, day } = dateOfDay(firstDay);
  if (unit === "day" || unit === "week" || day !== 1) return "day";
  if (unit === "year" && month === 1) return "year";
  return unit === "quarter" && month % 3 === 1 ? "quarter" : "month";
}

/** The date of this precision that holds a day. */
function dateWithin(dayCount: number, precision: DatePrecision): string {
  const { year, month } = dateOfDay(dayCount);
  if (precision === "day") return isoDay(dayCount);
  if (precision === "year") return four(year);
  return precision === "quarter" ? `${four(year)}-Q${Math.ceil(month / 3)}` : `${four(year)}-${two(month)}`;
}
