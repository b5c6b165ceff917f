import type { TextTools, Token } from "./text-tools.ts";

/** Characters an article may have: a long read has 30 000. */
export const longestArticle = 1_000_000;
/** A sentence longer than this is a table or a broken text; it is cut, so that every step stays linear. */
const longestSentence = 400;
/** Characters given to the splitter at once. */
const longestParagraph = 20_000;

export interface Sentence {
  /** Counted from 1. */
  readonly number: number;
  /** UTF-16 offsets in the article. */
  readonly start: number;
  readonly end: number;
  /** With offsets in the article. */
  readonly tokens: readonly Token[];
  /** Counted from 0. */
  readonly paragraph: number;
}

/**
 * The sentences of an article, in order. Line breaks end a sentence; an
 * address is not taken apart; the number of a list item belongs to what it
 * numbers. Linear in the length of the text.
 */
export function splitArticle(text: string, tools: TextTools): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let paragraph = 0;
  for (const match of text.matchAll(/[^\r\n\u2028\u2029]+/g)) {
    for (const { offset, piece } of pieces(match[0])) {
      if (piece.trim() === "") continue;
      for (const tokens of joined(tools.sentences(piece), match.index + offset)) {
        for (let i = 0; i < tokens.length; i += longestSentence) {
          const some = tokens.slice(i, i + longestSentence);
          const [first, last] = [some[0]!, some.at(-1)!];
          sentences.push({
            number: sentences.length + 1,
            start: first.start,
            end: last.end,
            tokens: some,
            paragraph,
          });
        }
      }
    }
    paragraph++;
  }
  return sentences;
}

/** A paragraph in pieces the splitter can hold, cut at spaces. */
function* pieces(paragraph: string): Generator<{ readonly offset: number; readonly piece: string }> {
  let offset = 0;
  while (paragraph.length - offset > longestParagraph) {
    const space = paragraph.lastIndexOf(" ", offset + longestParagraph);
    const cut = space > offset ? space + 1 : offset + longestParagraph;
    yield { offset, piece: paragraph.slice(offset, cut) };
    offset = cut;
  }
  yield { offset, piece: paragraph.slice(offset) };
}

/** Sentences with offsets in the article; what the splitter took apart without a space between is put together. */
function joined(found: readonly (readonly Token[])[], shift: number): Token[][] {
  const sentences: Token[][] = [];
  for (const tokens of found) {
    const moved = tokens.map((token) => ({ ...token, start: token.start + shift, end: token.end + shift }));
    const before = sentences.at(-1);
    const touches = before?.at(-1)?.end === moved[0]?.start && before?.at(-1)?.text === ".";
    const numbered = before !== undefined && before.length <= 2 && /^\d{1,3}$/.test(before[0]!.text);
    if (before && (touches || numbered)) before.push(...moved);
    else sentences.push(moved);
  }
  return sentences;
}
