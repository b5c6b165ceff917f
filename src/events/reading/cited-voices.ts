/** Who is cited, and who passes it on: "according to", "quoted as saying", "has it from". */
import { agentOf } from "./agent-voices.ts";
import { isPassive } from "./say-verbs.ts";
import { nameAfter, nameBefore } from "./speaker-name.ts";
import { type SpokenBy, voiceOf } from "./spoken-by.ts";
import type { Token } from "./text-tools.ts";

/** "according to X": of the whole sentence, or of what follows "and, according to X,". */
export function accordingTo(tokens: readonly Token[], i: number): SpokenBy | undefined {
  const before = tokens[i - 1]?.text === "," ? tokens[i - 2] : tokens[i - 1];
  const from = before && /^(?:and|but|that)$/.test(before.lemma) ? i : 0;
  return voiceOf(tokens, nameAfter(tokens, i + 2), from, tokens.length - 1, i > 1);
}

/** "RT quoted a sailor as saying", "a sailor was quoted by RT as saying". */
export function quotedAs(tokens: readonly Token[], verb: number): readonly (SpokenBy | undefined)[] {
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
export function hasItFrom(tokens: readonly Token[], verb: number): readonly (SpokenBy | undefined)[] {
  const end = tokens.length - 1;
  const that = tokens.findIndex(({ lemma }, i) => i > verb && lemma === "that");
  if (that < 0) return [];
  const subject = voiceOf(tokens, nameBefore(tokens, verb), that + 1, end);
  if (tokens[verb + 2]?.lemma !== "from") return [subject];
  return [subject, voiceOf(tokens, { first: verb + 3, last: that - 1 }, that + 1, end)];
}
