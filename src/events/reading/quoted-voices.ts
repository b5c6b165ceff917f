/** Who speaks in a quotation that runs over several sentences, and in a text that names speakers in front. */
import type { Sentence } from "./article.ts";
import type { SpokenBy } from "./spoken-by.ts";
import { isVerb, type Token, textOf } from "./text-tools.ts";

/** What was seen of one sentence. */
export interface HeardSentence {
  readonly sentence: Sentence;
  readonly voices: readonly SpokenBy[];
}

/** Sentences that a quotation is followed over. */
const REACH = 20;
/** Labels in front of a line that are nobody's name. */
const LABELS =
  /^(?:breaking|update|updated|live|note|analysis|opinion|summary|background|transcript|correction|q|a|question|answer|sources?|photo|caption|editor'?s note|watch|read more|for the record)$/i;
/** Who may stand behind a dash at the end of a headline. */
const HEADLINE_SPEAKER =
  /\b(?:ministry|minister|sources?|officials?|spokes(?:man|woman|person)|army|navy|police|media|agency|report|reports|diplomats?|witnesses|governor|mayor|president|government|TV|radio)$/i;

/**
 * The voices of every sentence, together with those that stand in another one
 * of the same paragraph: what is quoted without a voice of its own is said by
 * who is named where the quotation ends, else by who spoke last; "NAME: …"
 * speaks its whole paragraph.
 */
export function withQuotedVoices(heard: readonly HeardSentence[]): readonly (readonly SpokenBy[])[] {
  let open = false;
  let start = 0;
  return heard.map(({ sentence, voices }, i) => {
    if (heard[i - 1]?.sentence.paragraph !== sentence.paragraph) {
      open = false;
      start = i;
    }
    const quoted = quotedIn(sentence.tokens, open);
    open = quoted.open;
    const label = labelOf(heard, start, i);
    const own = label ? [...voices, label] : voices;
    if (voices.some((voice) => !voice.cited) || quoted.places.length === 0) return own;
    const speaker = speakerOf(heard, i, open);
    if (!speaker) return own;
    return [
      ...own,
      ...quoted.places.map((place) => spoken(speaker.words, { first: -1, last: -1 }, place.from, place.to)),
    ];
  });
}

interface Quoted {
  readonly places: readonly { readonly from: number; readonly to: number }[];
  /** The last quotation goes on in the next sentence. */
  readonly open: boolean;
}

/** Where something is said between quotation marks: without a verb it is a name or a term. */
function quotedIn(tokens: readonly Token[], openBefore: boolean): Quoted {
  let open = openBefore;
  const inside = tokens.map(({ text }) => {
    if (/^[“«]$/.test(text)) open = true;
    else if (/^[”»]$/.test(text)) open = false;
    else if (text === '"') open = !open;
    return open;
  });
  const places: { from: number; to: number }[] = [];
  inside.forEach((isInside, i) => {
    if (!isInside) return;
    if (inside[i - 1] === true) places.at(-1)!.to = i;
    else places.push({ from: i, to: i });
  });
  return { places: places.filter(({ from, to }) => tokens.slice(from, to + 1).some((token) => isVerb(token))), open };
}

/** Who says what is quoted in a sentence: named where the quotation ends, else before, in the paragraph or at the end of the last. */
function speakerOf(heard: readonly HeardSentence[], i: number, open: boolean): SpokenBy | undefined {
  const { paragraph } = heard[i]!.sentence;
  for (
    let j = i + 1;
    open && j < Math.min(heard.length, i + REACH) && heard[j]!.sentence.paragraph === paragraph;
    j++
  ) {
    const voice = heard[j]!.voices.find(({ cited }) => !cited);
    if (voice) return voice;
  }
  for (let j = i - 1; j >= Math.max(0, i - REACH) && heard[j]!.sentence.paragraph >= paragraph - 1; j--) {
    const isEarlier = heard[j]!.sentence.paragraph < paragraph;
    // A quotation goes on in the next paragraph only where the last one ended with a quotation.
    if (isEarlier && !heard[j]!.sentence.tokens.some(({ text }) => /^["“”«»]$/.test(text))) return undefined;
    const voice = heard[j]!.voices.findLast(({ cited }) => !cited);
    if (voice) return voice;
  }
  return undefined;
}

/** "HARBOUR MASTER: We saw it." and "Norland boards a ferry - ministry". */
function labelOf(heard: readonly HeardSentence[], start: number, i: number): SpokenBy | undefined {
  const { sentence } = heard[i]!;
  const { tokens } = heard[start]!.sentence;
  const colon = tokens.findIndex(({ text }) => text === ":");
  if (colon > 0 && colon <= 6 && isLabel(tokens, colon)) {
    const words = textOf(tokens, 0, colon - 1);
    const own = start === i;
    return spoken(
      words,
      own ? { first: 0, last: colon - 1 } : { first: -1, last: -1 },
      own ? colon : 0,
      sentence.tokens.length,
    );
  }
  return i === start ? headlineSpeaker(sentence.tokens) : undefined;
}

function isLabel(tokens: readonly Token[], colon: number): boolean {
  const words = textOf(tokens, 0, colon - 1);
  if (LABELS.test(words) || /\d/.test(words) || tokens.slice(0, colon).some((token) => isVerb(token))) return false;
  if (words === words.toUpperCase()) return colon < tokens.length - 1;
  return HEADLINE_SPEAKER.test(words) && tokens.slice(colon + 1).some((token) => isVerb(token));
}

/** At the end of a line without a full stop, behind a dash. */
function headlineSpeaker(tokens: readonly Token[]): SpokenBy | undefined {
  const dash = tokens.findLastIndex(({ text }) => /^[-–—]+$/.test(text));
  const last = tokens.length - 1;
  if (dash < 2 || last - dash > 4 || last === dash || /[.!?]$/.test(tokens[last]!.text)) return undefined;
  const words = textOf(tokens, dash + 1, last);
  return HEADLINE_SPEAKER.test(words) ? spoken(words, { first: dash + 1, last }, 0, dash) : undefined;
}

function spoken(
  words: string,
  place: { readonly first: number; readonly last: number },
  from: number,
  to: number,
): SpokenBy {
  return { words, ...place, cited: false, carried: false, from, to, behind: true };
}
