/** Checks of texts, sources and actors. */
import { parseCalendarDate } from "../calendar.ts";
import type { ActorEntry, CrisisEntry, SourceEntry } from "../file/entries.ts";
import type { Actor, Source, SourceText } from "../model.ts";
import { parseExpression } from "../parse-expression.ts";
import type { Named } from "../shape/collections.ts";
import type { Located } from "../shape/shape.ts";
import { constantValue } from "./bounds.ts";
import { type CheckContext, numberAt } from "./context.ts";

export function checkTexts(entry: CrisisEntry): SourceText[] {
  return (entry.texts ?? []).map(({ name, value }) => ({
    prefix: name.value,
    label: value.name?.value ?? name.value,
    sentences: value.sentences.value,
    at: name.at,
  }));
}

/** Default chance of being reliable, by grade. */
export const GRADES: ReadonlyMap<string, number> = new Map([
  ["A", 0.95],
  ["B", 0.85],
  ["C", 0.7],
  ["D", 0.5],
  ["E", 0.25],
  ["F", 0.5],
]);

/** Default chance of being right when the source is reliable, by credibility digit. */
export const CREDIBILITIES: ReadonlyMap<string, number> = new Map([
  ["1", 0.98],
  ["2", 0.9],
  ["3", 0.75],
  ["4", 0.55],
  ["5", 0.25],
  ["6", 0.5],
]);

/** The defaults with what the file puts in their place; other keys are errors. */
export function checkScale(
  defaults: ReadonlyMap<string, number>,
  overrides: readonly Named<Located<number>>[] | undefined,
  where: string,
  context: CheckContext,
): ReadonlyMap<string, number> {
  const scale = new Map(defaults);
  for (const { name, value } of overrides ?? []) {
    if (defaults.has(name.value)) scale.set(name.value, value.value);
    else context.findings.add("unknown-key", name.at, { key: name.value, where, valid: [...defaults.keys()] });
  }
  return scale;
}

export function checkSources(
  entries: readonly Named<SourceEntry>[],
  grades: ReadonlyMap<string, number>,
  context: CheckContext,
): Source[] {
  const via = entries.map(({ value }) => (value.via ? context.find("source", value.via) : undefined));
  noteSourceCycles(entries, via, context);
  return entries.map(({ name, value }, i) => {
    const grade = value.grade?.value ?? "F";
    const publishedDay = publishedDayOf(value, context);
    const link = via[i];
    if (link !== undefined) context.usedSources.add(link);
    return {
      ...context.element(name, value),
      grade,
      reliability: grades.get(grade) ?? 0.5,
      ...(link === undefined ? {} : { via: link }),
      ...(publishedDay === undefined ? {} : { publishedDay }),
    };
  });
}

function publishedDayOf(entry: SourceEntry, context: CheckContext): number | undefined {
  if (!entry.published) return undefined;
  const { value, at } = entry.published;
  const dated = context.clock.startDay !== undefined;
  const day = dated ? parseCalendarDate(value)?.last : /^[1-9]\d{0,5}$/.test(value) ? Number(value) - 1 : undefined;
  if (day === undefined && context.knowsDates)
    context.findings.add("bad-date", at, { name: "published", found: value, dated });
  return day;
}

/** Each source on a circle is walked once; a circle is noted at its first member. */
function noteSourceCycles(
  entries: readonly Named<SourceEntry>[],
  via: readonly (number | undefined)[],
  context: CheckContext,
): void {
  const state = new Int8Array(entries.length);
  for (let start = 0; start < entries.length; start++) {
    const path: number[] = [];
    let at: number | undefined = start;
    while (at !== undefined && state[at] === 0) {
      state[at] = 1;
      path.push(at);
      at = via[at];
    }
    if (at !== undefined && state[at] === 1) {
      const { name, value } = entries[at]!;
      context.findings.add("source-cycle", value.via?.at ?? name.at, { source: name.value });
    }
    for (const visited of path) state[visited] = 2;
  }
}

const INFINITE: ReadonlySet<string> = new Set(["infinite", "infinity", "inf", ".inf", "∞"]);

export function checkActors(entries: readonly Named<ActorEntry>[], file: CrisisEntry, context: CheckContext): Actor[] {
  const endless = context.clock.steps === undefined;
  return entries.map(({ name, value: entry }): Actor => {
    const actsByChance = entry.acts_by?.value === "chance";
    const phrase = entry.discount ?? file.discount;
    const discount = context.expression(phrase, { place: "`discount`", reads: "parameters" });
    const place = phrase?.at ?? file.clock?.at ?? name.at;
    checkDiscount(discount && constantValue(discount, context.values), place, endless, context);
    const precision = actsByChance ? undefined : checkPrecision(name, entry, context);
    return {
      ...context.element(name, entry),
      ...(precision === undefined ? {} : { precision }),
      actsByChance,
      discount: discount ?? numberAt(1, name.at),
      aliases: (entry.aliases ?? []).map((alias) => alias.value),
    };
  });
}

function checkDiscount(value: number | undefined, at: Actor["at"], endless: boolean, context: CheckContext): void {
  const discount = value ?? 1;
  if (discount > 0 && (endless ? discount < 1 : discount <= 1)) return;
  context.findings.add("discount-range", at, { value: discount, endless });
}

function checkPrecision(name: Located<string>, entry: ActorEntry, context: CheckContext): Actor["precision"] {
  if (!entry.precision) return numberAt(1, name.at);
  if (INFINITE.has(entry.precision.text)) return "infinite";
  const phrase = parseExpression(entry.precision, context.findings);
  const precision = context.expression(phrase, { place: "`precision`", reads: "parameters" });
  const value = precision && constantValue(precision, context.values);
  if (value !== undefined && value < 0) {
    context.findings.add("precision-range", entry.precision.at, { actor: name.value, value });
  }
  return precision;
}
