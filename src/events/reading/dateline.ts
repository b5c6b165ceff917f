import { parseCalendarDate } from "../../crisis/calendar.ts";

const DATELINE =
  /\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December),? (\d{4})\b|\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)\b/;

/**
 * Day of an article, in days since 1970-01-01, from a full date in its first
 * lines, in front of the text: "BRIDGETOWN, 18 June 2025 (Agency) -".
 *
 * @returns undefined where there is none: a date inside a sentence is not the date of the article
 */
export function datelineOf(text: string): number | undefined {
  for (const line of text.split(/\r?\n/).slice(0, 4)) {
    const found = DATELINE.exec(line.slice(0, 60));
    if (!found) continue;
    // A date inside a sentence is not the date of the article.
    const front = line.slice(0, found.index);
    const after = line.slice(found.index + found[0].length);
    const isLine = /^[^.]{0,40}[-–—]\s/.test(after) || /^\W*$/.test(after);
    if (!isLine || /\b(?:on|in|since|by|until|from)\s*$/i.test(front)) continue;
    const [, d, m, y, m2, d2, y2, y3, mm, dd] = found;
    const month = mm ?? String(monthOf(m ?? m2 ?? "")).padStart(2, "0");
    return parseCalendarDate(`${y ?? y2 ?? y3}-${month}-${(d ?? d2 ?? dd ?? "").padStart(2, "0")}`)?.first;
  }
  return undefined;
}

function monthOf(name: string): number {
  return "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name.slice(0, 3).toLowerCase()) / 3 + 1;
}
