import { dateOfStep, endOfStep, parseDates, stepOfDay } from "../crisis/calendar.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { type AsOf, readAsOf } from "./as-of.ts";
import { datedOnEndlessClock, endlessChange } from "./endless/endless-course.ts";
import { type Intervention, isAssumption, type Window } from "./intervention.ts";
import { contradictions, type InterventionWords, readInterventions } from "./read-intervention.ts";
import { type Change, changeOf, type Deed } from "./what-if-change.ts";

/** Something to be done, and how it was asked for. */
export interface Course {
  readonly change: Change;
  readonly words: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

interface CourseOptions {
  readonly asOf?: string;
  readonly from?: number;
  readonly until?: number;
}

/**
 * What is to be done, in the terms of the crisis, or what is wrong with it.
 *
 * Errors: `unknown-name`, `unknown-level`, `bad-value`, `bad-date`,
 * `cannot-set`, `cannot-force`, `cannot-forbid`, `contradiction`,
 * `nothing-to-do`, `before-as-of`, `outside-clock`, `window-empty`; on an endless clock `bad-date` for any date.
 * Warnings: `outside-range`.
 */
export function readCourse(
  crisis: Crisis,
  words: InterventionWords,
  options: CourseOptions,
): Course | { readonly diagnostics: readonly Diagnostic[] } {
  const { interventions, diagnostics } = readInterventions(crisis, words);
  if (crisis.clock.steps === undefined)
    return readEndlessCourse(crisis, words, options, { interventions, diagnostics });
  const planned = (words.plan ?? []).map((text) => readPlanned(crisis, text.trim(), options));
  const mistakes = [
    ...diagnostics.filter(({ severity }) => severity === "error"),
    ...planned.flatMap((deed) => ("code" in deed ? [deed] : [])),
    ...contradictions(crisis, interventions, words),
  ];
  if (mistakes.length > 0) return { diagnostics: mistakes };
  const plan = planned.flatMap((deed) => ("code" in deed ? [] : [deed]));
  if (interventions.length === 0 && plan.length === 0) return { diagnostics: [nothingToDo()] };
  const against = plannedAndForbidden(crisis, plan, interventions) ?? plannedTwice(crisis, plan);
  if (against) return { diagnostics: [against] };
  const window = readWindow(crisis, { interventions, planned: plan.length > 0 }, options);
  if (window && "code" in window) return { diagnostics: [window] };
  const deeds: Deed[] = [
    ...(interventions.length > 0 ? [{ interventions, ...(window ? { window } : {}) }] : []),
    ...plan,
  ];
  return { change: changeOf(crisis, deeds), words: asWritten(words), diagnostics };
}

/** On an endless clock: from the start and for good. */
function readEndlessCourse(
  crisis: Crisis,
  words: InterventionWords,
  options: CourseOptions,
  { interventions, diagnostics }: ReturnType<typeof readInterventions>,
): Course | { readonly diagnostics: readonly Diagnostic[] } {
  const dated = datedOnEndlessClock(words, options);
  const mistakes = [
    ...(dated ? [dated] : []),
    ...diagnostics.filter(({ severity }) => severity === "error"),
    ...contradictions(crisis, interventions, words),
  ];
  if (mistakes.length > 0) return { diagnostics: mistakes };
  if (interventions.length === 0) return { diagnostics: [nothingToDo()] };
  return { change: endlessChange(crisis, interventions), words: asWritten(words), diagnostics };
}

/** The courses of a table: one for each thing asked for, a plan being one thing. */
export function separately({
  set = [],
  force = [],
  forbid = [],
  plan = [],
}: InterventionWords): readonly InterventionWords[] {
  return [
    ...set.map((text) => ({ set: [text] })),
    ...force.map((text) => ({ force: [text] })),
    ...forbid.map((text) => ({ forbid: [text] })),
    ...(plan.length > 0 ? [{ plan }] : []),
  ];
}

/** `2025-08=us.send_fleet`: the move is made in the steps of that date, whenever it can be. */
function readPlanned(crisis: Crisis, text: string, options: CourseOptions): Deed | Diagnostic {
  const at = text.indexOf("=");
  const [date, move] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  const { clock } = crisis;
  const asOf = readAsOf(crisis, options.asOf);
  if ("code" in asOf) return asOf;
  const earliest = firstFreeStep(crisis, asOf);
  const end = (clock.steps ?? 1) - 1;
  const [first, last] = [dateOfStep(clock, Math.min(earliest, end)), endOfStep(clock, end)];
  const nameOf = (one: Crisis["moves"][number]): string => `${crisis.actors[one.actor]!.name}.${one.name}`;
  const found = crisis.moves.findIndex((one) => nameOf(one) === (at < 0 ? text : move));
  const known = crisis.moves[Math.max(0, found)];
  const example = `write \`--plan ${first}=${known ? nameOf(known) : "actor.move"}\`: a date of the clock, and a move as \`actor.move\`.`;
  if (at < 0) return mistake("bad-value", `\`--plan ${text}\` names no date and move.`, example, { text });
  const days = parseDates(clock, date);
  if (found < 0) {
    // The words for an unknown name are those of `--force`.
    const [unknown] = readInterventions(crisis, { force: [move] }).diagnostics;
    return unknown ?? mistake("cannot-force", `\`${move}\` is not a move; a plan is made of moves.`, example, { move });
  }
  const hint = `write \`--plan ${first}=${move}\`, with a date from ${first} to ${last}.`;
  if (!days) return mistake("bad-date", `\`${date}\` is not a date of this crisis' clock.`, hint, { date });
  const window = { from: stepOfDay(clock, days.first), until: stepOfDay(clock, days.last) };
  if (window.until < 0 || window.from > (clock.steps ?? 1) - 1) {
    const from = dateOfStep(clock, 0);
    const message = `The date ${date} of a planned move lies outside the clock, which runs from ${from} to ${last}.`;
    return mistake("outside-clock", message, hint, { date, first: from, last });
  }
  if (window.from < earliest || window.until > (clock.steps ?? 1) - 1) {
    const option = { what: `What is planned for \`${date}\``, write: (day: string) => `--plan ${day}=${move}` };
    return outsideWindow(crisis, earliest, window, option);
  }
  return { interventions: [{ kind: "forceMove", move: found }], window };
}

function plannedAndForbidden(
  crisis: Crisis,
  plan: readonly Deed[],
  interventions: readonly Intervention[],
): Diagnostic | undefined {
  const forbidden = new Set(interventions.flatMap((one) => (one.kind === "forbidMove" ? [one.move] : [])));
  const both = plan
    .flatMap((deed) => deed.interventions)
    .find((one) => one.kind === "forceMove" && forbidden.has(one.move));
  if (both?.kind !== "forceMove") return undefined;
  const { actor, name } = crisis.moves[both.move]!;
  const move = `${crisis.actors[actor]!.name}.${name}`;
  return mistake("contradiction", `\`${move}\` is both planned and forbidden.`, "leave one of the two out.", { move });
}

/** Two moves planned for the one turn an actor has in a step. */
function plannedTwice(crisis: Crisis, plan: readonly Deed[]): Diagnostic | undefined {
  const turns = (actor: number): number => crisis.turns.flat().filter((one) => one === actor).length;
  const taken = new Map<string, number>();
  for (const { interventions, window } of plan) {
    const [one] = interventions;
    if (one?.kind !== "forceMove" || !window) continue;
    const { actor } = crisis.moves[one.move]!;
    for (let step = window.from; step <= window.until; step++) {
      const before = taken.get(`${actor} ${step}`);
      if (before !== undefined && before !== one.move && turns(actor) === 1) {
        const name = crisis.actors[actor]!.name;
        const [first, second] = [before, one.move].map((move) => `\`${name}.${crisis.moves[move]!.name}\``);
        const message = `${first} and ${second} are both planned for ${dateOfStep(crisis.clock, step)}, in which \`${name}\` moves once.`;
        return mistake("contradiction", message, "leave one of the two out, or give it a later date.", { step });
      }
      taken.set(`${actor} ${step}`, one.move);
    }
  }
  return undefined;
}

/** When the interventions are in force; undefined for parameters and chances that hold throughout. */
function readWindow(
  crisis: Crisis,
  { interventions, planned }: { readonly interventions: readonly Intervention[]; readonly planned: boolean },
  options: CourseOptions,
): Window | Diagnostic | undefined {
  if (options.from === undefined && interventions.every(isAssumption)) return undefined;
  const asOf = readAsOf(crisis, options.asOf);
  if ("code" in asOf) return asOf;
  const last = (crisis.clock.steps ?? 1) - 1;
  const earliest = firstFreeStep(crisis, asOf);
  const from = options.from ?? earliest;
  const until = Math.min(options.until ?? last, last);
  if (until < from && from >= earliest && from <= last) return endsBeforeItBegins(crisis, from, until);
  if (planned && interventions.length === 0) return undefined;
  if (from >= earliest && from <= last) return { from, until };
  const option = { what: "An intervention", write: (day: string) => `--from ${day}` };
  return outsideWindow(crisis, earliest, { from, until }, option);
}

/** The as-of step, or the one after it where reports told by then tell of it. */
function firstFreeStep(crisis: Crisis, asOf: AsOf): number {
  const told = crisis.reports.some(
    (report) => report.claim && report.toldDay <= asOf.day && Math.min(report.to, report.toldStep) >= asOf.step,
  );
  return told ? asOf.step + 1 : asOf.step;
}

function asWritten({ set = [], force = [], forbid = [], plan = [] }: InterventionWords): readonly string[] {
  return [
    ...set.map((text) => `set ${text}`),
    ...force.map((text) => `force ${text}`),
    ...forbid.map((text) => `forbid ${text}`),
    ...plan.map((text) => `plan ${text.replace("=", ": ")}`),
  ];
}

function nothingToDo(): Diagnostic {
  return {
    code: "nothing-to-do",
    severity: "error",
    message: "A what-if needs something that is done.",
    hint: "add `--set parameter=value`, `--force actor.move`, `--forbid actor.move`, or a plan: `--plan 2025-08=actor.move`.",
    params: {},
  };
}

function endsBeforeItBegins(crisis: Crisis, from: number, until: number): Diagnostic {
  const [first, last] = [dateOfStep(crisis.clock, from), dateOfStep(crisis.clock, until)];
  return {
    code: "window-empty",
    severity: "error",
    message: `The intervention ends in ${last}, before it begins in ${first}.`,
    hint: `write \`--until ${first}\` or later.`,
    params: { from: first, until: last },
  };
}

/** @param option what was asked for, and how it is written with another date. */
function outsideWindow(
  crisis: Crisis,
  earliest: number,
  { from }: Window,
  { what, write }: { readonly what: string; readonly write: (day: string) => string },
): Diagnostic {
  const first = dateOfStep(crisis.clock, earliest);
  const last = endOfStep(crisis.clock, (crisis.clock.steps ?? 1) - 1);
  return {
    code: "before-as-of",
    severity: "error",
    message: `${what} must lie between ${first}, the first step of which no report tells yet, and ${last}.`,
    hint:
      from < earliest
        ? `write \`${write(first)}\`, or an earlier \`--as-of\`.`
        : `write \`${write(first)}\`, or another date up to ${last}.`,
    params: { first, last },
  };
}

function mistake(code: string, message: string, hint: string, params: Readonly<Record<string, unknown>>): Diagnostic {
  return { code, severity: "error", message, hint, params };
}
