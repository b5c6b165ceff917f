import type { CrisisLexicon, Cue } from "./crisis-lexicon.ts";
import { isContent, meaningOf } from "./near-synonyms.ts";
import type { Token } from "./text-tools.ts";

/** A cue in a sentence, as token indexes: `last` is included. */
export interface CueMatch {
  readonly cue: Cue;
  readonly first: number;
  readonly last: number;
  /** Indexes of the tokens that carry its words. */
  readonly at: readonly number[];
  /** Words between them that carry meaning. */
  readonly loose: number;
}

/** Words that may stand between those of a cue, for each of its words. */
const SLACK = 3;
/** At least so many. */
const LEAST_SLACK = 4;
/** Signs that end what belongs together. */
const BREAK = /^[;:—–()]$/;

/**
 * Cues all of whose words stand close together in a sentence, in any order and
 * form. Of each cue the tightest place, and further ones that do not overlap it.
 */
export function findCues(tokens: readonly Token[], { cues }: CrisisLexicon): readonly CueMatch[] {
  const places = new Map<string, number[]>();
  tokens.forEach(({ lemma }, i) => {
    if (!isContent(lemma)) return;
    const meaning = meaningOf(lemma);
    const list = places.get(meaning);
    if (list) list.push(i);
    else places.set(meaning, [i]);
  });
  const found: CueMatch[] = [];
  for (const meaning of places.keys()) {
    for (const cue of cues.get(meaning) ?? []) {
      const lists = cue.meanings.map((one) => places.get(one) ?? []);
      if (lists.every(({ length }) => length > 0)) found.push(...matchesOf(cue, lists, tokens));
    }
  }
  return found;
}

/** For each place of the cue's rarest word the nearest of the others. */
function matchesOf(cue: Cue, lists: readonly (readonly number[])[], tokens: readonly Token[]): readonly CueMatch[] {
  const [rarest] = [...lists].sort((a, b) => a.length - b.length);
  const found: CueMatch[] = [];
  for (const anchor of rarest!.slice(0, 12)) {
    const at = lists.map((list) => nearest(list, anchor)).sort((a, b) => a - b);
    const [first, last] = [at[0]!, at.at(-1)!];
    const between = last - first + 1 - at.length;
    if (new Set(at).size < at.length || between > Math.max(LEAST_SLACK, SLACK * at.length)) continue;
    const gap = tokens.slice(first, last);
    if (gap.some(({ text }) => BREAK.test(text))) continue;
    const loose = gap.filter(({ lemma }) => isContent(lemma)).length + 1 - at.length;
    if (!found.some((one) => first <= one.last && one.first <= last)) found.push({ cue, first, last, at, loose });
  }
  return found;
}

function nearest(list: readonly number[], place: number): number {
  return list.reduce((best, one) => (Math.abs(one - place) < Math.abs(best - place) ? one : best));
}
