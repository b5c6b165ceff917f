/** Words by which news say that somebody says something. */
import { isMark, isVerb, type Token } from "./text-tools.ts";

const list = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const SAYS = list(
  "say tell report claim state announce insist stress add note write confirm deny assert argue declare acknowledge believe think predict show warn analyze analyse estimate counter allege accuse admit concede maintain reiterate disclose reveal conclude contend explain remark observe reply respond boast complain recall dismiss reject dispute find suspect testify doubt swear joke hint imply",
);
/** Said of speaking alone, whatever the tagger takes them for. */
const SURELY = list("say tell");
/** Verbs of saying that say something only before "that", a quotation or the end of what is said. */
const OFTEN_DEEDS = list(
  "add note claim report show write confirm maintain observe reply respond recall dismiss reject find conclude reveal explain admit complain dispute",
);
/** Whoever wants or fears something speaks too, unless it is an actor of the crisis. */
const WANTS = list("want push favor fear demand prefer suggest hope rather count describe expect");
/** With a number about chances behind them, an opinion. */
const RATES = list("put give rate price reckon make see set place assess calculate peg");
const HEARSAY = list("reportedly allegedly supposedly purportedly apparently");
/** "some push", "others fear": read as nouns by the tagger. */
const MANY = list("some other others many few most");
const ODDS = /^(?:chances?|probability|odds|likelihood|risk|%|percent|cent)$/i;
/** "a report by the institute": what comes behind "by" speaks. */
export const reportNouns: ReadonlySet<string> = list(
  "report study analysis account assessment dispatch despatch statement claim poll survey briefing note bulletin testimony denial assertion allegation admission communique insistence",
);
/** "the admiralty's word that": who stands before it speaks. */
export const thatNouns: ReadonlySet<string> = new Set([
  ...reportNouns,
  ...list("word warning promise assurance belief suspicion hint report fear threat"),
]);
/** "in the ministry's view": who stands before it speaks. */
export const viewNouns: ReadonlySet<string> = list(
  "view estimate reckoning assessment account telling judgement judgment words opinion version",
);

/** A word that casts doubt on its own clause, naming nobody. */
export function isHearsay({ lemma }: Token): boolean {
  return HEARSAY.has(lemma);
}

/** A form of "be" stands before it: "was said", "is widely reported". */
export function isPassive(tokens: readonly Token[], i: number): boolean {
  if (!/(?:ed|en|id|ld|own|und)$/.test(tokens[i]!.text)) return false;
  for (let j = i - 1; j >= Math.max(0, i - 3); j--) {
    if (tokens[j]!.lemma === "be") return true;
    if (tokens[j]!.pos !== "ADV") return false;
  }
  return false;
}

/** A verb of saying, in a form of its own or one that only looks like a noun ("the agency reports,"). */
export function isSaying(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i]!;
  const next = tokens[i + 1];
  const { lemma } = token;
  if (lemma === "refuse" || lemma === "decline") {
    return tokens.slice(i + 1, i + 4).some((one) => /^(?:exclude|rule|comment|confirm)$/.test(one.lemma));
  }
  if (lemma === "speak") return next?.lemma === "of";
  if (lemma === "ask") return /^(?:whether|how|if|why|when|what)$/.test(next?.lemma ?? "");
  if (/^(?:volunteer|promise|threaten|vow|pledge|fear|hope|expect)$/.test(lemma)) return thatFollows(tokens, i);
  if (!SAYS.has(lemma)) return false;
  if (!isVerb(token) && !SURELY.has(lemma) && next?.lemma !== "that" && !looksLikeNoun(tokens, i)) return false;
  if (!OFTEN_DEEDS.has(lemma)) return true;
  return (
    next === undefined ||
    isMark(next) ||
    lemma === "report" ||
    lemma === "show" ||
    isPassive(tokens, i) ||
    thatFollows(tokens, i) ||
    closesClause(tokens, i)
  );
}

/** ", the paper notes with some bitterness.", ", its staff confirmed on Friday.": nothing is noted but what stands before. */
function closesClause(tokens: readonly Token[], i: number): boolean {
  let start = i;
  while (start > 0 && !isMark(tokens[start - 1]!) && !isVerb(tokens[start - 1]!)) start--;
  if (tokens[start - 1]?.text !== ",") return false;
  for (let j = i + 1; j < tokens.length && !isMark(tokens[j]!); j++) {
    if (isVerb(tokens[j]!) || (j === i + 1 && !/^(?:ADP|ADV)$/.test(tokens[j]!.pos))) return false;
  }
  return true;
}

/** "confirmed that", "confirmed late on Friday that". */
function thatFollows(tokens: readonly Token[], i: number): boolean {
  return thatBehind(tokens, i) !== undefined;
}

/** The "that" with which begins what is said: "said late on Friday that". */
export function thatBehind(tokens: readonly Token[], i: number): number | undefined {
  for (let j = i + 1; j < Math.min(tokens.length, i + 8); j++) {
    if (tokens[j]!.lemma === "that") return j;
    if (isVerb(tokens[j]!) || isMark(tokens[j]!)) return undefined;
  }
  return undefined;
}

/** "state television reports." and "RT reports, citing": a noun in one word behind another, before a sign, and no object. */
function looksLikeNoun(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i]!;
  const [before, next] = [tokens[i - 1], tokens[i + 1]];
  if (token.pos !== "NOUN" || !/s$/.test(token.text) || !before || !/^(?:NOUN|PROPN)$/.test(before.pos)) return false;
  if (next !== undefined && !isMark(next) && !closesClause(tokens, i)) return false;
  for (let j = i - 1; j >= 0 && !isMark(tokens[j]!); j--) if (/^(?:ADP|VERB|AUX)$/.test(tokens[j]!.pos)) return false;
  return true;
}

/** A number about chances: a percentage, or "one in ten". */
function givesOdds(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ text, pos }, i) =>
      ODDS.test(text) || (pos === "NUM" && tokens[i + 1]?.lemma === "in" && tokens[i + 2]?.pos === "NUM"),
  );
}

/** "some push for", "others fear", "we put the odds at": a view of whoever stands before it. */
export function isWanting(tokens: readonly Token[], i: number): boolean {
  const { lemma, text, pos } = tokens[i]!;
  if (text.endsWith("ing") || (pos === "NOUN" && !MANY.has(tokens[i - 1]?.lemma ?? ""))) return false;
  if (RATES.has(lemma)) return isVerb(tokens[i]!) && givesOdds(tokens.slice(i));
  if (lemma === "have")
    return (
      givesOdds(tokens.slice(i)) && tokens.some((one, k) => k > i && one.lemma === "at" && tokens[k + 1]?.pos === "NUM")
    );
  return WANTS.has(lemma);
}
