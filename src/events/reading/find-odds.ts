/** Odds of endings that a sentence cites. */
import type { CueMatch } from "./find-cues.ts";
import type { Token } from "./text-tools.ts";

export interface FoundOdds {
  /** Index of the ending. */
  readonly ending: number;
  readonly probability?: number;
  readonly below?: number;
  readonly above?: number;
  /** Offsets in the article: the number with the words of the ending. */
  readonly start: number;
  readonly end: number;
}

const NUMBER =
  /(?<percent>\d{1,3}(?:[.,]\d+)?)\s*(?:%|percent\b|per\s+cent\b)|\b(?<hits>one|two|three|four|five|\d{1,3})\s+(?:in|out\s+of)\s+(?<of>two|three|four|five|six|seven|eight|nine|ten|twenty|a\s+hundred|\d{1,4})\b|\b(?<even>even\s+(?:odds|chance)|fifty-fifty)\b/gi;
const ABOUT_ODDS = /\b(?:chances?|probabilit(?:y|ies)|odds|likelihood|risk|likely)\b/i;
const BELOW = /\b(?:less\s+than|below|under|at\s+most|no\s+more\s+than|fewer\s+than|up\s+to)\s+(?:about\s+)?$/i;
const ABOVE = /\b(?:more\s+than|above|over|at\s+least|no\s+less\s+than)\s+(?:about\s+)?$/i;
const WORDS = "zero one two three four five six seven eight nine ten".split(" ");

/**
 * Each number of a sentence about chances with the ending whose words stand
 * nearest to it. A number without an ending of the crisis is left out.
 *
 * @param shift offset of the sentence in the article
 */
export function findOdds(
  sentence: string,
  shift: number,
  tokens: readonly Token[],
  cues: readonly CueMatch[],
): readonly FoundOdds[] {
  if (!ABOUT_ODDS.test(sentence)) return [];
  const endings = cues.filter(({ cue }) => cue.kind === "ending");
  const used = new Set<CueMatch>();
  const found: FoundOdds[] = [];
  for (const match of sentence.matchAll(NUMBER)) {
    const value = shareOf(match.groups ?? {});
    if (value === undefined || value > 1) continue;
    const [start, end] = [shift + match.index, shift + match.index + match[0].length];
    const near = nearest(
      endings.filter((cue) => !used.has(cue)),
      tokens,
      start,
    );
    if (!near) continue;
    used.add(near);
    const front = sentence.slice(Math.max(0, match.index - 30), match.index);
    const size = BELOW.test(front) ? { below: value } : ABOVE.test(front) ? { above: value } : { probability: value };
    const [first, last] = [tokens[near.first]!.start, tokens[near.last]!.end];
    found.push({ ending: near.cue.index, ...size, start: Math.min(start, first), end: Math.max(end, last) });
  }
  return found;
}

function shareOf({ percent, hits, of, even }: Readonly<Record<string, string | undefined>>): number | undefined {
  if (even !== undefined) return 0.5;
  if (percent !== undefined) return Number((Number(percent.replace(",", ".")) / 100).toPrecision(12));
  const [a, b] = [numberOf(hits ?? ""), numberOf(of ?? "")];
  return a > 0 && b > 1 && a <= b ? Number((a / b).toPrecision(12)) : undefined;
}

function numberOf(words: string): number {
  if (/^\d+$/.test(words)) return Number(words);
  const word = words.toLowerCase();
  if (word === "twenty") return 20;
  return /hundred/.test(word) ? 100 : Math.max(0, WORDS.indexOf(word));
}

function nearest(cues: readonly CueMatch[], tokens: readonly Token[], place: number): CueMatch | undefined {
  const distance = ({ first, last }: CueMatch): number =>
    Math.min(Math.abs(tokens[first]!.start - place), Math.abs(tokens[last]!.end - place));
  // Of two endings whose words share a place ("proxy war", "war") the one with more words is meant.
  const whole = cues.filter((cue) => !cues.some((other) => other !== cue && covers(other, cue)));
  return [...whole].sort((a, b) => distance(a) - distance(b))[0];
}

function covers(wide: CueMatch, narrow: CueMatch): boolean {
  return wide.at.length > narrow.at.length && narrow.at.every((i) => wide.at.includes(i));
}
