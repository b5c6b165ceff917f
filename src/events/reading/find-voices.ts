/** To whom a sentence ascribes what it tells. */
import { agentOf, passive } from "./agent-voices.ts";
import { accordingTo, hasItFrom, quotedAs } from "./cited-voices.ts";
import { carrier, claimOf, inTheViewOf, isIssued, isOwned, isReportBy, issuer } from "./noun-voices.ts";
import { isHearsay, isPassive, isSaying, isWanting, thatNouns, viewNouns } from "./say-verbs.ts";
import { nameAfter, nameBefore } from "./speaker-name.ts";
import { type SpokenBy, voiceOf } from "./spoken-by.ts";
import type { Token } from "./text-tools.ts";
import { sayer } from "./verb-voices.ts";

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
