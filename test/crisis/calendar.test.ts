import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dateOfStep,
  dayNumber,
  endOfStep,
  firstDayOfStep,
  isoDay,
  parseDates,
  stepOfDate,
  stepOfDay,
} from "../../src/crisis/calendar.ts";
import type { Clock } from "../../src/crisis/model.ts";

const monthly: Clock = { startDay: dayNumber(2024, 12, 1), unit: "month", every: 1, steps: 24 };
const daily: Clock = { startDay: dayNumber(1962, 10, 16), unit: "day", every: 3, steps: 5 };
const quarterly: Clock = { startDay: dayNumber(2025, 1, 1), unit: "quarter", every: 1, steps: 8 };
const weekly: Clock = { startDay: dayNumber(2025, 1, 6), unit: "week", every: 2, steps: 8 };
const yearly: Clock = { startDay: dayNumber(2020, 1, 1), unit: "year", every: 1, steps: 8 };
const numbered: Clock = { steps: 3, every: 1 };

describe("days", () => {
  it("counts from 1970-01-01", () => {
    expect(dayNumber(1970, 1, 1)).toBe(0);
    expect(dayNumber(2000, 3, 1)).toBe(11_017);
    expect(dayNumber(1962, 10, 28)).toBe(Date.UTC(1962, 9, 28) / 86_400_000);
  });

  it("agrees with the calendar of the machine", () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (day) => {
        expect(isoDay(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe("steps and dates", () => {
  it("labels steps by the unit of the clock", () => {
    expect([0, 1, 23].map((step) => dateOfStep(monthly, step))).toEqual(["2024-12", "2025-01", "2026-11"]);
    expect([0, 4].map((step) => dateOfStep(daily, step))).toEqual(["1962-10-16", "1962-10-28"]);
    expect([0, 5].map((step) => dateOfStep(quarterly, step))).toEqual(["2025-Q1", "2026-Q2"]);
    expect([0, 1].map((step) => dateOfStep(weekly, step))).toEqual(["2025-01-06", "2025-01-20"]);
    expect(dateOfStep(yearly, 3)).toBe("2023");
    expect(dateOfStep(numbered, 0)).toBe("1");
  });

  it("names a step's end as its label where that is all of it", () => {
    expect([0, 23].map((step) => endOfStep(monthly, step))).toEqual(["2024-12", "2026-11"]);
    expect([0, 5].map((step) => endOfStep(quarterly, step))).toEqual(["2025-Q1", "2026-Q2"]);
    expect(endOfStep(yearly, 3)).toBe("2023");
    expect(endOfStep({ ...daily, every: 1 }, 0)).toBe("1962-10-16");
    expect(endOfStep(numbered, 0)).toBe("1");
  });

  it("names the last date of a step that its label only begins", () => {
    expect([0, 4].map((step) => endOfStep(daily, step))).toEqual(["1962-10-18", "1962-10-30"]);
    expect([0, 1].map((step) => endOfStep(weekly, step))).toEqual(["2025-01-19", "2025-02-02"]);
    expect(endOfStep({ ...monthly, every: 2 }, 0)).toBe("2025-01");
    expect(endOfStep({ ...quarterly, every: 2 }, 1)).toBe("2025-Q4");
    expect(endOfStep({ ...yearly, every: 3 }, 0)).toBe("2022");
    expect(endOfStep({ ...yearly, startDay: dayNumber(2020, 7, 1) }, 0)).toBe("2021-06");
    expect(endOfStep({ ...monthly, startDay: dayNumber(2024, 12, 15) }, 0)).toBe("2025-01-14");
  });

  it("finds the step that holds the end of a date", () => {
    expect(stepOfDate(monthly, "2025-07")).toBe(7);
    expect(stepOfDate(monthly, "2025")).toBe(12);
    expect(stepOfDate(monthly, "2025-07-15")).toBe(7);
    expect(stepOfDate(monthly, "2024-11")).toBe(-1);
    expect(stepOfDate(monthly, "2026-12")).toBe(24);
    expect(stepOfDate(daily, "1962-10-27")).toBe(3);
    expect(stepOfDate(numbered, "2")).toBe(1);
    expect(stepOfDate(numbered, "2025-07")).toBeUndefined();
    expect(stepOfDate(monthly, "soon")).toBeUndefined();
  });

  it("refuses dates that do not exist", () => {
    for (const text of [
      "2025-13",
      "2025-02-29",
      "2025-00",
      "2025-Q5",
      "25-01",
      "2025-01-32",
      "2025-01..2024-01",
      "a..b",
      "2025..2026..2027",
    ]) {
      expect([text, parseDates(monthly, text)]).toEqual([text, undefined]);
    }
    expect(parseDates(monthly, "2024-02-29")).toEqual({ first: dayNumber(2024, 2, 29), last: dayNumber(2024, 2, 29) });
    expect(parseDates(monthly, "2025-01..2025-04")).toEqual({
      first: dayNumber(2025, 1, 1),
      last: dayNumber(2025, 4, 30),
    });
  });

  it("puts every day into exactly the step it lies in", () => {
    const clock = fc.constantFrom(monthly, daily, quarterly, weekly, yearly, {
      ...monthly,
      startDay: dayNumber(2024, 1, 31),
    });
    fc.assert(
      fc.property(clock, fc.integer({ min: -400, max: 400 }), (which, step) => {
        const first = firstDayOfStep(which, step);
        const next = firstDayOfStep(which, step + 1);
        expect(next).toBeGreaterThan(first);
        expect([stepOfDay(which, first), stepOfDay(which, next - 1)]).toEqual([step, step]);
        expect(parseDates(which, dateOfStep(which, step))?.first).toBe(first);
        expect(parseDates(which, endOfStep(which, step))?.last).toBe(next - 1);
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});
