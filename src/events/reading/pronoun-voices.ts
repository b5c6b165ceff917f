import type { HeardSentence } from "./quoted-voices.ts";
import { subjectOf } from "./speaker-name.ts";
import type { SpokenBy } from "./spoken-by.ts";

/**
 * "she adds", "they say": whoever the sentence began with, else who spoke in
 * the one before, else whom that one was about. A pronoun for nobody speaks
 * not at all.
 */
export function withPronouns<Heard extends HeardSentence>(heard: readonly Heard[]): readonly Heard[] {
  let last: string | undefined;
  return heard.map((one) => {
    const { tokens } = one.sentence;
    const voices = one.voices.flatMap((voice): readonly SpokenBy[] => {
      if (!voice.carried) return [voice];
      const words = (voice.first > 2 ? subjectOf(tokens.slice(0, voice.first)) : undefined) ?? last;
      return words === undefined ? [] : [{ ...voice, words }];
    });
    const named = voices.find(({ cited }) => !cited);
    last = named?.words ?? (one.voices.length === 0 ? subjectOf(tokens) : undefined) ?? last;
    return { ...one, voices };
  });
}
