/** Times counted from the last date that was read: "that night", "the next day". */
import { monthsBack, weekOf } from "./calendar-spans.ts";
import { type DateReading, type DateRule, type Days, type Groups, oneDay, rule } from "./date-rule.ts";

export const followingDates: readonly DateRule[] = [
  rule("\\bthat\\s+(?:same\\s+)?(?:day|night|evening|morning|afternoon|weekend)\\b", (_, { before }) => before),
  rule(
    `\\b(?<way>the\\s+(?:next|following|same|previous)\\s+(?:day|week|month)|the\\s+day\\s+(?:before|after))\\b`,
    fromBefore,
  ),
];

/** "the next day": from the last date that was read. */
function fromBefore({ way }: Groups, { before }: DateReading): Days {
  if (!before) return undefined;
  const words = way!.toLowerCase();
  const back = /previous|before/.test(words);
  const same = /same/.test(words);
  if (/day/.test(words)) return same ? before : oneDay(back ? before.first - 1 : before.last + 1);
  if (/week/.test(words)) return weekOf(same ? before.first : back ? before.first - 7 : before.last + 7);
  return monthsBack(before.first, same ? 0 : back ? 1 : -1, false);
}
