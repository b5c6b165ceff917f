import type { Crisis } from "../../crisis/model.ts";
import type { Sentence } from "./article.ts";
import { chainOf } from "./chain-of.ts";
import type { Footing } from "./choose-moves.ts";
import type { DateMention } from "./date-mention.ts";
import type { Draft, Odds, Voice, When } from "./draft.ts";
import { whenOf } from "./draft-dates.ts";
import type { Mention } from "./find-actors.ts";
import type { CueMatch } from "./find-cues.ts";
import type { FoundOdds } from "./find-odds.ts";
import { findPlaces, findQuantities } from "./find-places.ts";
import { type Modality, modalityOf } from "./modality.ts";
import type { ReadOptions } from "./read-article.ts";
import { sourceCalled } from "./source-called.ts";
import type { SpokenBy } from "./spoken-by.ts";

type Mood = Omit<Modality, "conditional">;

/** What was found in one sentence. */
export interface DraftParts {
  /** The article. */
  readonly text: string;
  /** The sentence. */
  readonly words: string;
  readonly sentence: Sentence;
  readonly mentions: readonly Mention[];
  readonly voices: readonly SpokenBy[];
  /** Offsets in the sentence. */
  readonly dates: readonly DateMention[];
  readonly crisis: Crisis;
  readonly options: ReadOptions;
}

export interface FoundClaim {
  readonly match: CueMatch;
  /** Indexes; none where a level is claimed. */
  readonly moves: readonly number[];
  readonly footing: Footing;
}

/** A claim about a move or a level. */
export function claimDraft(
  claim: FoundClaim,
  dated: When | undefined,
  date: DateMention | undefined,
  parts: DraftParts,
): Draft {
  const { match, moves, footing } = claim;
  const { crisis, sentence, words } = parts;
  const { conditional, ...mood } = modalityOf(match, sentence.tokens, words);
  // What hangs on an "if" has no date in the past.
  const when =
    conditional && dated && dated.last < (parts.options.toldDay ?? Number.NEGATIVE_INFINITY)
      ? whenOf(undefined, words, parts.options.toldDay)
      : dated;
  const chain = chainOf(match.first, match.last, parts.voices, sentence.tokens, crisis);
  const names = moves.map((move) => `${crisis.actors[crisis.moves[move]!.actor]!.name}.${crisis.moves[move]!.name}`);
  const variable = crisis.variables[match.cue.index];
  const level = variable && moves.length === 0 ? `${variable.name} == ${variable.levels[match.cue.level]}` : undefined;
  const confidence = sureness(footing.weight, match, mood, when);
  const cue = match.cue.written ? "cue" : moves.length > 0 ? "name of the move" : "level";
  return {
    id: "",
    kind: "claim",
    sentence: sentence.number,
    span: spanOf(sentence.tokens[match.first]!.start, sentence.tokens[match.last]!.end, parts),
    actors: actorsOf(moves, parts),
    moves: names,
    ...(level === undefined ? {} : { condition: level }),
    ...mood,
    ...(when ? { when } : {}),
    where: findPlaces(sentence.tokens, parts.mentions),
    chain,
    quantities: findQuantities(sentence.tokens, parts.dates, parts.voices, sentence.start),
    confidence,
    reason: `${cue} "${match.cue.words}"; ${footing.why}`,
    notes: notesOf(mood, when, date, words, parts),
    credibility: chain.some((voice) => isUnnamed(voice)) || mood.opinion ? 4 : 3,
  };
}

/** Odds of an ending. */
export function oddsDraft(odds: FoundOdds, parts: DraftParts): Draft {
  const { crisis, sentence, words, options } = parts;
  const { start, end, ending, ...size } = odds;
  const found: Odds = { ending: crisis.endings[ending]!.name, ...size };
  const horizon = parts.dates.find(({ days }) => days);
  const when = horizon && whenOf(horizon, words, options.toldDay);
  const first = sentence.tokens.findIndex((token) => token.end > start);
  const voices = chainOf(first, first, parts.voices, sentence.tokens, crisis);
  return {
    id: "",
    kind: "estimate",
    sentence: sentence.number,
    span: spanOf(start, end, parts),
    actors: actorsOf([], parts),
    moves: [],
    never: false,
    deed: "plan",
    opinion: true,
    ...(when ? { when } : {}),
    where: [],
    chain: voices,
    quantities: [],
    odds: found,
    confidence: 0.8,
    reason: `a number about chances beside the words of the ending \`${found.ending}\``,
    notes: when ? [] : ["the text gives no horizon"],
    credibility: 3,
  };
}

/** Words of somebody named about an actor, where nothing else was found: kept, weighs nothing. */
export function statementDraft(parts: DraftParts): readonly Draft[] {
  const { sentence, voices, mentions, crisis, words, options } = parts;
  const voice = voices.find(({ words: name }) => sourceCalled(name, crisis) !== undefined);
  const about = mentions.find(({ first }) => voice && first > voice.last);
  if (!voice || !about) return [];
  const when = whenOf(undefined, words, options.toldDay);
  return [
    {
      id: "",
      kind: "statement",
      sentence: sentence.number,
      span: spanOf(sentence.start, sentence.end, parts),
      actors: actorsOf([], parts),
      moves: [],
      never: false,
      deed: "deed",
      opinion: true,
      ...(when ? { when } : {}),
      where: [],
      chain: chainOf(about.first, about.last, voices, sentence.tokens, crisis),
      quantities: [],
      about: crisis.actors[about.actor]!.name,
      confidence: 0.6,
      reason: `a source of the crisis speaks of ${crisis.actors[about.actor]!.label}`,
      notes: ["a statement weighs nothing"],
      credibility: 6,
    },
  ];
}

function spanOf(start: number, end: number, { text }: DraftParts): Draft["span"] {
  return { start, end, quote: text.slice(start, end) };
}

function actorsOf(moves: readonly number[], { crisis, mentions }: DraftParts): readonly string[] {
  const acting = moves.map((move) => crisis.moves[move]!.actor);
  return [...new Set([...acting, ...mentions.map(({ actor }) => actor)])].map((actor) => crisis.actors[actor]!.name);
}

function isUnnamed({ words, source }: Voice): boolean {
  return source === undefined && !/\p{Lu}\p{L}+/u.test(words.replace(/^\S+/, "")) && !/^\p{Lu}{2,}/u.test(words);
}

function sureness(weight: number, match: CueMatch, mood: Mood, when: When | undefined): number {
  const cue = match.cue.written ? 0.95 : 0.75;
  const tight = 1 - Math.min(0.25, 0.05 * match.loose);
  const short = match.at.length === 1 ? 0.8 : 1;
  const doubt = (mood.never ? 0.9 : 1) * (mood.deed === "plan" ? 0.9 : 1) * (when?.basis === "text" ? 1 : 0.9);
  return Number((weight * cue * tight * short * doubt).toFixed(2));
}

function notesOf(
  mood: Mood,
  when: When | undefined,
  date: DateMention | undefined,
  words: string,
  parts: DraftParts,
): readonly string[] {
  const notes: string[] = [];
  if (mood.deed === "plan")
    notes.push("announced or considered, not told as done: kept as a statement, which weighs nothing");
  if (mood.opinion) notes.push("the text judges here");
  if (date?.without === "event")
    notes.push(`"${words.slice(date.start, date.end)}" is tied to an event; its days are not in the text`);
  if (date?.without === "needs-told")
    notes.push(`"${words.slice(date.start, date.end)}" needs the date of the article (--date)`);
  if (when?.basis === "article" && !date) notes.push("no date in the sentence: the date of the article stands in");
  if (when === undefined && !date) notes.push("no date: give the date of the article (--date), or edit it");
  if (parts.words.trimEnd().endsWith("?")) notes.push("a question");
  return notes;
}
