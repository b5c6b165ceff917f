/** Who speaks in a statement, a claim, a report or a view: nouns that stand for what somebody said. */
import { reportNouns, thatBehind } from "./say-verbs.ts";
import { nameBefore } from "./speaker-name.ts";
import { type SpokenBy, voiceOf } from "./spoken-by.ts";
import { isVerb, type Token } from "./text-tools.ts";

/** "a report by", "a dispatch from". */
export function isReportBy(tokens: readonly Token[], i: number): boolean {
  const { lemma } = tokens[i]!;
  const next = tokens[i + 1]?.lemma;
  if (!reportNouns.has(lemma) || isVerb(tokens[i]!)) return false;
  return next === "by" || (next === "from" && /^(?:report|dispatch|despatch)$/.test(lemma));
}

/** "The weekly carries a report by …": it passes it on. */
export function carrier(tokens: readonly Token[], noun: number): SpokenBy | undefined {
  const verb = tokens.findLastIndex((token, i) => i < noun && isVerb(token));
  if (
    verb < 0 ||
    noun - verb > 3 ||
    !/^(?:carry|reprint|publish|run|print|relay|air|broadcast)$/.test(tokens[verb]!.lemma)
  )
    return undefined;
  return voiceOf(tokens, nameBefore(tokens, verb), noun, tokens.length - 1, true);
}

/** "put out a statement that", "said in a statement" is a verb of saying already. */
export function isIssued(tokens: readonly Token[], noun: number): boolean {
  const verb = tokens.findLastIndex((token, i) => i < noun && isVerb(token));
  if (verb < 0 || noun - verb > 4 || !/^(?:put|issue|release|publish|make|give)$/.test(tokens[verb]!.lemma))
    return false;
  return tokens.slice(noun + 1, noun + 8).some(({ lemma }) => lemma === "that");
}

/** Who put it out. */
export function issuer(tokens: readonly Token[], noun: number): SpokenBy | undefined {
  const verb = tokens.findLastIndex((token, i) => i < noun && isVerb(token));
  return voiceOf(tokens, nameBefore(tokens, verb), (thatBehind(tokens, noun) ?? noun) + 1, tokens.length - 1);
}

/** Somebody owns it: "Estmark's claim". */
export function isOwned(tokens: readonly Token[], noun: number): boolean {
  return /^['’]s?$/.test(tokens[noun - 1]?.text ?? "");
}

/** "Estmark's claim that …". */
export function claimOf(tokens: readonly Token[], noun: number): SpokenBy | undefined {
  return voiceOf(tokens, { first: ownerFrom(tokens, noun - 2), last: noun - 2 }, noun + 1, tokens.length - 1);
}

function ownerFrom(tokens: readonly Token[], last: number): number {
  let first = last;
  while (first > 0 && /^(?:NOUN|PROPN|ADJ|DET|NUM)$/.test(tokens[first - 1]!.pos)) first--;
  return first;
}

/** "in the ministry's view", "by the harbour master's account". */
export function inTheViewOf(tokens: readonly Token[], noun: number): SpokenBy | undefined {
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
