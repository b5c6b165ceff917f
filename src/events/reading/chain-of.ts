import type { Crisis } from "../../crisis/model.ts";
import { clauseStart } from "./clauses.ts";
import type { Voice } from "./draft.ts";
import { isHearsay } from "./say-verbs.ts";
import { sourceCalled } from "./source-called.ts";
import type { SpokenBy } from "./spoken-by.ts";
import type { Token } from "./text-tools.ts";

/** Links of a chain at most. */
const LONGEST = 3;

/**
 * Who tells what stands at a place, from who said it first to who passes it
 * on: those cited, then those before it from the nearest to the farthest
 * ("RT says that a sailor said"), then those behind it (", RT said").
 */
export function chainOf(
  first: number,
  last: number,
  voices: readonly SpokenBy[],
  tokens: readonly Token[],
  crisis: Crisis,
): readonly Voice[] {
  const telling = voices.filter((voice) => tells(voice, first, last, tokens));
  const cited = telling.filter((voice) => voice.cited);
  const others = telling.filter((voice) => !voice.cited);
  const before = others.filter((voice) => !voice.behind).sort((a, b) => distance(a, first) - distance(b, first));
  const behind = others.filter((voice) => voice.behind);
  const named = [...cited, ...before, ...behind];
  // "reportedly" names nobody: it counts where nobody else does.
  const chain = named.some((voice) => !isWord(voice, tokens)) ? named.filter((voice) => !isWord(voice, tokens)) : named;
  return chain.slice(0, LONGEST).map(({ words }) => {
    const source = sourceCalled(words, crisis);
    return { words, ...(source === undefined ? {} : { source }) };
  });
}

function tells(voice: SpokenBy, first: number, last: number, tokens: readonly Token[]): boolean {
  const isInside = voice.first <= first && last <= voice.last && voice.first < voice.last;
  // Words that a claim shares with a name ("a source in Caracas said troops had landed in Caracas") are the name's.
  const place = first <= voice.last && last > voice.last && first >= voice.first ? last : first;
  if (isInside || place < voice.from || place > voice.to) return false;
  return !isWord(voice, tokens) || clauseStart(tokens, voice.first) === clauseStart(tokens, first);
}

function isWord({ first, last }: SpokenBy, tokens: readonly Token[]): boolean {
  return first === last && first >= 0 && isHearsay(tokens[first]!);
}

function distance(voice: SpokenBy, place: number): number {
  return Math.abs(voice.first - place);
}
