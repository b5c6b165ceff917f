/** Whether something is told as done, as not done, or as intended. */
import { clauseStart } from "./clauses.ts";
import { negators } from "./crisis-lexicon.ts";
import type { CueMatch } from "./find-cues.ts";
import { meaningOf } from "./near-synonyms.ts";
import type { Token } from "./text-tools.ts";

export interface Modality {
  readonly never: boolean;
  readonly deed: "deed" | "plan";
  readonly opinion: boolean;
  /** It hangs on an "if". */
  readonly conditional: boolean;
}

const DENIALS: ReadonlySet<string> = new Set(
  "deny refuse decline fail refrain avoid abstain nobody nothing neither none without hardly".split(" "),
);
const MODALS: ReadonlySet<string> = new Set("will would may might could shall should 'll wo".split(" "));
const INTENTIONS: ReadonlySet<string> = new Set(
  "plan intend propose suggest consider weigh want push demand promise vow pledge prepare due likely aim seek hope urge expect threaten fear wish schedule mull favor prefer".split(
    " ",
  ),
);
const CONDITIONS: ReadonlySet<string> = new Set(["if", "once", "unless", "should", "were"]);
const VIEW =
  /\b(?:I|we)\s+(?:think|believe|suspect|doubt|feel|judge)\b|\bin\s+(?:my|our)\s+(?:view|opinion)\b|\bsurely\b|\bclearly\b|\bno\s+doubt\b|\bperhaps\b/i;
/** How far before a cue a word still governs it, in tokens. */
const REACH = 14;

/** The mood of what a cue shows, from the words that govern it. */
export function modalityOf(match: CueMatch, tokens: readonly Token[], sentence: string): Modality {
  const begin = Math.max(clauseStart(tokens, match.first), match.first - REACH);
  const before = tokens.slice(begin, match.last + 1).filter((_, i) => !match.at.includes(begin + i));
  const own = new Set(match.cue.meanings);
  const lemmas = before.map(({ lemma }) => lemma);
  const doubled = isDoubled(tokens, match);
  const denied =
    !match.cue.negative &&
    !doubled &&
    (match.at.some((i) => tokens[i]!.negated && reaches(tokens, i)) ||
      lemmas.some((lemma) => DENIALS.has(lemma) && !own.has(meaningOf(lemma))) ||
      deniesAtHead(tokens, begin));
  const never = denied || lacks(before);
  const intended =
    lemmas.some((lemma, i) => MODALS.has(lemma) && before[i]!.pos !== "NOUN") ||
    before.some(
      ({ lemma }, i) =>
        INTENTIONS.has(lemma) && governs(before, i) && !own.has(meaningOf(lemma)) && !isPlain(before, i),
    );
  const conditional =
    CONDITIONS.has(tokens[0]!.lemma) || (begin > 0 && CONDITIONS.has(tokens[begin]!.lemma)) || lemmas.includes("if");
  const spoken = match.cue.negative || match.cue.meanings.some((one) => /^(?:warn|rule|exclude)$/.test(one));
  return {
    never,
    deed: !never && !spoken && (intended || conditional) ? "plan" : "deed",
    opinion: VIEW.test(sentence),
    conditional,
  };
}

/** "refused to exclude", "not rule out": two that cancel each other. */
function isDoubled(tokens: readonly Token[], { first, last }: CueMatch): boolean {
  const lemmas = tokens.slice(Math.max(0, first - 6), last + 1).map(({ lemma }) => lemma);
  const excludes = lemmas.some((lemma, i) => lemma === "exclude" || (lemma === "rule" && lemmas[i + 1] === "out"));
  return excludes && lemmas.some((lemma) => negators.has(lemma) || lemma === "refuse" || lemma === "decline");
}

/** A negation counts from its own clause only. */
function reaches(tokens: readonly Token[], place: number): boolean {
  const begin = clauseStart(tokens, place);
  for (let i = place - 1; i >= begin; i--) if (negators.has(tokens[i]!.lemma)) return true;
  return false;
}

/** "Norland denied that it had …", "there is no evidence that …": in an earlier clause of the sentence. */
function deniesAtHead(tokens: readonly Token[], begin: number): boolean {
  const that = tokens.findIndex(({ lemma }, i) => i < begin + REACH && lemma === "that");
  if (that < 0) return false;
  const lemmas = tokens.slice(Math.max(0, that - 4), that).map(({ lemma }) => lemma);
  return (
    lemmas.includes("deny") ||
    lemmas.includes("denial") ||
    (lemmas.includes("no") && /^(?:evidence|sign|indication|proof)$/.test(lemmas.at(-1)!))
  );
}

/** "has yet to", "stopped short of". */
function lacks(before: readonly Token[]): boolean {
  const words = before.map(({ lemma }) => lemma).join(" ");
  return /\byet to\b|\bstop short of\b|\brule out\b/.test(words) && !/\bnot rule out\b/.test(words);
}

/** A passive participle in front of a noun is no intention ("planned cuts were made"). */
function isPlain(before: readonly Token[], i: number): boolean {
  return (
    before[i]!.pos === "ADJ" &&
    before[i + 1]?.pos === "NOUN" &&
    before[i]!.lemma !== "likely" &&
    before[i]!.lemma !== "due"
  );
}

/** As a verb, or taken for a noun by the tagger: "plans to hold", "some push for". */
function governs(before: readonly Token[], i: number): boolean {
  if (before[i]!.pos !== "NOUN") return true;
  return before[i + 1]?.lemma === "to" || /^(?:some|other|many|few)$/.test(before[i - 1]?.lemma ?? "");
}
