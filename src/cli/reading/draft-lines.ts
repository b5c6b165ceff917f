import { safeText } from "../../analysis/safe-text.ts";
import type { Draft } from "../../events/reading/draft.ts";
import { claimInWords, tellersInWords, whenInWords } from "../../events/reading/draft-words.ts";
import { padLeft, padRight, textWidth, wrap } from "../terminal/text-width.ts";
import type { View } from "../terminal/view.ts";

const indent = 5;

/** One draft for a terminal: what it claims, when, how sure; the words it rests on; who tells; what to know. */
export function draftLines(draft: Draft, index: number, view: View): readonly string[] {
  const { style, columns } = view;
  const number = padLeft(String(index + 1), 3);
  const right = `${whenInWords(draft)}  ${padLeft(`${Math.round(100 * draft.confidence)}%`, 4)}`;
  const left = `${number}  ${claimInWords(draft)}`;
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

function aboutOf(draft: Draft): string {
  const { where, quantities, reason, sameAs } = draft;
  const parts = [
    tellersInWords(draft),
    ...(where.length > 0 ? [`where: ${where.join(", ")}`] : []),
    ...(quantities.length > 0 ? [`quantities: ${quantities.join(", ")}`] : []),
    ...(sameAs === undefined ? [] : [`the same event as ${sameAs}`]),
    reason,
  ];
  return parts.join("; ");
}
