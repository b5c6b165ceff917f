/** Who speaks before a verb of saying, or behind it. */
import { thatBehind } from "./say-verbs.ts";
import { type NamePlace, nameAfter, nameBefore } from "./speaker-name.ts";
import { type SpokenBy, voiceOf } from "./spoken-by.ts";
import { isMark, isVerb, type Token } from "./text-tools.ts";

/** Who stands before the verb of saying, or behind it (", said two diplomats"). */
export function sayer(tokens: readonly Token[], verb: number, found: readonly SpokenBy[]): SpokenBy | undefined {
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
