import type { Crisis, Report } from "../../crisis/model.ts";
import type { Draft } from "./draft.ts";
import { isNeverTold, joinSame, moveTold } from "./join-same.ts";

/** An article as it was read. */
export interface ArticleRead {
  readonly text: string;
  /** Numbers from 1; UTF-16 offsets in the text. */
  readonly sentences: readonly { readonly number: number; readonly start: number; readonly end: number }[];
  readonly toldDay: number | undefined;
}

/**
 * Prefix of the text and key of the source under which a crisis has an
 * article already: a text of as many sentences, most of whose quotations
 * stand in these sentences. A text of another name needs two of them; one of
 * the same name that nothing quotes has a source of its name and date.
 */
export function knownArticle(
  name: string,
  { text, sentences, toldDay }: ArticleRead,
  crisis: Crisis,
): { readonly prefix: string; readonly source: string } | undefined {
  const words = new Map(sentences.map(({ number, start, end }) => [number, plain(text.slice(start, end))]));
  for (const { prefix, label, sentences: many } of crisis.texts) {
    if (many !== sentences.length) continue;
    const quoting = crisis.reports.filter((report) => sentenceOf(report, prefix) !== undefined);
    const source = sourceOf(quoting, name, crisis);
    if (source === undefined) continue;
    const quotes = quoting.flatMap((report) => {
      const quote = quoteOf(report);
      return quote === undefined ? [] : [{ quote, sentence: sentenceOf(report, prefix)! }];
    });
    const found = quotes.filter(({ quote, sentence }) => words.get(sentence)?.includes(quote)).length;
    const named = label === name;
    const dated = named && source.label === name && source.publishedDay === toldDay;
    const same = quotes.length === 0 ? dated : 2 * found > quotes.length && (named || found >= 2);
    if (same) return { prefix, source: source.name };
  }
  return undefined;
}

const NOTE = "in the crisis already when this was read: it is not written a second time";

/**
 * Drafts of an article whose text has that prefix in the crisis: what stands
 * there already carries the name of its report as `id`, also where the report
 * was edited since. Which tell of one event is decided anew.
 */
export function withStanding(drafts: readonly Draft[], prefix: string, crisis: Crisis): readonly Draft[] {
  const names = standingNames(drafts, prefix, crisis);
  const renamed = drafts.map((draft) => {
    const id = names.get(draft.id);
    if (id === undefined && !isStanding(draft, prefix, crisis)) return draft;
    return { ...draft, id: id ?? draft.id, notes: [...draft.notes, NOTE] };
  });
  if (names.size === 0) return renamed;
  const own = new Set(names.values());
  const others = { ...crisis, reports: crisis.reports.filter((report) => !own.has(report.name)) };
  // What stands is the event that others tell of again, wherever in the article it is told.
  const inOrder = [...renamed.filter(({ id }) => own.has(id)), ...renamed.filter(({ id }) => !own.has(id))];
  const joined = new Map(joinSame(inOrder, others).map((draft) => [draft.id, draft]));
  return renamed.map(({ id }) => joined.get(id)!);
}

/** Whether the crisis has what this draft would be written as: the report of its name, or these odds of its sentence. */
export function isStanding({ id, kind, sentence, odds }: Draft, prefix: string, crisis: Crisis): boolean {
  if (kind !== "estimate") return crisis.reports.some(({ name }) => name === id);
  return crisis.estimates.some((estimate) => {
    if (crisis.endings[estimate.ending]?.name !== odds?.ending || !estimate.text.includes(`${prefix}${sentence}`)) {
      return false;
    }
    return (["probability", "below", "above"] as const).every((key) => {
      return Math.abs((estimate[key] ?? -1) - (odds?.[key] ?? -1)) < 1e-6;
    });
  });
}

/** Names of reports by the ids of drafts of the same words; where several share them, first those of the same claim. */
function standingNames(drafts: readonly Draft[], prefix: string, crisis: Crisis): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const claims = drafts.filter(({ kind }) => kind !== "estimate");
  const left = new Set(crisis.reports.filter((report) => sentenceOf(report, prefix) !== undefined));
  for (const exact of [true, false]) {
    for (const report of left) {
      const draft = claims.find((one) => {
        if (names.has(one.id) || one.sentence !== sentenceOf(report, prefix)) return false;
        if (plain(shortened(one.span.quote)) !== quoteOf(report, false)) return false;
        return !exact || tellsTheSame(one, report, crisis);
      });
      if (!draft) continue;
      names.set(draft.id, report.name);
      left.delete(report);
    }
  }
  return names;
}

function tellsTheSame({ moves, never }: Draft, report: Report, crisis: Crisis): boolean {
  // Reports of a crisis point at one another by their places in its list.
  const event = crisis.reports[report.sameAs]!;
  return moves.length === 1 && moveTold(event, crisis) === moves[0] && isNeverTold(event) === never;
}

/** The source that the reports of a text come from in the end: the one of that name, else the one of most. */
function sourceOf(
  quoting: readonly Report[],
  name: string,
  { sources }: Crisis,
): Crisis["sources"][number] | undefined {
  const counts = new Map<Crisis["sources"][number], number>();
  for (const report of quoting) {
    let source = sources[report.source]!;
    while (source.via !== undefined) source = sources[source.via]!;
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return sources.find(({ label, via }) => label === name && via === undefined) ?? most?.[0];
}

/** Number of the sentence of a text that a report rests on. */
function sentenceOf({ text }: Report, prefix: string): number | undefined {
  const place = text.find((one) => one.startsWith(prefix) && /^\d+$/.test(one.slice(prefix.length)));
  return place === undefined ? undefined : Number(place.slice(prefix.length));
}

/** Words of the article in a report; without the mark that they were cut where they are looked for in it. */
function quoteOf({ quote, says }: Report, within = true): string | undefined {
  const words = quote ?? says?.replace(/^(?:plans|tells): /, "");
  if (words === undefined) return undefined;
  return plain(within ? words.replace(/…$/, "") : shortened(words));
}

/** A quotation as a report holds it: at most 300 letters. */
export function shortened(quote: string): string {
  return quote.length <= 300 ? quote : `${quote.slice(0, 299)}…`;
}

const unsafe = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Words as they may stand in a file: without letters that steer. */
export function plain(words: string): string {
  return words.replace(unsafe, " ");
}
