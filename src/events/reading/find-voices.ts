/** To whom a sentence ascribes what it tells. */
import {
  isHearsay,
  isPassive,
  isSaying,
  isWanting,
  reportNouns,
  thatBehind,
  thatNouns,
  viewNouns,
} from "./say-verbs.ts";
import { type NamePlace, nameAfter, nameBefore } from "./speaker-name.ts";
import { isMark, isVerb, type Token, textOf } from "./text-tools.ts";

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
/** What parts what one says from what another says. */
const PARTS = /^(?:and|but|while|whereas|though|although|yet|;)$/;

/**
 * Voices of a sentence, in its order.
 *
 * @param actorAt whether a token belongs to the name of an actor of the crisis that acts in the sentence
 */
export function findVoices(tokens: readonly Token[], actorAt: (index: number) => boolean): readonly SpokenBy[] {
  const found: SpokenBy[] = [];
  const add = (voice: SpokenBy | undefined): void => {
    if (voice && !found.some(({ first, last }) => voice.first <= last && first <= voice.last)) found.push(voice);
  };
  tokens.forEach((_, i) => {
    for (const voice of voicesAt(tokens, i, found, actorAt)) add(voice);
  });
  return withEnds(
    found.sort((a, b) => a.first - b.first),
    tokens,
  );
}

function voicesAt(
  tokens: readonly Token[],
  i: number,
  found: readonly SpokenBy[],
  actorAt: (index: number) => boolean,
): readonly (SpokenBy | undefined)[] {
  const token = tokens[i]!;
  const end = tokens.length - 1;
  if (isHearsay(token)) return [voiceOf(tokens, { first: i, last: i }, 0, end)];
  if (token.lemma === "accord" && tokens[i + 1]?.lemma === "to") return [accordingTo(tokens, i)];
  if (/^(?:cite|quote)$/.test(token.lemma) && token.text.endsWith("ing")) {
    const voice = voiceOf(tokens, nameAfter(tokens, i + 1), 0, end);
    return [voice && { ...voice, cited: true }];
  }
  if (/^(?:cite|quote)$/.test(token.lemma) && token.pos === "VERB") return quotedAs(tokens, i);
  if (token.lemma === "have" && tokens[i + 1]?.lemma === "it") return hasItFrom(tokens, i);
  if (/^(?:statement|communique)$/.test(token.lemma) && isIssued(tokens, i)) return [issuer(tokens, i)];
  if (thatNouns.has(token.lemma) && tokens[i + 1]?.lemma === "that" && isOwned(tokens, i)) return [claimOf(tokens, i)];
  if (isReportBy(tokens, i)) {
    return [voiceOf(tokens, nameAfter(tokens, i + 2), 0, end), carrier(tokens, i)];
  }
  if (viewNouns.has(token.lemma)) return [inTheViewOf(tokens, i)];
  if (isSaying(tokens, i)) return isPassive(tokens, i) ? [passive(tokens, i)] : [sayer(tokens, i, found)];
  if (!isWanting(tokens, i)) return [];
  const agent = isPassive(tokens, i) ? agentOf(tokens, i) : undefined;
  if (agent) return [voiceOf(tokens, agent, 0, end)];
  const voice = voiceOf(tokens, nameBefore(tokens, i), i + 1, end);
  return [voice && !actorAt(voice.last) && !actorAt(voice.first) && !voice.carried ? voice : undefined];
}

/** "a report by", "a dispatch from". */
function isReportBy(tokens: readonly Token[], i: number): boolean {
  const { lemma } = tokens[i]!;
  const next = tokens[i + 1]?.lemma;
  if (!reportNouns.has(lemma) || isVerb(tokens[i]!)) return false;
  return next === "by" || (next === "from" && /^(?:report|dispatch|despatch)$/.test(lemma));
}

/** "according to X": of the whole sentence, or of what follows "and, according to X,". */
function accordingTo(tokens: readonly Token[], i: number): SpokenBy | undefined {
  const before = tokens[i - 1]?.text === "," ? tokens[i - 2] : tokens[i - 1];
  const from = before && /^(?:and|but|that)$/.test(before.lemma) ? i : 0;
  return voiceOf(tokens, nameAfter(tokens, i + 2), from, tokens.length - 1, i > 1);
}

/** "RT quoted a sailor as saying", "a sailor was quoted by RT as saying". */
function quotedAs(tokens: readonly Token[], verb: number): readonly (SpokenBy | undefined)[] {
  const as = tokens.findIndex(({ lemma }, i) => i > verb && lemma === "as");
  // "a pollster cited by the weekly thinks": the weekly passes it on.
  if (as < 0 && /^(?:by|in)$/.test(tokens[verb + 1]?.lemma ?? "") && !isPassive(tokens, verb)) {
    return [voiceOf(tokens, nameAfter(tokens, verb + 2), verb + 2, tokens.length - 1, true)];
  }
  if (as < 0 || !tokens[as + 1]?.text.endsWith("ing")) return [];
  const end = tokens.length - 1;
  const subject = voiceOf(tokens, nameBefore(tokens, verb), as + 2, end);
  if (!isPassive(tokens, verb)) {
    const place = nameAfter(tokens, verb + 1);
    return [subject, voiceOf(tokens, place && { ...place, last: Math.min(place.last, as - 1) }, as + 2, end)];
  }
  const agent = agentOf(tokens, verb);
  const by = voiceOf(tokens, agent, as + 2, end, true);
  return [subject, by];
}

/** "The paper has it from a sailor that …". */
function hasItFrom(tokens: readonly Token[], verb: number): readonly (SpokenBy | undefined)[] {
  const end = tokens.length - 1;
  const that = tokens.findIndex(({ lemma }, i) => i > verb && lemma === "that");
  if (that < 0) return [];
  const subject = voiceOf(tokens, nameBefore(tokens, verb), that + 1, end);
  if (tokens[verb + 2]?.lemma !== "from") return [subject];
  return [subject, voiceOf(tokens, { first: verb + 3, last: that - 1 }, that + 1, end)];
}

/** "put out a statement that", "said in a statement" is a verb of saying already. */
function isIssued(tokens: readonly Token[], noun: number): boolean {
  const verb = tokens.findLastIndex((token, i) => i < noun && isVerb(token));
  if (verb < 0 || noun - verb > 4 || !/^(?:put|issue|release|publish|make|give)$/.test(tokens[verb]!.lemma))
    return false;
  return tokens.slice(noun + 1, noun + 8).some(({ lemma }) => lemma === "that");
}

function issuer(tokens: readonly Token[], noun: number): SpokenBy | undefined {
  const verb = tokens.findLastIndex((token, i) => i < noun && isVerb(token));
  return voiceOf(tokens, nameBefore(tokens, verb), (thatBehind(tokens, noun) ?? noun) + 1, tokens.length - 1);
}

/** "The weekly carries a report by …": it passes it on. */
function carrier(tokens: readonly Token[], noun: number): SpokenBy | undefined {
  const verb = tokens.findLastIndex((token, i) => i < noun && isVerb(token));
  if (
    verb < 0 ||
    noun - verb > 3 ||
    !/^(?:carry|reprint|publish|run|print|relay|air|broadcast)$/.test(tokens[verb]!.lemma)
  )
    return undefined;
  return voiceOf(tokens, nameBefore(tokens, verb), noun, tokens.length - 1, true);
}

/** "Estmark's claim that …". */
function claimOf(tokens: readonly Token[], noun: number): SpokenBy | undefined {
  return voiceOf(tokens, { first: ownerFrom(tokens, noun - 2), last: noun - 2 }, noun + 1, tokens.length - 1);
}

function isOwned(tokens: readonly Token[], noun: number): boolean {
  return /^['’]s?$/.test(tokens[noun - 1]?.text ?? "");
}

function ownerFrom(tokens: readonly Token[], last: number): number {
  let first = last;
  while (first > 0 && /^(?:NOUN|PROPN|ADJ|DET|NUM)$/.test(tokens[first - 1]!.pos)) first--;
  return first;
}

/** "in the ministry's view", "by the harbour master's account". */
function inTheViewOf(tokens: readonly Token[], noun: number): SpokenBy | undefined {
  const owner = tokens.slice(Math.max(0, noun - 2), noun).findLast(({ text }) => /^(?:his|her|their|its)$/i.test(text));
  if (owner) {
    const at = tokens.indexOf(owner);
    return {
      words: owner.text,
      first: at,
      last: at,
      cited: false,
      carried: true,
      from: noun,
      to: tokens.length - 1,
      behind: false,
    };
  }
  if (!isOwned(tokens, noun)) return undefined;
  const first = ownerFrom(tokens, noun - 2);
  if (!/^(?:in|by|on)$/.test(tokens[first - 1]?.lemma ?? "")) return undefined;
  return voiceOf(tokens, { first, last: noun - 2 }, 0, tokens.length - 1);
}

/** "was confirmed by two diplomats"; without them ("is said to have") nobody is named: hearsay. */
function passive(tokens: readonly Token[], verb: number): SpokenBy | undefined {
  const agent = agentOf(tokens, verb);
  if (agent) return voiceOf(tokens, agent, 0, tokens.length - 1);
  const next = tokens[verb + 1]?.lemma;
  if (next !== "to" && next !== "that") return undefined;
  return voiceOf(tokens, { first: verb, last: verb }, next === "to" ? 0 : verb, tokens.length - 1);
}

function agentOf(tokens: readonly Token[], verb: number): NamePlace | undefined {
  for (let i = verb + 1; i < Math.min(tokens.length, verb + 12); i++) {
    if (isMark(tokens[i]!) || isVerb(tokens[i]!)) return undefined;
    if (tokens[i]!.lemma === "by" && !isTime(tokens, i + 1)) return nameAfter(tokens, i + 1);
  }
  return undefined;
}

/** "by Monday", "by the end of the year". */
function isTime(tokens: readonly Token[], i: number): boolean {
  return /^(?:\d|(?:the )?(?:end|middle|beginning|start|turn)\b|\w+day\b|noon|dawn|nightfall|then)/i.test(
    textOf(tokens, i, Math.min(tokens.length - 1, i + 1)),
  );
}

/** Who stands before the verb of saying, or behind it (", said two diplomats"). */
function sayer(tokens: readonly Token[], verb: number, found: readonly SpokenBy[]): SpokenBy | undefined {
  const end = tokens.length - 1;
  const inverted = isInverted(tokens, verb);
  if (inverted) return voiceOf(tokens, inverted, 0, end, true);
  const that = tokens[verb]!.lemma === "speak" ? undefined : thatBehind(tokens, verb);
  const from = saidAfter(tokens, verb) ? (that ?? verb) + 1 : 0;
  const before = tokens[verb - 1];
  // "…, saying that", "… and warned": whoever the sentence is about.
  const shared = tokens[verb]!.text.endsWith("ing") && before?.text === ",";
  if (shared || before?.lemma === "and" || before?.lemma === "but") {
    const last = found.at(-1);
    if (last && !last.cited) return undefined;
    const firstVerb = tokens.findIndex((token, i) => i > 0 && i < verb && isVerb(token));
    return firstVerb < 0 ? undefined : voiceOf(tokens, nameBefore(tokens, firstVerb), verb + 1, end);
  }
  const place = nameBefore(tokens, verb) ?? antecedent(tokens, verb);
  return voiceOf(tokens, place, from, end, from === 0);
}

/** ", said the captain.": behind a sign, and the name ends at a sign. */
function isInverted(tokens: readonly Token[], verb: number): NamePlace | undefined {
  const before = tokens[verb - 1];
  if (!before || !isMark(before) || tokens[verb]!.lemma === "tell") return undefined;
  const place = nameAfter(tokens, verb + 1);
  if (!place) return undefined;
  const next = tokens[place.last + 1];
  return next === undefined || isMark(next) || /^(?:who|on|in|at|late|last|yesterday|today)$/.test(next.lemma)
    ? place
    : undefined;
}

/** "the mayor, who says that": the name before the pronoun. */
function antecedent(tokens: readonly Token[], verb: number): NamePlace | undefined {
  const pronoun = tokens[verb - 1];
  if (!pronoun || !/^(?:who|which|that)$/.test(pronoun.lemma)) return undefined;
  const comma = tokens[verb - 2]?.text === "," ? verb - 2 : verb - 1;
  return nameBefore(tokens, comma);
}

/** What is said follows the verb: it is not the end of the sentence, and no sign but that of a quotation follows. */
function saidAfter(tokens: readonly Token[], verb: number): boolean {
  for (let i = verb + 1; i < Math.min(tokens.length, verb + 8); i++) {
    const token = tokens[i]!;
    if (token.text === ":" || token.lemma === "that") return true;
    if (isMark(token)) return /^["“«]$/.test(tokens[i + 1]?.text ?? "") && tokens[0]!.text !== tokens[i + 1]!.text;
    if (isVerb(token) || /^(?:PRON|SCONJ|CCONJ)$/.test(token.pos)) return true;
  }
  // Without a verb behind it only "on Monday", "in a statement" or who is told follows.
  return tokens.slice(verb + 1).some((token) => isVerb(token));
}

function voiceOf(
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

/** What one says ends where ", and another says" begins. */
function withEnds(voices: readonly SpokenBy[], tokens: readonly Token[]): readonly SpokenBy[] {
  return voices.map((voice) => {
    const next = voices.find((other) => {
      if (other.first <= voice.last || other.behind || other.cited) return false;
      let before = other.first - 1;
      while (before > voice.last && tokens[before]!.pos === "ADV") before--;
      return PARTS.test(tokens[before]?.lemma ?? "");
    });
    return next ? { ...voice, to: next.first - 1 } : voice;
  });
}
