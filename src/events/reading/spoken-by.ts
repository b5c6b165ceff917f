import { isHearsay } from "./say-verbs.ts";
import type { NamePlace } from "./speaker-name.ts";
import { type Token, textOf } from "./text-tools.ts";

/** Somebody who speaks in a sentence: token indexes, `last` is included. */
export interface SpokenBy {
  readonly words: string;
  readonly first: number;
  readonly last: number;
  /** Cited by another voice of the sentence ("RT reports, citing …"). */
  readonly cited: boolean;
  /** "she adds": the voice of the sentence before. */
  readonly carried: boolean;
  /** Where what is said stands: before and behind the voice, or on one side of it. */
  readonly from: number;
  readonly to: number;
  /** It follows what is said (", two diplomats said"), and so passes on who is named within. */
  readonly behind: boolean;
}

const ASIDE = /^(?:he|she|they|it|who|which|that)$/i;
const PRONOUNS = /^(?:he|she|they|it)$/i;

/**
 * Who is named at a place, as somebody who speaks; undefined where the words name nobody.
 *
 * @param from where what is said begins
 * @param to where it ends, included
 */
export function voiceOf(
  tokens: readonly Token[],
  place: NamePlace | undefined,
  from: number,
  to: number,
  behind = false,
): SpokenBy | undefined {
  if (!place) return undefined;
  const { first, last } = place;
  const words = textOf(tokens, first, last);
  if (!/\p{L}/u.test(words) || /^(?:there|here|this|these|those|what|i|you)$/i.test(words)) return undefined;
  const alone = first === last && ASIDE.test(words);
  if (alone && !PRONOUNS.test(words)) return undefined;
  return {
    words: isHearsay(tokens[first]!) ? words.toLowerCase() : words,
    first,
    last,
    cited: false,
    carried: alone,
    from,
    to,
    behind,
  };
}
