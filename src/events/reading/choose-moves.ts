/** Which of the cues found in a sentence are moves of the actors that act in it. */
import type { Crisis } from "../../crisis/model.ts";
import { clauseStart } from "./clauses.ts";
import type { Mention } from "./find-actors.ts";
import type { CueMatch } from "./find-cues.ts";
import type { Token } from "./text-tools.ts";

/** How sure the reader is that the move's actor is meant. */
export interface Footing {
  /** In [0, 1]. */
  readonly weight: number;
  readonly why: string;
}

export interface ChosenMoves {
  readonly match: CueMatch;
  /** Indexes; more than one where the words fit moves of several actors and none is named. */
  readonly moves: readonly number[];
  readonly footing: Footing;
}

export interface Setting {
  readonly crisis: Crisis;
  readonly tokens: readonly Token[];
  readonly mentions: readonly Mention[];
  /** Actor the sentence before was about, −1 for none. */
  readonly before: number;
}

/** Below this a move is not drafted. */
const LEAST = 0.46;
const PRONOUNS: ReadonlySet<string> = new Set(["he", "she", "it", "they", "we", "its", "their", "his", "her", "our"]);

/** The moves a sentence tells of: of cues that share their words the best one. */
export function chooseMoves(cues: readonly CueMatch[], setting: Setting): readonly ChosenMoves[] {
  const options = cues
    .filter(({ cue }) => cue.kind === "move")
    .map((match) => ({ match, move: match.cue.index, footing: footingOf(match, setting) }))
    .filter(({ footing }) => footing.weight >= LEAST)
    .sort((a, b) => rank(b) - rank(a));
  const chosen: { match: CueMatch; moves: number[]; footing: Footing }[] = [];
  for (const { match, move, footing } of options) {
    const rival = chosen.find((one) => shares(one.match, match));
    const same = chosen.find((one) => one.moves.includes(move) && overlap(one.match, match));
    if (same) continue;
    if (!rival) {
      chosen.push({ match, moves: [move], footing });
    } else if (isTie(rival, match, footing, move, setting)) {
      rival.moves.push(move);
    }
  }
  return chosen.map((one) => ({ ...one, moves: [...new Set(one.moves)].sort((a, b) => a - b) }));
}

interface Option {
  readonly match: CueMatch;
  readonly footing: Footing;
}

/** Who acts weighs most, then how much of the text the cue explains, then how tightly. */
function rank({ match, footing }: Option): number {
  const { cue, at, loose } = match;
  const apart = match.last - match.first + 1 - at.length;
  // "does not rule out missiles" speaks of the words, not of the missiles.
  const spoken = cue.meanings.includes("rule") || cue.meanings.includes("exclude") ? 1 : 0;
  return footing.weight * 4 + at.length + (cue.written ? 0.5 : 0) + spoken - 0.25 * loose - 0.1 * apart;
}

function shares(a: CueMatch, b: CueMatch): boolean {
  const common = a.at.filter((i) => b.at.includes(i)).length;
  return common >= Math.min(a.at.length, b.at.length) / 2;
}

function overlap(a: CueMatch, b: CueMatch): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** The same words fit a move of another actor, and nobody is named. */
function isTie(
  rival: ChosenMoves & { moves: number[] },
  match: CueMatch,
  footing: Footing,
  move: number,
  { crisis }: Setting,
): boolean {
  const same = rival.match.at.length === match.at.length && rival.match.at.every((i) => match.at.includes(i));
  const actors = rival.moves.map((one) => crisis.moves[one]!.actor);
  return same && footing.weight === rival.footing.weight && !actors.includes(crisis.moves[move]!.actor);
}

/** Who acts where a cue stands, as far as the sentence shows. */
function footingOf(match: CueMatch, setting: Setting): Footing {
  const { crisis, tokens, mentions, before } = setting;
  const { actor } = crisis.moves[match.cue.index]!;
  const label = crisis.actors[actor]!.label;
  const inside = mentions.filter(({ first, last }) => first <= match.last && match.first <= last);
  const subject = subjectOf(match, tokens, mentions);
  if (mentions.some((one) => one.actor === actor && isAgent(tokens, one.first, match))) {
    return { weight: 1, why: `${label} acts ("by …")` };
  }
  if (subject?.actor === actor) return { weight: 1, why: `${label} acts` };
  if (inside.some((one) => one.actor === actor))
    return { weight: 0.9, why: `${label} stands among the words of the cue` };
  const named = mentions.some((one) => one.actor === actor);
  if (subject && !inside.includes(subject)) {
    return named ? { weight: 0.45, why: `${label} is named` } : { weight: 0.2, why: "another actor acts" };
  }
  const start = clauseStart(tokens, match.first);
  if (mentions.some((one) => one.actor === actor && one.first < match.first)) {
    return { weight: 0.75, why: `${label} is named` };
  }
  if (isStranger(tokens, start, match, mentions))
    return { weight: 0.3, why: "somebody who is no actor of the crisis acts" };
  if (named) return { weight: 0.75, why: `${label} is named` };
  const pronoun = tokens.slice(Math.min(start, match.first), match.first + 1).some(({ lemma }) => PRONOUNS.has(lemma));
  if (pronoun && before >= 0) {
    return before === actor
      ? { weight: 0.8, why: `${label} acted in the sentence before` }
      : { weight: 0.25, why: "a pronoun for another actor" };
  }
  if (before === actor) return { weight: 0.65, why: `no actor is named; the sentence before is about ${label}` };
  return { weight: 0.5, why: `no actor is named; these words are a cue of ${label} only` };
}

/** The last actor named before a cue that is not the object of something. */
function subjectOf(match: CueMatch, tokens: readonly Token[], mentions: readonly Mention[]): Mention | undefined {
  const start = clauseStart(tokens, match.first);
  const free = mentions.filter(({ object, first }) => !object && first <= match.first);
  return free.find(({ first }) => first >= start) ?? free.at(-1);
}

/** "withdrawn by Washington": behind the cue, within a few words. */
function isAgent(tokens: readonly Token[], mention: number, { last }: CueMatch): boolean {
  for (let i = mention - 1; i >= Math.max(0, mention - 3); i--) {
    if (tokens[i]!.lemma === "by") return i <= last + 8 && i >= last - 4;
  }
  return false;
}

/** The clause begins with a name that is none of the crisis. */
function isStranger(tokens: readonly Token[], start: number, match: CueMatch, mentions: readonly Mention[]): boolean {
  let first = start;
  while (first < match.first && /^(?:DET|ADV|CCONJ|SCONJ|PUNCT)$/.test(tokens[first]!.pos)) first++;
  const isName = first < match.first && tokens[first]!.pos === "PROPN" && /^\p{Lu}/u.test(tokens[first]!.text);
  const verb = tokens.slice(first, match.last + 1).some(({ pos }) => pos === "VERB" || pos === "AUX");
  return (
    isName && verb && !match.at.includes(first) && !mentions.some((one) => one.first <= first && first <= one.last)
  );
}
