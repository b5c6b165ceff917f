import { parseCalendarDate } from "../../crisis/calendar.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * Day number of a date as catalogues write it: `20250731`, `20250731234500`,
 * `2025-07-31` (a time may follow), `31-07-2025`, `31/07/2025` (day first),
 * `31 July 2025`. Undefined where it is none of these, or no day of the calendar.
 */
export function catalogueDay(text: string): number | undefined {
  const packed = /^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/.exec(text);
  if (packed) return dayOf(Number(packed[1]), Number(packed[2]), Number(packed[3]));
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dayFirst = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text);
  if (dayFirst) return dayOf(Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1]));
  const words = /^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})$/.exec(text);
  if (!words) return undefined;
  const month = MONTHS.indexOf(words[2]!.slice(0, 3).toLowerCase()) + 1;
  return dayOf(Number(words[3]), month, Number(words[1]));
}

function dayOf(year: number, month: number, day: number): number | undefined {
  if (year < 1000) return undefined;
  const digits = (value: number, length: number): string => String(value).padStart(length, "0");
  return parseCalendarDate(`${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`)?.first;
}
