/** The word in front of a date that makes it a time before, after or up to it. */
import type { DayRange } from "../../crisis/calendar.ts";
import type { DateMention } from "./date-mention.ts";
import type { DateContext, Days } from "./date-rule.ts";

/** Directly in front of it. */
const FRAME = /\b(since|until|till|by|before|after|from)\s+(?:about\s+|around\s+|the\s+)?$/i;

/** Widens a date by the word in front of it: `since` reaches up to the article, `by` from it on. */
export function framed(
  sentence: string,
  start: number,
  end: number,
  days: Days,
  { toldDay }: DateContext,
): DateMention {
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
