import { dateOfStep } from "../crisis/calendar.ts";
import { parameterValues, partsFrom } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { compareOdds } from "./compare-odds.ts";
import { whatIfEndless } from "./endless/what-if-endless.ts";
import { type ForecastOptions, isEndlessAndOpen, runAll, solveCrisis, solvedOf, toResult } from "./forecast.ts";
import { nextMoveOdds, probabilityBy } from "./forecast-tables.ts";
import type { Window } from "./intervention.ts";
import { type JoinedBelief, joinBeliefs } from "./joined-belief.ts";
import type { InterventionWords } from "./read-intervention.ts";
import type { PartTask, SolvedPart } from "./run-parts.ts";
import type { SolvedCrisis } from "./solved-crisis.ts";
import { type Change, withSettings } from "./what-if-change.ts";
import { type Course, readCourse } from "./what-if-course.ts";
import type { SolutionOfChange, WhatIfResult } from "./what-if-result.ts";
import { statesWhenDone } from "./what-if-states.ts";

export interface WhatIfOptions extends ForecastOptions {
  /** First step of the interventions; by default the as-of step, or the one after it where reports tell of that step. */
  readonly from?: number;
  /** Last step of the interventions; the end of the clock by default. */
  readonly until?: number;
}

export interface WhatIfAnswer {
  /** Absent when there are errors. */
  readonly result: WhatIfResult | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Do something in a crisis, from a date on, and compare with not doing it.
 *
 * The states believed at that date are those of the base run; from there the
 * game with the interventions is solved and followed. Nobody expected them
 * before. Parameters and chances of drivers set without a `from` are another
 * assumption about the world: everything is solved and filtered again with them. A plan makes an
 * actor's moves of some dates its own from the first of them on; all know it.
 *
 * Errors: those of `forecast`; `unknown-name`, `unknown-level`, `bad-value`,
 * `cannot-set`, `cannot-force`, `cannot-forbid`, `contradiction`,
 * `nothing-to-do`, `before-as-of`. Warnings: `outside-range`.
 */
export async function whatIf(
  crisis: Crisis,
  words: InterventionWords,
  options: WhatIfOptions = {},
): Promise<WhatIfAnswer> {
  const course = readCourse(crisis, words, options);
  if (!("change" in course)) return { result: undefined, diagnostics: course.diagnostics };
  const { result, diagnostics } = await whatIfDone(crisis, course, options);
  return { result, diagnostics: [...course.diagnostics, ...diagnostics] };
}

/** The same for a course that was read before. */
export async function whatIfDone(crisis: Crisis, course: Course, options: WhatIfOptions): Promise<WhatIfAnswer> {
  const { change } = course;
  if (isEndlessAndOpen(crisis)) return whatIfEndless(crisis, change, course.words, options.parameters);
  const wants = { noStrategy: true, ...(change.from === undefined ? {} : { statesAt: change.from }) };
  const first = await solveCrisis(crisis, wants, options);
  if (!first.solved) return { result: undefined, diagnostics: first.diagnostics };
  const changed =
    change.from === undefined
      ? await changedThroughout(first.solved, change, options)
      : await changedFrom(first.solved, change, { from: change.from, until: change.until! }, options);
  if ("diagnostics" in changed) return { result: undefined, diagnostics: changed.diagnostics };
  return { result: compare(first.solved, changed, course.words), diagnostics: first.diagnostics };
}

/** The odds with the interventions, in steps of the whole clock. */
interface Changed {
  readonly belief: JoinedBelief;
  readonly solution: SolutionOfChange;
  /** No path goes on to where it begins: there is no move to be made. */
  readonly isOver?: true;
  readonly from: number | null;
  readonly until: number | null;
}

type Outcome = Changed | { readonly diagnostics: readonly Diagnostic[] };

async function changedThroughout(base: SolvedCrisis, change: Change, options: WhatIfOptions): Promise<Outcome> {
  const parameters = withSettings(options.parameters ?? parameterValues(base.crisis), change.settings);
  const { solved, diagnostics } = await solveCrisis(change.crisis, {}, { ...options, parameters });
  if (!solved) return { diagnostics };
  return { belief: solved.belief, solution: solutionOf(solved.parts), from: null, until: null };
}

async function changedFrom(
  base: SolvedCrisis,
  change: Change,
  { from, until }: Window,
  options: WhatIfOptions,
): Promise<Outcome> {
  const { crisis, asOf, parts, weights } = base;
  const found = parts.map((part) => part.statesAt);
  const where = { weights, mass: base.belief.mass };
  const { states, alive } = statesWhenDone(found, where, change.crisis, change.interventions);
  if (alive === 0) return { belief: base.belief, solution: solutionOf(parts), isOver: true, from, until };
  const results = await runAll(partsFrom(change.crisis, states).length, options, (own): PartTask => {
    return {
      crisis: change.crisis,
      parts: own,
      ...(options.parameters ? { parameters: withSettings(options.parameters, change.settings) } : {}),
      request: { asOfStep: 0, asOfDay: asOf.day, ...laterQuestion(crisis, from) },
      start: states,
      firstStep: from,
      withoutReports: true,
      wants: {},
    };
  });
  const problems = results.flatMap((result) => result.diagnostics);
  if (hasErrors(problems)) return { diagnostics: problems };
  const solved = solvedOf(results);
  const later = joinBeliefs(
    solved.map((part) => part.belief),
    results.map((result) => result.weight),
  );
  return { belief: joinTimes(base, later, from, alive), solution: solutionOf(solved), from, until };
}

function solutionOf(parts: readonly SolvedPart[]): SolutionOfChange {
  const records = parts.map(({ record }) => record);
  return {
    method: records[0]?.method ?? "",
    converged: records.every(({ converged }) => converged),
    residual: Math.max(...records.map(({ residual }) => residual)),
    notes: [...new Set(records.flatMap(({ notes }) => notes))],
  };
}

/** The question in steps counted from `from`. */
function laterQuestion({ question }: Crisis, from: number): Pick<PartTask["request"], "question"> {
  if (!question || question.byStep < from) return {};
  return { question: { ending: question.ending, byStep: question.byStep - from } };
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
  const { belief, from, until } = changed;
  const result = toResult(base, 0);
  const steps = result.steps.length;
  const endings = result.endings.map((_, e) => {
    const byStep = result.steps.map((_label, t) => probabilityBy(belief, e, t, steps));
    return { probability: byStep.at(-1) ?? 0, byStep };
  });
  const nextMoves = changed.isOver ? {} : nextMoveOdds(crisis, belief);
  const compared = compareOdds(
    result,
    { question: belief.question, endings, nextMoves },
    {
      interventions,
      from: from === null ? null : dateOfStep(crisis.clock, from),
      until: until === null ? null : dateOfStep(crisis.clock, until),
    },
  );
  return { ...compared, solution: changed.solution };
}
