import { safeText } from "../../analysis/safe-text.ts";
import type { Draft } from "../../events/reading/draft.ts";
import { writtenDays } from "../../events/reading/draft-dates.ts";
import { padLeft, padRight, textWidth, wrap } from "../terminal/text-width.ts";
import type { View } from "../terminal/view.ts";

const indent = 5;

/** One draft for a terminal: what it claims, when, how sure; the words it rests on; who tells; what to know. */
export function draftLines(draft: Draft, index: number, view: View): readonly string[] {
  const { style, columns } = view;
  const number = padLeft(String(index + 1), 3);
  const right = `${daysOf(draft)}  ${padLeft(`${Math.round(100 * draft.confidence)}%`, 4)}`;
  const left = `${number}  ${claimOf(draft)}`;
  const room = columns - textWidth(right) - 2;
  const head = textWidth(left) <= room ? [`${padRight(left, room)}  ${right}`] : [left, padLeft(right, columns)];
  const under = (words: string, look: (text: string) => string): readonly string[] =>
    wrap(safeText(words), columns - indent).map((line) => " ".repeat(indent) + look(line));
  return [
    ...head.map((line) => style.bold(line.trimEnd())),
    ...under(`S${draft.sentence} “${draft.span.quote}”`, (line) => line),
    ...under(aboutOf(draft), style.dim),
    ...draft.notes.flatMap((note) => under(`! ${note}`, style.warning)),
  ];
}

function claimOf({ kind, moves, condition, never, deed, odds, about }: Draft): string {
  if (kind === "estimate" && odds) {
    const size = odds.probability ?? odds.below ?? odds.above ?? 0;
    const sign = odds.below !== undefined ? "below " : odds.above !== undefined ? "above " : "";
    return `odds of ${odds.ending}: ${sign}${Number((100 * size).toPrecision(4))}%`;
  }
  if (kind === "statement") return `a statement about ${about}`;
  const claim = condition ?? moves.join(" or ");
  return `${never ? "not " : ""}${claim}${deed === "plan" ? " (a plan)" : ""}`;
}

function daysOf({ when }: Draft): string {
  return when?.basis === "text" ? writtenDays(when.first, when.last) : "no date";
}

function aboutOf({ chain, where, quantities, reason, sameAs }: Draft): string {
  const told = chain
    .map(({ words, source }) => (source === undefined ? words : `${words} (${source})`))
    .join(", passed on by ");
  const parts = [
    told === "" ? "told by the article itself" : `told by ${told}`,
    ...(where.length > 0 ? [`where: ${where.join(", ")}`] : []),
    ...(quantities.length > 0 ? [`quantities: ${quantities.join(", ")}`] : []),
    ...(sameAs === undefined ? [] : [`the same event as ${sameAs}`]),
    reason,
  ];
  return parts.join("; ");
}
