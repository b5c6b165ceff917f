import { firstDayOfStep, isoDay } from "../../crisis/calendar.ts";
import type { Crisis } from "../../crisis/model.ts";
import { LANGUAGE_WORDS } from "../../crisis/shape/reserved-words.ts";
import type { Draft, Voice } from "./draft.ts";
import { writtenDays } from "./draft-dates.ts";
import type { NewEntry } from "./insert-entries.ts";
import { type ArticleRead, isStanding, knownArticle, plain, shortened } from "./known-article.ts";

export interface WrittenArticle {
  /** What a reader sees. */
  readonly name: string;
  /** Prefix of its sentences, as `articleNames` gives it. */
  readonly prefix: string;
  readonly sentences: number;
  /** Key of its source, of the crisis or new. */
  readonly source: string;
  readonly toldDay: number | undefined;
}

/**
 * Entries of a crisis file for accepted drafts: the article as text and
 * source, new voices as sources by way of it, claims and statements as
 * reports, odds as estimates. Plans and what cannot be placed on the clock
 * become statements, which weigh nothing. Texts, sources, reports and estimates
 * the crisis has already are not written again.
 */
export function draftEntries(given: readonly Draft[], article: WrittenArticle, crisis: Crisis): readonly NewEntry[] {
  const { name, prefix, sentences, source, toldDay } = article;
  const drafts = given.filter((draft) => !isStanding(draft, prefix, crisis));
  if (drafts.length === 0) return [];
  const taken = namesOf(crisis);
  taken.add(prefix).add(source);
  const voices = new Map<string, string>();
  const added: NewEntry[] = [];
  const voiceKey = (voice: Voice, via: string): string => {
    // Who speaks by way of another article is, by way of this one, another chain.
    const own = crisis.sources.find(({ name: one }) => one === voice.source);
    const carrier = own?.via === undefined ? undefined : crisis.sources[own.via]?.name;
    if (own && (voice.chosen === true || carrier === undefined || carrier === via)) return own.name;
    const place = `${voice.words.toLowerCase()} ${via}`;
    const before = voices.get(place) ?? passedOn(voice.words, via, crisis);
    if (before !== undefined) return before;
    const key = free(slug(voice.words), taken);
    taken.add(key);
    voices.set(place, key);
    added.push({ section: "sources", key, value: `{ name: ${quoted(voice.words)}, via: ${via}, grade: F }` });
    return key;
  };
  const sourceOf = (draft: Draft): string =>
    [...draft.chain].reverse().reduce((via, voice) => voiceKey(voice, via), source);
  const ids = new Set([...crisis.reports.map((report) => report.name), ...drafts.map(({ id }) => id)]);
  const entries = drafts.map((draft) => entryOf(draft, sourceOf(draft), { article, crisis, ids, drafts }));
  const published = toldDay === undefined ? "" : `, published: ${isoDay(toldDay)}`;
  const text: NewEntry = {
    section: "texts",
    key: prefix,
    value: `{ name: ${quoted(name)}, sentences: ${sentences} }`,
  };
  const own: NewEntry = { section: "sources", key: source, value: `{ name: ${quoted(name)}, grade: F${published} }` };
  return [
    ...(crisis.texts.some((one) => one.prefix === prefix) ? [] : [text]),
    ...(crisis.sources.some((one) => one.name === source) ? [] : [own]),
    ...added,
    ...entries,
  ];
}

/** A source of the crisis of that name that speaks by way of this one. */
function passedOn(words: string, via: string, { sources }: Crisis): string | undefined {
  const wanted = words.toLowerCase();
  return sources.find(
    (one) => one.via !== undefined && sources[one.via]?.name === via && one.label.toLowerCase() === wanted,
  )?.name;
}

/** What the ids of an article's drafts begin with; no report of the crisis does. */
export function idPrefix(name: string, { reports }: Crisis): string {
  const prefix = slug(name).slice(0, 24);
  const taken = (one: string): boolean => reports.some((report) => report.name.startsWith(`${one}_`));
  if (!taken(prefix)) return prefix;
  for (let n = 2; ; n++) if (!taken(`${prefix}${n}`)) return `${prefix}${n}`;
}

/**
 * A prefix for the sentences of an article and a key for its source: those the
 * crisis has them under where it has the article already, else free ones.
 *
 * @param read  the article; without it, it counts as new
 */
export function articleNames(
  name: string,
  crisis: Crisis,
  read?: ArticleRead,
): { readonly prefix: string; readonly source: string } {
  const known = read && knownArticle(name, read, crisis);
  if (known) return known;
  const taken = namesOf(crisis);
  for (const { prefix } of crisis.texts) taken.add(prefix);
  const source = free(slug(name), taken);
  taken.add(source);
  const letters = slug(name).replace(/\d+$/, "").replace(/_+$/, "");
  const prefix = free(letters.charAt(0).toUpperCase() + letters.slice(1, 12), taken, "x");
  return { prefix, source };
}

interface Writing {
  readonly article: WrittenArticle;
  readonly crisis: Crisis;
  readonly ids: ReadonlySet<string>;
  readonly drafts: readonly Draft[];
}

function entryOf(draft: Draft, source: string, writing: Writing): NewEntry {
  const { article } = writing;
  const text = `text: [${article.prefix}${draft.sentence}]`;
  if (draft.kind === "estimate" && draft.odds) return estimateOf(draft, source, text);
  const told = article.toldDay === undefined ? [] : [`told: ${isoDay(article.toldDay)}`];
  const quote = `quote: ${quoted(shortened(draft.span.quote))}`;
  const same = sameAs(draft, writing);
  if (same !== undefined) {
    return report([
      `id: ${draft.id}`,
      `same_as: ${same}`,
      ...told,
      `source: ${source}`,
      `credibility: ${draft.credibility}`,
      quote,
      text,
    ]);
  }
  const happened = claimDays(draft, writing);
  if (draft.kind === "statement" || draft.deed === "plan" || happened === undefined) {
    const about = draft.about ?? draft.actors[0];
    const said =
      draft.kind === "statement"
        ? draft.span.quote
        : `${draft.deed === "plan" ? "plans" : "tells"}: ${draft.span.quote}`;
    return report([
      `id: ${draft.id}`,
      ...told,
      `source: ${source}`,
      `says: ${quoted(said)}`,
      ...(about === undefined ? [] : [`about: ${about}`]),
      text,
    ]);
  }
  const claim = `saw: ${sawOf(draft)}`;
  return report([
    `id: ${draft.id}`,
    `happened: ${happened}`,
    ...told,
    `source: ${source}`,
    `credibility: ${draft.credibility}`,
    claim,
    quote,
    text,
  ]);
}

function report(parts: readonly string[]): NewEntry {
  return { section: "reports", value: `{ ${parts.join(", ")} }` };
}

function estimateOf({ odds, when, chain }: Draft, source: string, text: string): NewEntry {
  const percent = (value: number): string => `${Number((100 * value).toPrecision(6))}%`;
  const size = (["probability", "below", "above"] as const).flatMap((key) => {
    const value = odds?.[key];
    return value === undefined ? [] : [`${key}: ${percent(value)}`];
  });
  const horizon = when?.basis === "text" ? [`horizon: ${quoted(isoDay(when.last))}`] : [];
  const by = quoted(chain[0]?.words ?? source.replaceAll("_", " "));
  return {
    section: "estimates",
    value: `{ by: ${by}, via: ${source}, ending: ${odds?.ending}, ${[...size, ...horizon, text].join(", ")} }`,
  };
}

/** The event it is the same as, where that is in the crisis or among what is written. */
function sameAs({ sameAs: root, kind, deed }: Draft, { ids, drafts, crisis, article }: Writing): string | undefined {
  if (root === undefined || kind !== "claim" || deed === "plan" || !ids.has(root)) return undefined;
  const draft = drafts.find(({ id }) => id === root);
  if (!draft) return root;
  // Joined to what cannot stand as a claim, it would inherit nothing.
  return claimDays(draft, { article, crisis }) === undefined ? undefined : root;
}

/** Days of a claim within the clock and not after it was told; undefined where none are left. */
export function claimDays(
  { when }: Draft,
  { article, crisis }: { readonly article: Pick<WrittenArticle, "toldDay">; readonly crisis: Crisis },
): string | undefined {
  const { clock } = crisis;
  if (!when || clock.startDay === undefined || clock.steps === undefined) return undefined;
  const last = Math.min(when.last, firstDayOfStep(clock, clock.steps) - 1, article.toldDay ?? Number.POSITIVE_INFINITY);
  const first = Math.max(when.first, clock.startDay);
  return first <= last ? writtenDays(first, last) : undefined;
}

function sawOf({ moves, condition, never }: Draft): string {
  if (condition !== undefined) return never ? `{ none of: [${quoted(condition)}] }` : quoted(condition);
  if (never) return `{ none of: [${moves.join(", ")}] }`;
  const [only, ...more] = moves;
  if (more.length > 0) return `{ any of: [${moves.join(", ")}] }`;
  const [actor, move] = (only ?? "").split(".");
  return `{ ${actor}: ${move} }`;
}

/** A name as identifiers are written. */
export function slug(words: string): string {
  const plain = words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const name = plain
    .replace(/^(?:the|an?)\s+/, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_\d]+|_+$/g, "")
    .slice(0, 40);
  return name === "" ? "article" : name;
}

function free(name: string, taken: ReadonlySet<string>, gap = "_"): string {
  if (!taken.has(name)) return name;
  for (let n = 2; ; n++) {
    // A prefix of sentences must not end in a digit.
    const other = gap === "_" ? `${name}_${n}` : `${name}${gap.repeat(n - 1)}`;
    if (!taken.has(other)) return other;
  }
}

/** Everything a new source or text of this crisis may not be called. */
function namesOf(crisis: Crisis): Set<string> {
  const lists = [
    crisis.sources,
    crisis.actors,
    crisis.parameters,
    crisis.variables,
    crisis.endings,
    crisis.moves,
    crisis.drivers,
    crisis.reports,
  ];
  const levels = crisis.variables.flatMap((variable) => variable.levels);
  return new Set([
    ...lists.flatMap((list) => list.map(({ name }) => name)),
    ...levels,
    ...LANGUAGE_WORDS,
    ...crisis.texts.map(({ prefix }) => prefix),
  ]);
}

function quoted(words: string): string {
  return JSON.stringify(plain(words));
}
