/** How well the reader does on an article with a key: precision and recall for each field, and what it confused. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { isoDay, parseCalendarDate } from "../../../src/crisis/calendar.ts";
import type { Crisis } from "../../../src/crisis/model.ts";
import { readCrisis } from "../../../src/crisis/read-crisis.ts";
import type { Draft } from "../../../src/events/reading/draft.ts";
import { type ReadArticle, readArticle } from "../../../src/events/reading/read-article.ts";
import { tools } from "./tools.ts";

export interface KeyDraft {
  readonly in?: string;
  readonly s?: number;
  readonly claim?: string;
  readonly odds?: {
    readonly ending: string;
    readonly probability?: string;
    readonly below?: string;
    readonly above?: string;
  };
  readonly when?: string | null;
  readonly never?: boolean;
  readonly deed?: "plan";
  /** Who tells; a list is a chain, who said it first in front, and all of it must be found in that order. */
  readonly by?: string | readonly string[];
}

export interface Key {
  readonly crisis?: string;
  readonly told: string;
  readonly sentences: number;
  readonly dates: readonly { readonly words?: string; readonly s?: number; readonly when: string | null }[];
  readonly drafts: readonly KeyDraft[];
}

/** Found of all wanted, and right of all found. */
export interface Tally {
  readonly right: number;
  readonly wanted: number;
  readonly found: number;
}

export interface Score {
  readonly sentences: Tally;
  readonly dates: Tally;
  readonly pairs: Tally;
  /** Of drafts whose pair is right: */
  readonly when: Tally;
  readonly never: Tally;
  readonly deed: Tally;
  readonly by: Tally;
  readonly odds: Tally;
  /** Drafts whose quote does not stand in the text at its place. */
  readonly untrueSpans: number;
  readonly drafts: number;
  readonly confusions: readonly string[];
}

export function crisisAt(file: string): Crisis {
  const { crisis } = readCrisis(file, (name) => readFileSync(name, "utf8"));
  if (!crisis) throw new Error(`${file} has mistakes`);
  return crisis;
}

export function keyOf(file: string): Key {
  return parse(readFileSync(file, "utf8")) as Key; // checked by the test of the keys
}

/** @param name path of an article without its ending */
export function scoreArticle(path: string): Score {
  const key = keyOf(`${path}.key.yaml`);
  const crisis = crisisAt(join(dirname(path), key.crisis!));
  return score(readFileSync(`${path}.txt`, "utf8"), key, crisis);
}

export function score(text: string, key: Key, crisis: Crisis): Score {
  // Reports of the crisis are left out: they would join drafts, not change them.
  const read = readArticle(text, { ...crisis, reports: [] }, tools, { toldDay: daysOf(key.told)!.first, prefix: "a" });
  const confusions: string[] = [];
  const sentenceOf = (draft: { readonly in?: string; readonly words?: string; readonly s?: number }): number =>
    draft.s ?? read.sentences.find(({ end }) => end > text.indexOf((draft.in ?? draft.words)!))!.number;
  const fields = scoreDrafts(key, read, sentenceOf, confusions);
  return {
    sentences: { right: Number(read.sentences.length === key.sentences), wanted: 1, found: 1 },
    dates: scoreDates(text, key, read, sentenceOf, confusions),
    ...fields,
    untrueSpans: read.drafts.filter(({ span }) => text.slice(span.start, span.end) !== span.quote || span.quote === "")
      .length,
    drafts: read.drafts.length,
    confusions,
  };
}

type SentenceOf = (draft: { readonly in?: string; readonly words?: string; readonly s?: number }) => number;

function scoreDates(text: string, key: Key, read: ReadArticle, sentenceOf: SentenceOf, confusions: string[]): Tally {
  const wanted = key.dates.filter(({ when }) => when !== null);
  let right = 0;
  for (const one of wanted) {
    const place = one.words === undefined ? undefined : text.indexOf(one.words);
    const sentence = read.sentences.find(({ number }) => number === sentenceOf(one))!;
    const near = read.dates.filter(({ start, end }) =>
      place === undefined
        ? sentence.start <= start && end <= sentence.end
        : start < place + one.words!.length && place < end,
    );
    const days = near.map(({ days: found }) => (found ? written(found) : "no days"));
    if (days.includes(written(daysOf(one.when!)!))) right++;
    else confusions.push(`date ${one.words ?? `in S${one.s}`}: wanted ${one.when}, read ${days.join(", ") || "none"}`);
  }
  const found = read.dates.filter(({ days }) => days).length;
  return { right, wanted: wanted.length, found: Math.max(found, right) };
}

function scoreDrafts(
  key: Key,
  read: ReadArticle,
  sentenceOf: SentenceOf,
  confusions: string[],
): Pick<Score, "pairs" | "when" | "never" | "deed" | "by" | "odds"> {
  const claims = read.drafts.filter(({ kind }) => kind === "claim");
  const estimates = read.drafts.filter(({ kind }) => kind === "estimate");
  const used = new Set<Draft>();
  const hit = { pairs: 0, when: 0, never: 0, deed: 0, by: 0, odds: 0 };
  const wantedClaims = key.drafts.filter(({ claim }) => claim !== undefined);
  const wantedBy = { wanted: 0, found: 0 };
  for (const wanted of key.drafts) {
    const sentence = sentenceOf(wanted);
    const draft = (wanted.claim === undefined ? estimates : claims).find(
      (one) =>
        !used.has(one) &&
        one.sentence === sentence &&
        (wanted.claim === undefined ? oddsFit(one, wanted) : claimFits(one, wanted.claim)),
    );
    const name = wanted.claim ?? `odds of ${wanted.odds!.ending}`;
    if (!draft) {
      confusions.push(`S${sentence} ${name}: not drafted`);
      continue;
    }
    used.add(draft);
    const miss = (field: string, read_: string, want: string): void => {
      confusions.push(`S${sentence} ${name}: ${field} read as ${read_}, wanted ${want}`);
    };
    if (wanted.claim === undefined) hit.odds++;
    else {
      hit.pairs++;
      const when = draft.when?.basis === "text" ? written(draft.when) : "none";
      const wantedWhen = wanted.when == null ? "none" : written(daysOf(wanted.when)!);
      if (when === wantedWhen) hit.when++;
      else miss("when", when, wantedWhen);
      if (draft.never === (wanted.never ?? false)) hit.never++;
      else miss("never", String(draft.never), String(wanted.never ?? false));
      if (draft.never || draft.deed === (wanted.deed ?? "deed")) hit.deed++;
      else miss("deed", draft.deed, wanted.deed ?? "deed");
    }
    const voices = draft.chain.map(({ words }) => words);
    if (wanted.by !== undefined) wantedBy.wanted++;
    if (voices.length > 0) wantedBy.found++;
    const by = wanted.by === undefined ? [] : [wanted.by].flat();
    if (by.length > 0 && isChain(voices, by)) hit.by++;
    else if (by.length > 0 || voices.length > 0) miss("by", voices.join(" ← ") || "nobody", by.join(" ← ") || "nobody");
  }
  for (const one of [...claims, ...estimates]) {
    if (used.has(one)) continue;
    const what = one.condition ?? (one.moves.join(" or ") || `odds of ${one.odds?.ending}`);
    confusions.push(`S${one.sentence} ${what}: drafted from "${one.span.quote}", not wanted (${one.confidence})`);
  }
  const of = (right: number): Tally => ({ right, wanted: hit.pairs, found: hit.pairs });
  return {
    pairs: { right: hit.pairs, wanted: wantedClaims.length, found: claims.length },
    when: of(hit.when),
    never: of(hit.never),
    deed: of(hit.deed),
    by: { right: hit.by, ...wantedBy },
    odds: { right: hit.odds, wanted: key.drafts.length - wantedClaims.length, found: estimates.length },
  };
}

function claimFits({ moves, condition }: Draft, claim: string): boolean {
  return condition === claim || moves.includes(claim);
}

function oddsFit({ odds }: Draft, { odds: wanted }: KeyDraft): boolean {
  const share = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : Number.parseFloat(text) / 100;
  return (
    odds?.ending === wanted!.ending &&
    odds.probability === share(wanted!.probability) &&
    odds.below === share(wanted!.below) &&
    odds.above === share(wanted!.above)
  );
}

/** Each of them is among the voices, in this order. */
function isChain(voices: readonly string[], wanted: readonly string[]): boolean {
  let from = 0;
  return wanted.every((one) => {
    const at = voices.findIndex((voice, i) => i >= from && sameVoice(voice, one));
    from = at + 1;
    return at >= 0;
  });
}

function sameVoice(found: string, wanted: string): boolean {
  const plain = (words: string): string => words.toLowerCase().replace(/^(?:an?|the|some|one|our)\s+/, "");
  return (
    plain(found) === plain(wanted) ||
    plain(found).startsWith(plain(wanted)) ||
    (plain(wanted).startsWith(plain(found)) && plain(found).length >= 6)
  );
}

function daysOf(when: string): { readonly first: number; readonly last: number } | undefined {
  const [from, to = from] = when.split("..");
  const [first, last] = [parseCalendarDate(from!), parseCalendarDate(to!)];
  return first && last && { first: first.first, last: last.last };
}

function written({ first, last }: { readonly first: number; readonly last: number }): string {
  return first === last ? isoDay(first) : `${isoDay(first)}..${isoDay(last)}`;
}

/** F1 of a tally, in [0, 1]; 1 where nothing was wanted and nothing found. */
export function f1({ right, wanted, found }: Tally): number {
  return wanted + found === 0 ? 1 : (2 * right) / (wanted + found);
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    right: tallies.reduce((total, { right }) => total + right, 0),
    wanted: tallies.reduce((total, { wanted }) => total + wanted, 0),
    found: tallies.reduce((total, { found }) => total + found, 0),
  };
}
