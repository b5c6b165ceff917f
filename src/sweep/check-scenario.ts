import { type InterventionWords, readInterventions } from "../analysis/read-intervention.ts";
import { readCourse } from "../analysis/what-if-course.ts";
import { windowStep } from "../analysis/window-step.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Located } from "../crisis/shape/shape.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { hasChanges, type Scenario, type ScenarioChanges } from "./plan.ts";
import { planMistake } from "./plan-messages.ts";
import type { ScenarioEntry } from "./plan-shape.ts";

type Note = (found: Diagnostic) => void;

/** A scenario in the terms of the crisis. A parameter set without a date is a value; all else is done from a date on. */
export function checkScenario(name: string, entry: ScenarioEntry, crisis: Crisis, note: Note): Scenario {
  const values: Record<string, number> = {};
  const set: string[] = [];
  for (const { value, at } of entry.set ?? []) {
    const found = one({ set: [value] }, at, crisis, note);
    if (!found) continue;
    if (found.kind !== "setParameter" || entry.from) set.push(value);
    else values[crisis.parameters[found.parameter]!.name] = found.value;
  }
  const force = checked("force", entry.force, crisis, note);
  const forbid = checked("forbid", entry.forbid, crisis, note);
  const plan = checkedPlan(entry.plan, crisis, note);
  if ((entry.from || entry.until) && !entry.set && !entry.force && !entry.forbid) {
    const planned = plan.length > 0;
    note(planMistake("window-without-changes", { name, planned }, (entry.from ?? entry.until)?.at));
  }
  const changes: ScenarioChanges = {
    set,
    force,
    forbid,
    plan,
    ...stepOf("from", entry.from, crisis, note),
    ...stepOf("until", entry.until, crisis, note),
  };
  if (hasChanges(changes)) checkTogether(changes, entry, crisis, note);
  return { name, ...(entry.reports ? { reports: entry.reports.value } : {}), values, changes };
}

/**
 * Whether a scenario can be done at any of the dates looked ahead from: what begins before each of them has no row with
 * an answer. One with reports of its own is not looked at, since these say from when on it can.
 */
export function checkStart(
  { changes, reports }: Scenario,
  entry: ScenarioEntry | undefined,
  dates: readonly (string | undefined)[],
  crisis: Crisis,
  note: Note,
): void {
  if (entry === undefined || reports !== undefined || !hasChanges(changes) || crisis.clock.steps === undefined) return;
  const { set, force, forbid, plan, ...window } = changes;
  let first: Diagnostic | undefined;
  for (const asOf of dates) {
    const dated = asOf === undefined ? window : { ...window, asOf };
    const { diagnostics } = readCourse(crisis, { set, force, forbid, plan }, dated);
    const early = diagnostics.find(({ code }) => code === "before-as-of" || code === "window-empty");
    if (!early) return;
    first ??= early;
  }
  // Told before where it is wrong at any date.
  if (first && !(first.code === "window-empty" && entry.from)) {
    note({ ...first, span: (entry.from ?? entry.plan?.[0] ?? entry.until)?.at ?? entry.at });
  }
}

/** What is wrong only with all of it at once: contradictions, a window that ends before it begins, moves by date. */
function checkTogether(changes: ScenarioChanges, entry: ScenarioEntry, crisis: Crisis, note: Note): void {
  if (crisis.clock.steps === undefined) {
    note(planMistake("endless-clock", { what: "something done from a date on" }, entry.at));
    return;
  }
  const { set, force, forbid, plan, ...window } = changes;
  const course = readCourse(crisis, { set, force, forbid, plan }, window);
  if ("change" in course) return;
  for (const found of course.diagnostics) {
    // Whether it comes too early hangs on each date looked ahead from, and so does a window without a beginning of its own.
    const dated = found.code === "before-as-of" || (found.code === "window-empty" && !entry.from);
    if (dated || toldBefore(found, changes, crisis)) continue;
    note({ ...found, span: entry.plan?.[0]?.at ?? entry.at });
  }
}

/** Whether it is wrong with one of the words alone, which was looked at before. */
function toldBefore(found: Diagnostic, { set, force, forbid, plan }: ScenarioChanges, crisis: Crisis): boolean {
  const single = [
    ...readInterventions(crisis, { set, force, forbid }).diagnostics,
    ...plan.flatMap((own) => readCourse(crisis, { plan: [own] }, {}).diagnostics),
  ];
  return single.some(({ code, message }) => code === found.code && message === found.message);
}

function checkedPlan(written: readonly Located<string>[] | undefined, crisis: Crisis, note: Note): readonly string[] {
  if (crisis.clock.steps !== undefined) {
    for (const { value, at } of written ?? []) {
      for (const found of readCourse(crisis, { plan: [value] }, {}).diagnostics) {
        if (found.code !== "before-as-of") note({ ...found, span: at });
      }
    }
  }
  return (written ?? []).map(({ value }) => value);
}

function checked(
  verb: "force" | "forbid",
  written: readonly Located<string>[] | undefined,
  crisis: Crisis,
  note: Note,
): readonly string[] {
  for (const { value, at } of written ?? []) one({ [verb]: [value] }, at, crisis, note);
  return (written ?? []).map(({ value }) => value);
}

/** What the words stand for; a mistake is told at its place in the plan. */
function one(words: InterventionWords, at: Located<string>["at"], crisis: Crisis, note: Note) {
  const { interventions, diagnostics } = readInterventions(crisis, words);
  for (const found of diagnostics) note({ ...found, span: at });
  return interventions[0];
}

function stepOf(
  name: "from" | "until",
  written: Located<string> | undefined,
  crisis: Crisis,
  note: Note,
): { readonly [Name in typeof name]?: number } {
  if (!written) return {};
  const step = windowStep(crisis, name, written.value, `--${name}`);
  if (typeof step === "number") return { [name]: step };
  note({ ...step, span: written.at });
  return {};
}
