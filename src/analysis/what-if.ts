import { dateOfStep } from "../crisis/calendar.ts";
import { parameterValues, partsFrom, type WeightedStates } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { type AsOf, readAsOf } from "./as-of.ts";
import { type ForecastOptions, runAll, solveCrisis, solvedOf, toResult } from "./forecast.ts";
import { nextMoveOdds, probabilityBy } from "./forecast-tables.ts";
import { type Intervention, intervene, type Window } from "./intervention.ts";
import { type JoinedBelief, joinBeliefs } from "./joined-belief.ts";
import { type InterventionWords, readInterventions } from "./read-intervention.ts";
import type { PartTask } from "./run-parts.ts";
import type { SolvedCrisis } from "./solved-crisis.ts";
import { version } from "./version.ts";
import type { WhatIfResult } from "./what-if-result.ts";

export interface WhatIfOptions extends ForecastOptions {
  /** First step of the interventions; by default the as-of step, or the one after it where reports tell of that step. */
  readonly from?: number;
  /** Last step of the interventions; the end of the clock by default. */
  readonly until?: number;
}

/**
 * Do something in a crisis, from a date on, and compare with not doing it.
 *
 * The states believed at that date are those of the base run; from there the
 * game with the interventions is solved and followed. Nobody expected them
 * before. Parameters set without a `from` are another assumption about the
 * world: everything is solved and filtered again with them.
 *
 * Errors: those of `forecast`; `unknown-name`, `unknown-level`, `bad-value`,
 * `cannot-force`, `cannot-forbid`, `nothing-to-do`, `before-as-of`.
 */
export async function whatIf(
  crisis: Crisis,
  words: InterventionWords,
  options: WhatIfOptions = {},
): Promise<{ readonly result: WhatIfResult | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const { interventions, diagnostics: mistakes } = readInterventions(crisis, words);
  if (mistakes.length > 0) return { result: undefined, diagnostics: mistakes };
  if (interventions.length === 0) return { result: undefined, diagnostics: [nothingToDo()] };
  const window = readWindow(crisis, interventions, options);
  if (window && "code" in window) return { result: undefined, diagnostics: [window] };
  const wants = { noStrategy: true, ...(window ? { statesAt: window.from } : {}) };
  const first = await solveCrisis(crisis, wants, options);
  if (!first.solved) return { result: undefined, diagnostics: first.diagnostics };
  const changed = window
    ? await changedFrom(first.solved, interventions, window, options)
    : await changedThroughout(first.solved, interventions, options);
  if ("diagnostics" in changed) return { result: undefined, diagnostics: changed.diagnostics };
  return { result: compare(first.solved, changed, asWritten(words)), diagnostics: first.diagnostics };
}

/** The odds with the interventions, in steps of the whole clock. */
interface Changed {
  readonly belief: JoinedBelief;
  readonly from: number | null;
  readonly until: number | null;
}

type Outcome = Changed | { readonly diagnostics: readonly Diagnostic[] };

async function changedThroughout(
  { crisis }: SolvedCrisis,
  interventions: readonly Intervention[],
  options: WhatIfOptions,
): Promise<Outcome> {
  const parameters = Float64Array.from(options.parameters ?? parameterValues(crisis));
  for (const intervention of interventions) {
    if (intervention.kind === "setParameter") parameters[intervention.parameter] = intervention.value;
  }
  const { solved, diagnostics } = await solveCrisis(crisis, {}, { ...options, parameters });
  return solved ? { belief: solved.belief, from: null, until: null } : { diagnostics };
}

async function changedFrom(
  base: SolvedCrisis,
  interventions: readonly Intervention[],
  { from, until }: Window,
  options: WhatIfOptions,
): Promise<Outcome> {
  const { crisis, asOf } = base;
  const changed = intervene(crisis, interventions, { from, until });
  const { states, alive } = statesAt(base, changed, interventions);
  if (alive === 0) return { belief: base.belief, from, until };
  const results = await runAll(partsFrom(changed, states).length, options, (parts): PartTask => {
    return {
      crisis: changed,
      parts,
      ...(options.parameters ? { parameters: withSet(options.parameters, interventions) } : {}),
      request: { asOfStep: 0, asOfDay: asOf.day, ...laterQuestion(crisis, from) },
      start: states,
      firstStep: from,
      withoutReports: true,
      wants: {},
    };
  });
  const found = results.flatMap((result) => result.diagnostics);
  if (hasErrors(found)) return { diagnostics: found };
  const later = joinBeliefs(
    solvedOf(results).map((part) => part.belief),
    results.map((result) => result.weight),
  );
  return { belief: joinTimes(base, later, from, alive), from, until };
}

/** The question in steps counted from `from`. */
function laterQuestion({ question }: Crisis, from: number): Pick<PartTask["request"], "question"> {
  if (!question || question.byStep < from) return {};
  return { question: { ending: question.ending, byStep: question.byStep - from } };
}

function withSet(parameters: Float64Array, interventions: readonly Intervention[]): Float64Array {
  const changed = Float64Array.from(parameters);
  for (const intervention of interventions) {
    if (intervention.kind === "setParameter") changed[intervention.parameter] = intervention.value;
  }
  return changed;
}

/** When the interventions are in force; undefined for parameters that hold throughout. */
function readWindow(
  crisis: Crisis,
  interventions: readonly Intervention[],
  options: WhatIfOptions,
): Window | Diagnostic | undefined {
  if (options.from === undefined && interventions.every(({ kind }) => kind === "setParameter")) return undefined;
  const asOf = readAsOf(crisis, options.asOf);
  if ("code" in asOf) return asOf;
  const last = (crisis.clock.steps ?? 1) - 1;
  const earliest = firstFreeStep(crisis, asOf);
  const from = options.from ?? earliest;
  const until = Math.min(options.until ?? last, last);
  if (until < from && from >= earliest && from <= last) return endsBeforeItBegins(crisis, from, until);
  return from < earliest || from > last ? outsideWindow(crisis, earliest) : { from, until };
}

/** The as-of step, or the one after it where reports told by then tell of it. */
function firstFreeStep(crisis: Crisis, asOf: AsOf): number {
  const told = crisis.reports.some(
    (report) => report.claim && report.toldDay <= asOf.day && Math.min(report.to, report.toldStep) >= asOf.step,
  );
  return told ? asOf.step + 1 : asOf.step;
}

/** Where the base run stands when the interventions begin, levels put where they say. */
function statesAt(
  { parts, weights, belief }: SolvedCrisis,
  changed: Crisis,
  interventions: readonly Intervention[],
): { readonly states: WeightedStates; readonly alive: number } {
  const order = changed.variables.flatMap((variable, v) => (variable.calendar ? [] : [v]));
  const known = new Map<string, { levels: Int32Array; weight: number }>();
  let alive = 0;
  parts.forEach(({ statesAt: found }, p) => {
    found?.levels.forEach((own, i) => {
      const levels = new Int32Array(changed.variables.length);
      own.forEach((level, place) => {
        levels[order[place]!] = level;
      });
      for (const intervention of interventions) {
        if (intervention.kind === "setLevel" || intervention.kind === "holdLevel") {
          levels[intervention.variable] = intervention.level;
        }
      }
      const weight = (weights[p]! * found.masses[i]!) / belief.mass;
      const key = levels.join();
      const entry = known.get(key);
      if (entry) entry.weight += weight;
      else known.set(key, { levels, weight });
      alive += weight;
    });
  });
  const entries = [...known.values()];
  return {
    states: { levels: entries.map((entry) => entry.levels), weights: entries.map((entry) => entry.weight / alive) },
    alive,
  };
}

/** The base run's endings before a step, the changed run's from then on. */
function joinTimes({ crisis, belief }: SolvedCrisis, later: JoinedBelief, from: number, alive: number): JoinedBelief {
  const steps = crisis.clock.steps!;
  const left = steps - from;
  const endings = new Float64Array(belief.endings.length);
  crisis.endings.forEach((_, e) => {
    for (let t = 0; t < steps; t++) {
      endings[e * steps + t] = t < from ? belief.endings[e * steps + t]! : alive * later.endings[e * left + t - from]!;
    }
  });
  const joined = { ...later, endings };
  const { question } = crisis;
  return { ...joined, question: question ? probabilityBy(joined, question.ending, question.byStep, steps) : 0 };
}

function compare(base: SolvedCrisis, changed: Changed, interventions: readonly string[]): WhatIfResult {
  const { crisis } = base;
  const result = toResult(base, 0);
  const steps = result.steps.length;
  const { question } = result;
  return {
    brink: version,
    format: 1,
    crisis: crisis.name,
    asOf: result.asOf,
    interventions,
    from: changed.from === null ? null : dateOfStep(crisis.clock, changed.from),
    until: changed.until === null ? null : dateOfStep(crisis.clock, changed.until),
    steps: result.steps,
    question: question
      ? {
          ask: question.ask,
          ending: question.ending,
          by: question.by,
          base: question.probability,
          changed: changed.belief.question,
          difference: changed.belief.question - question.probability,
        }
      : null,
    endings: result.endings.map((ending, e) => {
      const byStep = ending.byStep.map((_, t) => probabilityBy(changed.belief, e, t, steps));
      const probability = byStep.at(-1) ?? 0;
      return {
        name: ending.name,
        label: ending.label,
        base: ending.probability,
        changed: probability,
        difference: probability - ending.probability,
        byStep: { base: ending.byStep, changed: byStep },
      };
    }),
    nextMoves: nextMoveOdds(crisis, changed.belief),
    base: result,
  };
}

function asWritten({ set = [], force = [], forbid = [] }: InterventionWords): readonly string[] {
  return [
    ...set.map((text) => `set ${text}`),
    ...force.map((text) => `force ${text}`),
    ...forbid.map((text) => `forbid ${text}`),
  ];
}

function nothingToDo(): Diagnostic {
  return {
    code: "nothing-to-do",
    severity: "error",
    message: "A what-if needs something that is done.",
    hint: "add `--set parameter=value`, `--force actor.move` or `--forbid actor.move`.",
    params: {},
  };
}

function endsBeforeItBegins(crisis: Crisis, from: number, until: number): Diagnostic {
  const [first, last] = [dateOfStep(crisis.clock, from), dateOfStep(crisis.clock, until)];
  return {
    code: "bad-value",
    severity: "error",
    message: `The intervention ends in ${last}, before it begins in ${first}.`,
    hint: `write \`--until ${first}\` or later.`,
    params: { from: first, until: last },
  };
}

function outsideWindow(crisis: Crisis, earliest: number): Diagnostic {
  const first = dateOfStep(crisis.clock, earliest);
  const last = dateOfStep(crisis.clock, (crisis.clock.steps ?? 1) - 1);
  return {
    code: "before-as-of",
    severity: "error",
    message: `An intervention must lie between ${first}, the first step of which no report tells yet, and ${last}.`,
    hint: `write \`--from ${first}\`, or an earlier \`--as-of\`.`,
    params: { first, last },
  };
}
