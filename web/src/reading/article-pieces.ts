import type { Draft } from "brink/reading";
import type { SentencePlace } from "./reading-protocol.ts";

/** A run of letters of the article that the same drafts rest on. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** Ids of the drafts it is part of, the one with the fewest words first; empty where there are none. */
  readonly drafts: readonly string[];
}

export interface ShownSentence {
  readonly number: number;
  readonly pieces: readonly Piece[];
  /** No draft rests on it. */
  readonly idle: boolean;
}

/** Sentences by paragraph, cut where the words of drafts begin and end. Letters between sentences are spaces. */
export function articlePieces(
  text: string,
  sentences: readonly SentencePlace[],
  drafts: readonly Pick<Draft, "id" | "span">[],
): readonly (readonly ShownSentence[])[] {
  const paragraphs: ShownSentence[][] = [];
  let end = 0;
  for (const sentence of sentences) {
    const shown = shownSentence(sentence, drafts);
    const paragraph = paragraphs.at(-1);
    if (paragraph && !/[\r\n\u2028\u2029]/.test(text.slice(end, sentence.start))) paragraph.push(shown);
    else paragraphs.push([shown]);
    end = sentence.end;
  }
  return paragraphs;
}

function shownSentence(
  { number, start, end }: SentencePlace,
  drafts: readonly Pick<Draft, "id" | "span">[],
): ShownSentence {
  const own = drafts.filter(({ span }) => span.start < end && start < span.end);
  const cuts = new Set([start, end]);
  for (const { span } of own) {
    cuts.add(Math.max(start, span.start));
    cuts.add(Math.min(end, span.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  const pieces = places.slice(1).map((to, i): Piece => {
    const from = places[i]!;
    const over = own.filter(({ span }) => span.start <= from && to <= span.end);
    over.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
    return { start: from, end: to, drafts: over.map(({ id }) => id) };
  });
  return { number, pieces, idle: own.length === 0 };
}
