import { readAsOf } from "../analysis/as-of.ts";
import { dateOfStep, endOfStep, parseDates, stepOfDay } from "../crisis/calendar.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Named } from "../crisis/shape/collections.ts";
import type { Located } from "../crisis/shape/shape.ts";
import { type Diagnostic, hasErrors, type Span } from "../text/diagnostic.ts";
import { checkParameters } from "./check-plan-parameters.ts";
import { checkScenario, checkStart } from "./check-scenario.ts";
import type { Scenario, SweepPlan } from "./plan.ts";
import { planMistake } from "./plan-messages.ts";
import type { PlanEntry, ScenarioEntry } from "./plan-shape.ts";
import { inPlan } from "./plan-spelling.ts";

/** Rows of one sweep: they are all held in memory when the tables are written. */
const MOST_ROWS = 1_000_000;

/**
 * A plan whose names are those of the crisis, or every mistake in it.
 *
 * Errors: those of `planMistake`; `unknown-name`, `unknown-level`, `bad-value`,
 * `cannot-force`, `cannot-forbid`, `bad-date`, `outside-clock`. Warning:
 * `outside-range`.
 *
 * @param options `inFile: false` where the plan was made of options of the command line, in whose words mistakes are told then.
 */
export function checkPlan(
  entry: PlanEntry,
  crisis: Crisis,
  { inFile = true }: { readonly inFile?: boolean } = {},
): { readonly plan: SweepPlan | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const note = (found: Diagnostic): void => {
    diagnostics.push(inFile ? inPlan(found) : found);
  };
  const scenarios = scenariosOf(entry, crisis, note);
  const asOf = datesOf(entry, crisis, note);
  scenarios.forEach((scenario, s) => {
    checkStart(scenario, entry.scenarios?.[s]?.value, asOf, crisis, note);
  });
  const parameters = checkParameters(entry, crisis, note);
  scenarios.forEach(({ values }, s) => {
    for (const name of Object.keys(values)) checkOneValue(name, entry, parameters, entry.scenarios?.[s]?.name.at, note);
  });
  const plan: SweepPlan = {
    name: entry.sweep.value,
    seed: entry.seed?.value ?? 1,
    scenarios,
    asOf,
    ...parameters,
    answers: [...new Set(entry.answers?.map(({ value }) => value) ?? ["endings" as const])],
    ...(entry.rows_per_job ? { rowsPerJob: entry.rows_per_job.value } : {}),
  };
  const rows = rowCount(plan);
  if (rows > MOST_ROWS) note(planMistake("sweep-too-large", { rows, limit: MOST_ROWS, made: factors(plan) }, entry.at));
  const sorted = diagnostics.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
  return { plan: hasErrors(sorted) ? undefined : plan, diagnostics: sorted };
}

/** A parameter a scenario sets must not vary, be it that the plan says so or that it is drawn as all with a range are. */
function checkOneValue(
  name: string,
  { parameters = [] }: PlanEntry,
  { grid, drawn }: Pick<SweepPlan, "grid" | "drawn">,
  at: Span | undefined,
  note: Note,
): void {
  if (![...grid, ...drawn].some((one) => one.name === name)) return;
  const named = parameters.some((one) => one.name.value === name);
  const others = drawn.flatMap((one) => (one.name === name ? [] : [one.name]));
  note(named ? planMistake("set-and-varied", { name }, at) : planMistake("set-and-drawn", { name, others }, at));
}

/** Scenarios × dates × values × draws. */
export function rowCount(plan: SweepPlan): number {
  return plan.scenarios.length * plan.asOf.length * rowsPerGroup(plan);
}

/** Rows of one scenario and date. */
export function rowsPerGroup({ grid, draws }: SweepPlan): number {
  return grid.reduce((count, { values }) => count * values.length, 1) * Math.max(1, draws);
}

/** `2 scenarios × 3 dates × 12 combinations of values × 64 draws`, what is one left out. */
export function factors(plan: SweepPlan): string {
  const counts: readonly (readonly [number, string])[] = [
    [plan.scenarios.length, "scenarios"],
    [plan.asOf.length, "dates"],
    [rowsPerGroup({ ...plan, draws: 0 }), plan.grid.length > 1 ? "combinations of values" : "values"],
    [plan.draws, "draws"],
  ];
  const shown = counts
    .filter(([count]) => count > 1)
    .map(([count, what]) => `${count.toLocaleString("en-US")} ${what}`);
  return shown.length === 0 ? "one combination" : shown.join(" × ");
}

type Note = (found: Diagnostic) => void;

function scenariosOf(entry: PlanEntry, crisis: Crisis, note: Note): readonly Scenario[] {
  const given: readonly Named<ScenarioEntry>[] | undefined = entry.scenarios;
  if (!given) return [{ name: "as_is", values: {}, changes: { set: [], force: [], forbid: [], plan: [] } }];
  if (given.length === 0) note(planMistake("no-scenarios", {}, entry.at));
  return given.map(({ name, value }) => checkScenario(name.value, value, crisis, note));
}

function datesOf(entry: PlanEntry, crisis: Crisis, note: Note): readonly (string | undefined)[] {
  const given = entry.as_of;
  if (!given || given.length === 0) return [undefined];
  if (crisis.clock.steps === undefined) {
    note(planMistake("endless-clock", { what: "`as_of`" }, given[0]?.at));
    return [];
  }
  const dates = given.flatMap((written) => datesIn(written, crisis, note));
  // The end of a month and its last day are one date.
  const seen = new Map<number, string>();
  for (const { value, at } of dates) {
    const found = readAsOf(crisis, value);
    if ("code" in found) continue;
    const before = seen.get(found.day);
    const same = before === undefined || before === value ? value : `${value}, which is ${before},`;
    if (before !== undefined) note(planMistake("value-twice", { name: "as_of", value: same }, at));
    seen.set(found.day, value);
  }
  return dates.map(({ value }) => value);
}

/** One date, or the end of every step of an interval `2025-01..2025-07`, both ends included. */
function datesIn(written: Located<string>, crisis: Crisis, note: Note): readonly Located<string>[] {
  const { value, at } = written;
  const [first = "", last, ...more] = value.split("..").map((part) => part.trim());
  if (last === undefined) {
    const found = readAsOf(crisis, first);
    if ("code" in found) note({ ...found, span: at });
    return [{ value: first, at }];
  }
  if (more.length > 0 || first === "" || last === "" || last.startsWith(".")) {
    const [from, to] = [dateOfStep(crisis.clock, 0), endOfStep(crisis.clock, crisis.clock.steps! - 1)];
    note(planMistake("dates-unclear", { value, from, to }, at));
    return [];
  }
  const ends = [readAsOf(crisis, first), readAsOf(crisis, last)];
  for (const found of ends) if ("code" in found) note({ ...found, span: at });
  const days = [parseDates(crisis.clock, first), parseDates(crisis.clock, last)];
  if (!days[0] || !days[1] || ends.some((found) => "code" in found)) return [];
  const from = stepOfDay(crisis.clock, days[0].first);
  const to = stepOfDay(crisis.clock, days[1].last);
  if (to < from) note(planMistake("spread-backwards", { name: "as_of", from: first, to: last }, at));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, k) => ({
    value: endOfStep(crisis.clock, from + k),
    at,
  }));
}
