import { datelineOf } from "brink/reading";

/**
 * Whether a text is another article rather than a corrected one: it has
 * another dateline, or begins and ends with so little of what was there that
 * less than half of the shorter one stayed.
 */
export function isAnother(before: string, after: string): boolean {
  const [was, is] = [datelineIn(before), datelineIn(after)];
  if (was !== undefined && is !== undefined && was !== is) return true;
  const shorter = Math.min(before.length, after.length);
  let front = 0;
  while (front < shorter && before[front] === after[front]) front++;
  let back = 0;
  while (back < shorter - front && before.at(-1 - back) === after.at(-1 - back)) back++;
  return 2 * (front + back) < shorter;
}

/** Day of the dateline, in days since 1970-01-01. */
export function datelineIn(text: string): number | undefined {
  return datelineOf(text.slice(0, 2000));
}
