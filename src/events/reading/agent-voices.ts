/** Who speaks behind "by": "it was confirmed by two diplomats". */
import { type NamePlace, nameAfter } from "./speaker-name.ts";
import { type SpokenBy, voiceOf } from "./spoken-by.ts";
import { isMark, isVerb, type Token, textOf } from "./text-tools.ts";

/** "was confirmed by two diplomats"; without them ("is said to have") nobody is named: hearsay. */
export function passive(tokens: readonly Token[], verb: number): SpokenBy | undefined {
  const agent = agentOf(tokens, verb);
  if (agent) return voiceOf(tokens, agent, 0, tokens.length - 1);
  const next = tokens[verb + 1]?.lemma;
  if (next !== "to" && next !== "that") return undefined;
  return voiceOf(tokens, { first: verb, last: verb }, next === "to" ? 0 : verb, tokens.length - 1);
}

/** The name behind "by" in the same clause, unless that is a time. */
export function agentOf(tokens: readonly Token[], verb: number): NamePlace | undefined {
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
