/** Which words of a sentence name the one who speaks. */
import { reportNouns } from "./say-verbs.ts";
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

/** The name that ends before a verb, what stands between commas left out: "the mayor, who left, said". */
export function nameBefore(tokens: readonly Token[], verb: number): NamePlace | undefined {
  let end = verb - 1;
  while (end >= 0 && /^(?:ADV|AUX|PART)$/.test(tokens[end]!.pos)) end--;
  if (end < 0) return undefined;
  if (tokens[end]!.text === ",") {
    const open = asideBefore(tokens, end);
    if (open === undefined) return undefined;
    end = open - 1;
  }
  if (end < 0 || isMark(tokens[end]!) || isEnd(tokens, end)) return undefined;
  let first = end;
  while (first > 0 && end - first < LONGEST && !isEnd(tokens, first - 1)) first--;
  const before = tokens[first - 1];
  // "two officers interviewed by the paper doubt": the participle belongs to the name.
  if (tokens[first]!.pos === "ADP" && before && isVerb(before) && /(?:ed|en|own)$/.test(before.text) && first > 1) {
    const named = nameBefore(tokens, first - 1);
    if (named && named.last === first - 2) return named;
  }
  // "boarded ferries and Estmark said": what stands before "and" is the object of another verb.
  const and = lastOf(tokens, first, end, ({ lemma }) => lemma === "and");
  if (and !== undefined && (before === undefined ? false : isVerb(before))) first = and + 1;
  return trimmed(tokens, first, end);
}

/** Whom a sentence is about: the name before its first verb, unless that is a pronoun. */
export function subjectOf(tokens: readonly Token[]): string | undefined {
  const verb = tokens.findIndex((token, i) => i > 0 && isVerb(token) && !isModifier(tokens, i, 0));
  const place = verb < 0 ? undefined : nameBefore(tokens, verb);
  if (!place || tokens.slice(0, place.first).some(({ text }) => text === ":" || text === ";")) return undefined;
  if (tokens.slice(place.first, place.last + 1).every(({ pos }) => pos === "PRON" || pos === "DET")) return undefined;
  return textOf(tokens, place.first, place.last);
}

/** Where "who asked not to be named," begins, if what stands before a comma is such an aside. */
function asideBefore(tokens: readonly Token[], comma: number): number | undefined {
  for (let i = comma - 1; i > Math.max(0, comma - 16); i--) {
    const { text } = tokens[i]!;
    if (text !== "," && isMark(tokens[i]!)) return undefined;
    if (text !== ",") continue;
    const opens = tokens[i + 1]!;
    const aside =
      /^(?:who|which|whose|speak|ask|cite|quote|himself|herself|one|also|however|too|meanwhile)$/.test(opens.lemma) ||
      /^(?:DET|PROPN|NOUN|NUM|ADJ)$/.test(opens.pos) ||
      /^\p{Lu}/u.test(opens.text);
    return aside ? i : undefined;
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
  const by = lastOf(tokens, first, last, ({ lemma }) => lemma === "by" || lemma === "from");
  if (by !== undefined && by < last && reportNouns.has(tokens[by - 1]?.lemma ?? "")) first = by + 1;
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
