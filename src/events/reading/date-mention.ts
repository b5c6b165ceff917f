import type { DayRange } from "../../crisis/calendar.ts";

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
