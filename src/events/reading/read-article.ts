import type { Crisis } from "../../crisis/model.ts";
import { type Sentence, splitArticle } from "./article.ts";
import { type ChosenMoves, chooseMoves } from "./choose-moves.ts";
import { type CrisisLexicon, crisisLexicon } from "./crisis-lexicon.ts";
import type { DateMention } from "./date-mention.ts";
import type { Draft } from "./draft.ts";
import { dateAt, type Place, whenOf } from "./draft-dates.ts";
import { claimDraft, type DraftParts, oddsDraft, statementDraft } from "./draft-parts.ts";
import { findActors, type Mention } from "./find-actors.ts";
import { type CueMatch, findCues } from "./find-cues.ts";
import { findDates } from "./find-dates.ts";
import { findOdds } from "./find-odds.ts";
import { findVoices } from "./find-voices.ts";
import { joinSame } from "./join-same.ts";
import { withPronouns } from "./pronoun-voices.ts";
import { type HeardSentence, withQuotedVoices } from "./quoted-voices.ts";
import { isSaying } from "./say-verbs.ts";
import type { SpokenBy } from "./spoken-by.ts";
import type { TextTools } from "./text-tools.ts";

export interface ReadOptions {
  /** Date of the article, in days since 1970-01-01; without it relative dates stay unread. */
  readonly toldDay?: number | undefined;
  /** Letters that ids begin with, for instance the article's name. */
  readonly prefix: string;
}

export interface ReadArticle {
  readonly sentences: readonly Sentence[];
  readonly drafts: readonly Draft[];
  /** Every expression of time, with offsets in the article. */
  readonly dates: readonly DateMention[];
  /** Numbers of the sentences that fed no draft. */
  readonly unused: readonly number[];
}

/** What a sentence knows of those before it. */
interface Memory {
  actor: number;
  date: DateMention["days"];
}

/**
 * Drafts reports of a crisis from the text of an article. Every draft quotes
 * the text to the letter and names only what the crisis declares. Nothing is
 * guessed beyond the sentence and the one before it.
 *
 * Cost: linear in the article (each sentence once, its length bounded), times
 * the cues of the crisis that share a word with it.
 */
export function readArticle(text: string, crisis: Crisis, tools: TextTools, options: ReadOptions): ReadArticle {
  const lexicon = crisisLexicon(crisis, tools);
  const sentences = splitArticle(text, tools);
  const memory: Memory = { actor: -1, date: undefined };
  const dates: DateMention[] = [];
  const drafts: Draft[] = [];
  const heard = withPronouns(sentences.map((sentence) => hear(sentence, lexicon)));
  const voices = withQuotedVoices(heard);
  for (const [i, { sentence, mentions }] of heard.entries()) {
    const reading = { crisis, lexicon, tools, options, memory, mentions, voices: voices[i]! };
    const found = readSentence(text, sentence, reading);
    dates.push(
      ...found.dates.map((date) => ({ ...date, start: date.start + sentence.start, end: date.end + sentence.start })),
    );
    drafts.push(...found.drafts);
  }
  const used = new Set(drafts.map((draft) => draft.sentence));
  return {
    sentences,
    drafts: joinSame(drafts, crisis),
    dates,
    unused: sentences.map(({ number }) => number).filter((number) => !used.has(number)),
  };
}

interface Reading {
  readonly crisis: Crisis;
  readonly lexicon: CrisisLexicon;
  readonly tools: TextTools;
  readonly options: ReadOptions;
  readonly memory: Memory;
  readonly mentions: readonly Mention[];
  readonly voices: readonly SpokenBy[];
}

/** Who is named in a sentence and who speaks in it. */
function hear(sentence: Sentence, lexicon: CrisisLexicon): HeardSentence & { readonly mentions: readonly Mention[] } {
  const mentions = findActors(sentence.tokens, lexicon);
  const acts = (i: number): boolean => mentions.some(({ first, last, object }) => !object && first <= i && i <= last);
  return { sentence, mentions, voices: findVoices(sentence.tokens, acts) };
}

function readSentence(
  text: string,
  sentence: Sentence,
  reading: Reading,
): { readonly drafts: readonly Draft[]; readonly dates: readonly DateMention[] } {
  const { crisis, lexicon, memory, mentions, voices } = reading;
  const { tokens } = sentence;
  const words = text.slice(sentence.start, sentence.end);
  const cues = findCues(tokens, lexicon);
  const dates = datesOf(words, reading);
  const chosen = chooseMoves(cues, { crisis, tokens, mentions, before: memory.actor });
  const parts: DraftParts = {
    text,
    words,
    sentence,
    mentions,
    voices,
    dates,
    crisis,
    options: reading.options,
  };
  const drafts = [
    ...claims(chosen, cues, parts),
    ...findOdds(words, sentence.start, tokens, cues).map((odds) => oddsDraft(odds, parts)),
  ];
  if (drafts.length === 0) drafts.push(...statementDraft(parts));
  remember(memory, mentions, dates);
  return {
    drafts: drafts.map((draft, i) => ({
      ...draft,
      id: idOf(reading.options.prefix, sentence.number, i, drafts.length),
    })),
    dates,
  };
}

/** Moves, and levels where no move explains the same words. */
function claims(chosen: readonly ChosenMoves[], cues: readonly CueMatch[], parts: DraftParts): Draft[] {
  const { sentence } = parts;
  const taken = new Set(chosen.flatMap(({ match }) => match.at));
  const levels = cues.filter(({ cue, at }) => cue.kind === "level" && !at.some((i) => taken.has(i)));
  const best = levels.filter(
    (one) =>
      !levels.some(
        (other) => other !== one && other.at.length > one.at.length && other.at.some((i) => one.at.includes(i)),
      ),
  );
  const places = [...chosen.map(({ match }) => match), ...best].map((match): Place => placeOf(match, sentence));
  const drafted = [
    ...chosen.map(({ match, moves, footing }) => ({ match, moves, footing })),
    ...best.map((match) => ({
      match,
      moves: [],
      footing: { weight: 0.6, why: "the words of a variable with those of its level" },
    })),
  ];
  const dates = parts.dates.filter((date) => !isDateline(date, parts) && !isDateOfSaying(date, parts));
  const drafts = drafted.map((one, i) => {
    const others = places.filter((_, j) => j !== i && !sameMoves(drafted[j]!, one));
    const date = dateAt(places[i]!, parts.words, dates, others);
    return claimDraft(one, whenOf(date, parts.words, parts.options.toldDay), date, parts);
  });
  return onceEach(drafts).sort((a, b) => a.span.start - b.span.start);
}

function sameMoves(a: { readonly moves: readonly number[] }, b: { readonly moves: readonly number[] }): boolean {
  return a.moves.length > 0 && a.moves.join() === b.moves.join();
}

/** A sentence that shows one move twice tells of it once, unless once as done and once as not. */
function onceEach(drafts: readonly Draft[]): Draft[] {
  return drafts.filter((draft, i) => {
    const earlier = drafts.findIndex((one) => {
      return (
        one.moves.length > 0 &&
        one.moves.join() === draft.moves.join() &&
        one.never === draft.never &&
        one.deed === draft.deed
      );
    });
    return earlier < 0 || earlier === i;
  });
}

/** "BRIDGETOWN, 18 June 2025 (Agency) - ": when it was written, not what happened. */
function isDateline(date: DateMention, { words, sentence, options }: DraftParts): boolean {
  if (sentence.number > 3 || date.end > 60 || date.days?.first !== options.toldDay) return false;
  return /^[^.]{0,40}?\s[-–—]\s/.test(words.slice(date.end));
}

/** ", the staff confirmed on Friday", "said on Monday that": when it was said. */
function isDateOfSaying({ start }: DateMention, { sentence, voices }: DraftParts): boolean {
  const at = sentence.tokens.findIndex((token) => token.end > sentence.start + start);
  return voices.some(({ last, behind, from }) => {
    if (last < 0 || at <= last) return false;
    return behind ? at <= last + 3 && isSaying(sentence.tokens, last + 1) : at < from;
  });
}

function placeOf({ first, last }: CueMatch, { tokens, start }: Sentence): Place {
  return { start: tokens[first]!.start - start, end: tokens[last]!.end - start };
}

const FUTURE =
  /\b(?:will|would|plans?\s+to|planned|expects?|expected|due|scheduled|next|coming|promised?|vow(?:s|ed)?|intends?|upcoming|shall)\b|['’]ll\b/i;
const PAST = /\b(?:was|were|had|did|\p{L}{2,}ed)\b/u;
const ODDS = /\b(?:chances?|probability|odds|likelihood|risk)\b/i;
/** Letters before a date that may set its tense. */
const NEAR = 70;

/** A word of the future, and nothing told as past behind it ("would note that it was asked in October"). */
function isFuture(front: string): boolean {
  const found = FUTURE.exec(front);
  return found !== null && !PAST.test(front.slice(found.index + found[0].length));
}

function datesOf(words: string, { tools, options, memory }: Reading): readonly DateMention[] {
  const { toldDay } = options;
  const exact = toldDay === undefined ? [] : tools.exactDates(words, toldDay);
  const odds = ODDS.test(words);
  const futureAt = (offset: number): boolean => odds || isFuture(words.slice(Math.max(0, offset - NEAR), offset));
  return findDates(words, { toldDay, futureAt, before: memory.date, exact });
}

function remember(memory: Memory, mentions: readonly Mention[], dates: readonly DateMention[]): void {
  const subject = mentions.find(({ object }) => !object);
  if (subject) memory.actor = subject.actor;
  else if (mentions[0]) memory.actor = mentions[0].actor;
  memory.date = dates.findLast(({ days, widened }) => days && !widened)?.days ?? memory.date;
}

function idOf(prefix: string, sentence: number, index: number, count: number): string {
  const letter = count > 1 ? String.fromCharCode(97 + (index % 26)) : "";
  return `${prefix}_${sentence}${letter}`;
}
