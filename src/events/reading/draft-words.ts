/** A draft in words, the same in a terminal and on a page. */
import type { Draft } from "./draft.ts";
import { writtenDays } from "./draft-dates.ts";

/** What it claims: `not norland.inspect`, `norland.blockade (a plan)`, `odds of war: below 12%`. */
export function claimInWords({ kind, moves, condition, never, deed, odds, about }: Draft): string {
  if (kind === "estimate" && odds) {
    const size = odds.probability ?? odds.below ?? odds.above ?? 0;
    const sign = odds.below !== undefined ? "below " : odds.above !== undefined ? "above " : "";
    return `odds of ${odds.ending}: ${sign}${Number((100 * size).toPrecision(4))}%`;
  }
  if (kind === "statement") return `a statement about ${about}`;
  const claim = condition ?? moves.join(" or ");
  return `${never ? "not " : ""}${claim}${deed === "plan" ? " (a plan)" : ""}`;
}

/** Its days as a crisis file writes them, or `no date`. */
export function whenInWords({ when }: Draft): string {
  return when?.basis === "text" ? writtenDays(when.first, when.last) : "no date";
}

/** Who tells: `told by a source at the port, passed on by RT`. */
export function tellersInWords({ chain }: Draft): string {
  const told = chain
    .map(({ words, source }) => (source === undefined ? words : `${words} (${source})`))
    .join(", passed on by ");
  return told === "" ? "told by the article itself" : `told by ${told}`;
}
