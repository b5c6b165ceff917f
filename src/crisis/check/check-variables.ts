import { parseDates, stepOfDay } from "../calendar.ts";
import type { Expression } from "../expression.ts";
import type { LevelsEntry, VariableEntry } from "../file/entries.ts";
import type { Variable } from "../model.ts";
import type { Named } from "../shape/collections.ts";
import type { Located } from "../shape/shape.ts";
import type { Phrase } from "../syntax.ts";
import { constantValue } from "./bounds.ts";
import { type CheckContext, numberAt } from "./context.ts";
import { levelOf, noteOutsideClock } from "./lookups.ts";

/** Names of the levels in order. */
export function levelNames(entry: LevelsEntry): string[] {
  if (entry.kind === "names") return entry.names.map((name) => name.value);
  return Array.from({ length: entry.count.value }, (_, i) => String(i));
}

/** Declared variables, in file order. */
export function checkVariables(entries: readonly Named<VariableEntry>[], context: CheckContext): Variable[] {
  let ladder: Located<string> | undefined;
  return entries.map(({ name, value: entry }, index): Variable => {
    checkLevels(name, entry, context);
    const levels = levelNames(entry.levels);
    const isLadder = entry.ladder?.value === true;
    if (isLadder && ladder) {
      const related = [{ span: ladder.at, note: "first" }];
      context.findings.add("one-ladder", name.at, { variable: name.value, first: ladder.value }, related);
    } else if (isLadder) ladder = name;
    const start = checkStart(name, entry, index, context);
    const uncertain = start.filter((chance) => chance.kind !== "number" || chance.value !== 0).length > 1;
    const calendar = entry.calendar ? checkCalendar(name, entry, index, context) : undefined;
    return {
      ...context.element(name, entry),
      levels,
      start,
      uncertain,
      seenBy: checkSeenBy(entry, context),
      ladder: isLadder,
      ...(calendar ? { calendar } : {}),
      origin: "declared",
    };
  });
}

function checkLevels(name: Located<string>, entry: VariableEntry, context: CheckContext): void {
  if (entry.levels.kind === "count") return;
  const { names } = entry.levels;
  if (names.length === 0 || names.length > 100) {
    context.findings.add("too-many-levels", name.at, { variable: name.value, levels: names.length });
  }
  const first = new Map<string, Located<string>>();
  for (const level of names) {
    const earlier = first.get(level.value);
    if (earlier)
      context.findings.add("duplicate-key", level.at, { key: level.value }, [{ span: earlier.at, note: "first" }]);
    else first.set(level.value, level);
  }
}

function checkSeenBy(entry: VariableEntry, context: CheckContext): Variable["seenBy"] {
  if (!entry.seen_by) return "all";
  return entry.seen_by.map((actor) => context.find("actor", actor)).filter((actor) => actor !== undefined);
}

/** One chance a level; the first level for sure where the file does not say. */
function checkStart(
  name: Located<string>,
  entry: VariableEntry,
  variable: number,
  context: CheckContext,
): Expression[] {
  const { length } = levelNames(entry.levels);
  const sure = (level: number, at = name.at): Expression[] =>
    Array.from({ length }, (_, i) => numberAt(i === level ? 1 : 0, at));
  if (!entry.start) return sure(0);
  if (entry.start.kind === "level")
    return sure(levelOf(entry.start.level, variable, context) ?? 0, entry.start.level.at);
  if (entry.calendar) context.findings.add("start-and-calendar", name.at, { variable: name.value });
  return checkStartChances(name, entry.start.chances, variable, context, sure(-1));
}

function checkStartChances(
  name: Located<string>,
  chances: readonly Named<Phrase>[],
  variable: number,
  context: CheckContext,
  start: Expression[],
): Expression[] {
  let rest: { readonly level: number; readonly at: Expression["at"] } | undefined;
  const given: Expression[] = [];
  for (const { name: levelName, value: phrase } of chances) {
    const level = levelOf(levelName, variable, context);
    const chance = context.chance(phrase, `\`${levelName.value}\` at the start`, "parameters");
    if (level === undefined || chance === undefined) continue;
    if (chance === "rest") {
      if (rest) {
        const what = `the start of \`${name.value}\``;
        context.findings.add("two-rests", phrase.at, { what }, [{ span: rest.at, note: "first" }]);
      }
      rest = { level, at: phrase.at };
    } else {
      start[level] = chance;
      given.push(chance);
    }
  }
  if (rest) start[rest.level] = remainder(given, rest.at);
  noteSum(name, given, rest !== undefined, chances, context);
  return start;
}

/** What the given chances leave of 1. */
export function remainder(given: readonly Expression[], at: Expression["at"]): Expression {
  return given.reduce<Expression>(
    (left, chance) => ({ kind: "binary", op: "-", left, right: chance, at }),
    numberAt(1, at),
  );
}

function noteSum(
  name: Located<string>,
  given: readonly Expression[],
  hasRest: boolean,
  chances: readonly Named<Phrase>[],
  context: CheckContext,
): void {
  const values = given.map((chance) => constantValue(chance, context.values));
  if (given.length < chances.length - (hasRest ? 1 : 0) || values.some((value) => value === undefined)) return;
  const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0);
  if (hasRest ? sum <= 1 + 1e-9 : Math.abs(sum - 1) <= 1e-9) return;
  const last = chances.at(-1);
  const related = chances.slice(0, -1).map((chance) => ({ span: chance.value.at, note: "" }));
  context.findings.add(
    "chances-not-one",
    last?.value.at ?? name.at,
    { what: `the start of \`${name.value}\``, sum },
    related,
  );
}

/** Level of each step; each date must lie within the clock, and no step in two entries. */
function checkCalendar(
  name: Located<string>,
  entry: VariableEntry,
  variable: number,
  context: CheckContext,
): number[] | undefined {
  const { clock, findings } = context;
  if (clock.steps === undefined) {
    findings.add("needs-end", name.at, {
      what: `The calendar of \`${name.value}\``,
      remedy: "give the clock `steps`, or delete the calendar.",
    });
    return undefined;
  }
  const normal = entry.start?.kind === "level" ? (levelOf(entry.start.level, variable, context) ?? 0) : 0;
  const levels = Array.from({ length: clock.steps }, () => normal);
  const taken = new Uint8Array(clock.steps);
  for (const { name: dates, value: levelName } of entry.calendar ?? []) {
    const days = parseDates(clock, dates.value);
    const level = levelOf(levelName, variable, context);
    if (!days && context.knowsDates)
      findings.add("bad-date", dates.at, { name: "calendar", found: dates.value, dated: clock.startDay !== undefined });
    if (!days || level === undefined) continue;
    const from = stepOfDay(clock, days.first);
    const to = stepOfDay(clock, days.last);
    if (to < 0 || from >= clock.steps) noteOutsideClock("calendar", dates, context, "warning");
    for (let step = Math.max(0, from); step <= Math.min(to, clock.steps - 1); step++) {
      if (taken[step] && context.clockSure)
        findings.add("calendar-overlap", dates.at, { variable: name.value, date: dates.value });
      taken[step] = 1;
      levels[step] = level;
    }
  }
  return levels;
}
