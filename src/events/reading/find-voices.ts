/** To whom a sentence ascribes what it tells. */
import type { Token } from "./text-tools.ts";

/** Somebody who speaks in a sentence: token indexes, `last` is included. */
export interface SpokenBy {
  readonly words: string;
  readonly first: number;
  readonly last: number;
  /** Cited by another voice of the sentence ("RT reports, citing …"). */
  readonly cited: boolean;
  /** "she adds": the voice of the sentence before. */
  readonly carried: boolean;
}

const SAYS: ReadonlySet<string> = new Set(
  "say tell report claim state announce insist stress add note write confirm deny assert argue declare acknowledge believe think predict show warn analyze analyse estimate counter".split(
    " ",
  ),
);
/** Whoever wants or fears something speaks too, unless it is an actor of the crisis. */
const WANTS: ReadonlySet<string> = new Set([
  "want",
  "push",
  "favor",
  "fear",
  "demand",
  "prefer",
  "suggest",
  "hope",
  "put",
  "give",
  "rather",
]);
const HEARSAY: ReadonlySet<string> = new Set(["reportedly", "allegedly", "supposedly", "purportedly"]);
/** "some push", "others fear": read as nouns by the tagger. */
const MANY: ReadonlySet<string> = new Set(["some", "other", "others", "many", "few", "most"]);
/** Verbs of saying that say something only before "that", a quotation or the end of what is said. */
const OFTEN_DEEDS: ReadonlySet<string> = new Set(["add", "note", "claim", "report", "show", "write", "confirm"]);
const PRONOUNS: ReadonlySet<string> = new Set(["he", "she", "they", "it", "i", "who", "that", "which"]);
/** Tokens of a name at most. */
const LONGEST = 9;

/**
 * Voices of a sentence, in its order.
 *
 * @param actorAt whether a token belongs to the name of an actor of the crisis that acts in the sentence
 */
export function findVoices(tokens: readonly Token[], actorAt: (index: number) => boolean): readonly SpokenBy[] {
  const found: SpokenBy[] = [];
  tokens.forEach((token, i) => {
    if (HEARSAY.has(token.lemma))
      found.push({ words: token.text.toLowerCase(), first: i, last: i, cited: false, carried: false });
    else if (token.lemma === "accord" && tokens[i + 1]?.lemma === "to") add(found, behind(tokens, i + 2, false));
    else if (/^(?:cite|quote)$/.test(token.lemma) && token.text.endsWith("ing"))
      add(found, behind(tokens, i + 1, true));
    else if (saysAt(tokens, i)) add(found, speaker(tokens, i));
    else if (
      WANTS.has(token.lemma) &&
      !token.text.endsWith("ing") &&
      (token.pos !== "NOUN" || MANY.has(tokens[i - 1]?.lemma ?? ""))
    ) {
      const voice = speaker(tokens, i);
      const own = voice && (actorAt(voice.last) || actorAt(voice.first) || voice.carried);
      const odds =
        token.lemma !== "put" && token.lemma !== "give"
          ? true
          : /chance|probability|odds|likelihood|risk|%/.test(textOf(tokens, i, tokens.length - 1));
      if (voice && !own && odds) add(found, voice);
    }
  });
  return found;
}

function add(found: SpokenBy[], voice: SpokenBy | undefined): void {
  if (voice && !found.some(({ first, last }) => voice.first <= last && first <= voice.last)) found.push(voice);
}

/** A verb that makes what stands before it a voice. */
function saysAt(tokens: readonly Token[], i: number): boolean {
  const { lemma } = tokens[i]!;
  const next = tokens[i + 1];
  if (lemma === "refuse" || lemma === "decline") {
    return tokens.slice(i + 1, i + 4).some((one) => /^(?:exclude|rule|comment|confirm)$/.test(one.lemma));
  }
  if (!SAYS.has(lemma) || (!isVerb(tokens[i]!) && next?.lemma !== "that")) return false;
  return (
    !OFTEN_DEEDS.has(lemma) ||
    next === undefined ||
    isMark(next) ||
    next.lemma === "that" ||
    lemma === "report" ||
    lemma === "show"
  );
}

function isVerb({ pos }: Token): boolean {
  return pos === "VERB" || pos === "AUX";
}

/** Who stands before the verb of saying, or behind it (", said two diplomats"). */
function speaker(tokens: readonly Token[], verb: number): SpokenBy | undefined {
  let end = verb - 1;
  while (end >= 0 && /^(?:ADV|AUX|PART)$/.test(tokens[end]!.pos)) end--;
  if (end < 0 || isMark(tokens[end]!))
    return isMark(tokens[verb - 1] ?? tokens[verb]!) ? behind(tokens, verb + 1, false) : undefined;
  let first = end;
  while (first > 0 && end - first < LONGEST && !endsName(tokens, first - 1)) first--;
  return voiceOf(tokens, first, end, false);
}

function behind(tokens: readonly Token[], from: number, cited: boolean): SpokenBy | undefined {
  let last = from;
  while (
    last < tokens.length &&
    last - from < LONGEST &&
    !isMark(tokens[last]!) &&
    !isVerb(tokens[last]!) &&
    tokens[last]!.lemma !== "who"
  )
    last++;
  return last > from ? voiceOf(tokens, from, last - 1, cited) : undefined;
}

function isMark({ text, pos }: Token): boolean {
  return pos === "PUNCT" || /^["“”«»—–-]$/.test(text);
}

function endsName(tokens: readonly Token[], i: number): boolean {
  const { lemma, pos } = tokens[i]!;
  return (
    isMark(tokens[i]!) ||
    isVerb(tokens[i]!) ||
    /^(?:SCONJ)$/.test(pos) ||
    /^(?:and|but|that|while|when|as|with|which|who|because)$/.test(lemma)
  );
}

function voiceOf(tokens: readonly Token[], first: number, last: number, cited: boolean): SpokenBy | undefined {
  const words = textOf(tokens, first, last);
  const carried = first === last && PRONOUNS.has(tokens[first]!.lemma);
  if (!/\p{L}/u.test(words) || (carried && /^(?:it|that|which|who|I)$/i.test(words))) return undefined;
  return { words, first, last, cited, carried };
}

/** Tokens as they stand, spaces as in the text. */
export function textOf(tokens: readonly Token[], first: number, last: number): string {
  let words = "";
  for (let i = first; i <= last; i++) {
    const token = tokens[i]!;
    if (i > first && token.start > tokens[i - 1]!.end) words += " ";
    words += token.text;
  }
  return words;
}
