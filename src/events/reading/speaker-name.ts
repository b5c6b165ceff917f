/** Which words of a sentence name the one who speaks. */
import { isMark, isVerb, type Token, textOf } from "./text-tools.ts";

/** Token indexes, both included. */
export interface NamePlace {
  readonly first: number;
  readonly last: number;
}

/** Tokens of a name at most. */
const LONGEST = 14;
const TIMES =
  /^(?:\d.*|january|february|march|april|may|june|july|august|september|october|november|december|\w+day|today|yesterday|tonight|week|month|year|night|morning|afternoon|evening)$/i;
/** "said in a statement": how, not who. */
const OCCASION =
  /^(?:statement|interview|briefing|speech|comment|remark|broadcast|post|email|letter|article|conference|call|text)s?$/;

/**
 * The name that ends before a verb. What belongs to it without naming anybody
 * is left out: "the mayor, who left, said", "two officers interviewed by the
 * paper doubt", "a bishop who knows both sides believes", "Ms Dahl (Islands)
 * asked".
 */
export function nameBefore(tokens: readonly Token[], verb: number): NamePlace | undefined {
  let end = verb - 1;
  while (end >= 0 && (/^(?:ADV|AUX|PART)$/.test(tokens[end]!.pos) || isFloating(tokens, end))) end--;
  const until = asideEnd(tokens, end);
  if (until === undefined || until < 0) return undefined;
  const relative = relativeBefore(tokens, until);
  if (relative !== undefined) return nameBefore(tokens, relative);
  if (isMark(tokens[until]!) || isEnd(tokens, until)) return undefined;
  let first = until;
  while (first > 0 && until - first < LONGEST && !isEnd(tokens, first - 1)) first--;
  const inner = first > 1 ? namedOutside(tokens, first) : undefined;
  if (inner) return inner;
  // "boarded ferries and Estmark said": what stands before "and" is the object of another verb.
  const and = lastOf(tokens, first, until, ({ lemma }) => lemma === "and");
  const before = tokens[first - 1];
  if (and !== undefined && before !== undefined && isVerb(before)) first = and + 1;
  return trimmed(tokens, first, until);
}

/** "both claimed", "themselves say": it belongs to the name before. */
function isFloating(tokens: readonly Token[], i: number): boolean {
  return i > 0 && /^(?:both|all|each|himself|herself|itself|themselves|later)$/i.test(tokens[i]!.text);
}

/** The end of a name in front of what stands between commas or brackets; undefined where a sign is no end of such. */
function asideEnd(tokens: readonly Token[], end: number): number | undefined {
  if (end < 0) return undefined;
  if (tokens[end]!.text === ")") {
    const open = tokens.findLastIndex(({ text }, i) => i < end && text === "(");
    return open < 0 ? undefined : open - 1;
  }
  if (tokens[end]!.text !== ",") return end;
  const open = asideBefore(tokens, end);
  return open === undefined ? undefined : open - 1;
}

/** Where a clause begins that a name is followed by, seen from its last word: "whom we met separately". */
function relativeBefore(tokens: readonly Token[], end: number): number | undefined {
  let hasVerb = false;
  for (let i = end; i > Math.max(0, end - 10); i--) {
    const token = tokens[i]!;
    if (isMark(token)) return undefined;
    if (isVerb(token)) hasVerb = true;
    if (hasVerb && /^(?:who|whom|which)$/.test(token.lemma)) return i;
  }
  return undefined;
}

/** "two officers interviewed by the paper": a participle and its agent belong to the name before them. */
function namedOutside(tokens: readonly Token[], first: number): NamePlace | undefined {
  const before = tokens[first - 1]!;
  if (tokens[first]!.pos !== "ADP" || !isVerb(before) || !/(?:ed|en|own)$/.test(before.text)) return undefined;
  const named = nameBefore(tokens, first - 1);
  return named?.last === first - 2 ? named : undefined;
}

/** Whom a sentence is about: the name it begins with, unless that is a pronoun. */
export function subjectOf(tokens: readonly Token[]): string | undefined {
  const verb = tokens.findIndex((token, i) => i > 0 && isVerb(token) && !isModifier(tokens, i, 0));
  const comma = tokens.findIndex(({ text }, i) => i > 0 && i < verb && text === ",");
  // "The envoy, when the subject came up, changed it."
  const begins = comma > 0 && /^(?:DET|NOUN|PROPN|ADJ|NUM)$/.test(tokens[0]!.pos);
  const place = verb < 0 ? undefined : begins ? nameBefore(tokens, comma) : nameBefore(tokens, verb);
  if (!place || tokens.slice(0, place.first).some(({ text }) => text === ":" || text === ";")) return undefined;
  if (tokens.slice(place.first, place.last + 1).every(({ pos }) => pos === "PRON" || pos === "DET")) return undefined;
  return textOf(tokens, place.first, place.last);
}

/** Where "who asked not to be named," begins, if what stands before a comma is such an aside: a name stands before it. */
function asideBefore(tokens: readonly Token[], comma: number): number | undefined {
  for (let i = comma - 1; i > Math.max(0, comma - 16); i--) {
    const { text } = tokens[i]!;
    if (text !== "," && isMark(tokens[i]!)) return undefined;
    if (text === ",") return /^(?:NOUN|PROPN|PRON|NUM)$/.test(tokens[i - 1]!.pos) ? i : undefined;
  }
  return undefined;
}

/** The name that begins at a place: "according to two diplomats who …". */
export function nameAfter(tokens: readonly Token[], from: number): NamePlace | undefined {
  if (tokens[from]?.pos === "ADP") return undefined;
  let last = from;
  while (last < tokens.length && last - from < LONGEST && !endsAfter(tokens, last, from)) last++;
  return last > from ? trimmed(tokens, from, last - 1) : undefined;
}

function endsAfter(tokens: readonly Token[], i: number, from: number): boolean {
  const token = tokens[i]!;
  if (isMark(token) || /^(?:who|which|that|whose|as|when|while|because|but)$/.test(token.lemma)) return true;
  // "according to people": a name begins here, whatever the tagger takes it for.
  if (isVerb(token) && i === from && token.pos === "VERB" && token.text === token.lemma) return false;
  if (isVerb(token)) return !isModifier(tokens, i, from);
  // "on Monday", "in a statement".
  if (token.pos === "ADP" || (token.pos === "ADV" && i > from)) return isOccasion(tokens, i);
  if (i > from && /^(?:today|yesterday|last|late|early|earlier)$/.test(token.lemma)) return true;
  if (token.lemma !== "and") return false;
  // "and two sailors" belongs to it, "and the ship turned back" does not.
  const rest = tokens.slice(i + 1);
  const end = rest.findIndex((one) => isMark(one));
  return rest.slice(0, end < 0 ? rest.length : end).some((one) => isVerb(one));
}

function isOccasion(tokens: readonly Token[], i: number): boolean {
  const next = tokens.slice(i + 1, i + 5);
  const noun = next.findIndex(({ pos }) => pos === "NOUN" || pos === "PROPN" || pos === "NUM");
  if (noun < 0) return tokens[i]!.pos === "ADV" && next.length === 0;
  return TIMES.test(next[noun]!.text) || (tokens[i]!.pos === "ADP" && next.some(({ lemma }) => OCCASION.test(lemma)));
}

/** The word before a name, seen from its end. */
function isEnd(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i]!;
  if (isMark(token) || token.pos === "SCONJ" || /^(?:but|that|while|when|which|who|because|as|if)$/.test(token.lemma))
    return true;
  if (isVerb(token)) return !isModifier(tokens, i, 0);
  // "with Congress blocking the budget".
  return token.lemma === "with" && tokens.slice(i + 1, i + 5).some((one) => isVerb(one) && one.text.endsWith("ing"));
}

/** "retired officers", "betting firms": a participle in front of its noun, not behind another. */
function isModifier(tokens: readonly Token[], i: number, from: number): boolean {
  const [before, token, next] = [tokens[i - 1], tokens[i]!, tokens[i + 1]];
  if (!/(?:ing|ed|en)$/i.test(token.text) || !next || !/^(?:NOUN|PROPN)$/.test(next.pos)) return false;
  return i === from || before === undefined || isMark(before) || /^(?:DET|NUM|ADJ|ADP|CCONJ)$/.test(before.pos);
}

/** Without what stands before the name: a time stamp, "In parliament", "Last week", "A report by". */
function trimmed(tokens: readonly Token[], from: number, last: number): NamePlace | undefined {
  let first = from;
  const stamp = /^\d{1,2}[:.]\d{2}$/;
  while (first < last && (stamp.test(tokens[first]!.text) || /^(?:CCONJ|ADV|INTJ|PART)$/.test(tokens[first]!.pos)))
    first++;
  // A determiner in the middle begins another name, unless it belongs to a preposition.
  for (let i = last; i > first; i--) {
    if (tokens[i]!.pos === "DET" && /^(?:NOUN|PROPN|NUM|ADV)$/.test(tokens[i - 1]!.pos)) {
      first = i;
      break;
    }
  }
  if (tokens[first]!.pos === "ADP") first = behindPlace(tokens, first, last);
  // "a single post by a colonel": he speaks, not the post.
  const by = lastOf(tokens, first, last, ({ lemma }) => lemma === "by");
  if (by !== undefined && by < last && tokens[by - 1]?.pos === "NOUN") first = by + 1;
  return first <= last && /\p{L}/u.test(tokens[last]!.text) ? { first, last } : undefined;
}

/** Behind "On Tuesday", "In Havn": the words that follow the preposition's own. */
function behindPlace(tokens: readonly Token[], adp: number, last: number): number {
  let i = adp + 1;
  while (i <= last && /^(?:DET|ADJ|NUM)$/.test(tokens[i]!.pos)) i++;
  const isTime = (k: number): boolean => TIMES.test(tokens[k]!.text);
  if (isTime(i)) while (i < last && isTime(i)) i++;
  else while (i < last && tokens[i]!.pos === "PROPN") i++;
  return Math.min(i, last);
}

function lastOf(
  tokens: readonly Token[],
  first: number,
  last: number,
  fits: (token: Token) => boolean,
): number | undefined {
  for (let i = last; i >= first; i--) if (fits(tokens[i]!)) return i;
  return undefined;
}
