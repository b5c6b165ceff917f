/**
 * What the reader needs from language libraries, so that it depends on none:
 * the caller builds them (`winkTools`) or brings others.
 */

/** A word, number or mark of the text. */
export interface Token {
  readonly text: string;
  /** Dictionary form in small letters. */
  readonly lemma: string;
  /** Part of speech, as in Universal Dependencies (`VERB`, `PROPN`, …). */
  readonly pos: string;
  /** Within the scope of a negation. */
  readonly negated: boolean;
  /** UTF-16 offsets in the text that was given. */
  readonly start: number;
  readonly end: number;
}

/** A date that is exact to the day, in the words of the text. */
export interface ExactDate {
  readonly start: number;
  readonly end: number;
  /** Days since 1970-01-01, both included. */
  readonly first: number;
  readonly last: number;
}

export interface TextTools {
  /** The tokens of one paragraph, by sentence. */
  readonly sentences: (paragraph: string) => readonly (readonly Token[])[];
  /** Exact dates in one sentence, without weekdays and spans, which the reader's own grammar reads. */
  readonly exactDates: (sentence: string, toldDay: number) => readonly ExactDate[];
}

/** A sign, or one that the tagger takes for a word. */
export function isMark({ text, pos }: Token): boolean {
  return pos === "PUNCT" || /^["“”«»—–-]$/.test(text);
}

export function isVerb({ pos }: Token): boolean {
  return pos === "VERB" || pos === "AUX";
}

/** Tokens as they stand, spaces as in the text; `last` is included. */
export function textOf(tokens: readonly Token[], first: number, last: number): string {
  let words = "";
  for (let i = first; i <= last; i++) {
    const token = tokens[i]!;
    if (i > first && token.start > tokens[i - 1]!.end) words += " ";
    words += token.text;
  }
  return words;
}
