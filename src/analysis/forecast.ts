import { mistakenStart, type Part, parameterValues, partsOf, tooManyStarts } from "../crisis/compile/parts.ts";
import { evidenceReports } from "../crisis/compile-evidence.ts";
import type { Crisis } from "../crisis/model.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { type AsOf, readAsOf } from "./as-of.ts";
import { baselinesOf } from "./baselines.ts";
import type { ForecastResult, SolutionSummary } from "./forecast-result.ts";
import { endingOdds, hiddenOdds, ladderOdds, nextMoveOdds, reportWeights } from "./forecast-tables.ts";
import { firstImpossible, joinBeliefs } from "./joined-belief.ts";
import { dealParts, type PartRunner, runInSequence } from "./part-runner.ts";
import { privateRefusal } from "./private/private-refusal.ts";
import { askedOf, headOf } from "./result-head.ts";
import type { PartResult, PartTask, SolvedPart } from "./run-parts.ts";
import type { SolvedCrisis } from "./solved-crisis.ts";

export interface ForecastOptions {
  /** Date from which to look ahead; by default when the last report was told. */
  readonly asOf?: string;
  /** Values by parameter; those of the file by default. */
  readonly parameters?: Float64Array;
  /** Of several equilibria of moves made at the same time, play the one worth most to this actor (an index). */
  readonly favours?: number;
  /** Where parts are run; one after the other in this thread by default. */
  readonly runner?: PartRunner;
  /** How many tasks the runner runs at the same time; 1 by default. */
  readonly threads?: number;
  /** Called when some parts are done, with how many of how many. */
  readonly onProgress?: (done: number, all: number) => void;
  /** Milliseconds since some fixed time, for `solution.milliseconds`; 0 is reported without it. */
  readonly clock?: () => number;
}

export interface ForecastAnswer {
  /** Absent when there are errors. */
  readonly result: ForecastResult | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The odds of every ending, next moves, hidden variables and the weight of
 * every report, with baselines beside them.
 *
 * Errors: those of `privateRefusal`, `mistakenStart`, `over-by-then`, `impossible-reports`, `bad-date`,
 * `outside-clock`, and those of `compileGame`.
 *
 * Cost: one compile, solve and filter for each combination of fixed hidden
 * variables; the same digits for any runner. Does not mutate the crisis.
 *
 * @throws {GameError} those of `solveBackward` and `filterPart`.
 */
export async function forecast(crisis: Crisis, options: ForecastOptions = {}): Promise<ForecastAnswer> {
  const begin = options.clock?.() ?? 0;
  if (isEndlessAndOpen(crisis)) {
    if (options.asOf !== undefined) return { result: undefined, diagnostics: [noAsOf(options.asOf)] };
    // A script of its own in a browser: few crises go on for ever.
    const { forecastEndless } = await import("./forecast-endless.ts");
    return forecastEndless(crisis, options.parameters);
  }
  const { solved, diagnostics } = await solveCrisis(crisis, { noStrategy: true }, options);
  if (!solved) return { result: undefined, diagnostics };
  const end = options.clock?.() ?? 0;
  return { result: toResult(solved, end - begin), diagnostics };
}

/** Whether the stationary solution answers; an endless clock with private information is refused. */
export function isEndlessAndOpen(crisis: Crisis): boolean {
  return crisis.clock.steps === undefined && crisis.information === "open";
}

/** Run all parts and join their beliefs; `wants` says what else to find out. */
export async function solveCrisis(
  crisis: Crisis,
  wants: PartTask["wants"],
  options: ForecastOptions = {},
): Promise<{ readonly solved?: SolvedCrisis; readonly diagnostics: readonly Diagnostic[] }> {
  const refused = refusal(crisis) ?? tooManyStarts(crisis);
  if (refused) return { diagnostics: [refused] };
  const asOf = readAsOf(crisis, options.asOf);
  if ("code" in asOf) return { diagnostics: [asOf] };
  const step = crisis.ended ? Math.min(asOf.step, crisis.ended.step) : asOf.step;
  const parameters = options.parameters ?? parameterValues(crisis);
  const parts = partsOf(crisis, parameters);
  const mistake = mistakenStart(crisis, parameters);
  if (mistake) return { diagnostics: [mistake] };
  const results = await runAll(parts.length, options, (own): PartTask => {
    const { favours } = options;
    const task = { crisis, parts: own, parameters, request: request(crisis, asOf, step), wants };
    return favours === undefined ? task : { ...task, favours };
  });
  const diagnostics = distinct(results.flatMap((result) => result.diagnostics));
  const solvedParts = results.flatMap(({ solved }) => solved ?? []);
  if (hasErrors(diagnostics) || solvedParts.length < results.length) return { diagnostics };
  const weights = parts.map((part: Part) => part.weight);
  const beliefs = solvedParts.map((part) => part.belief);
  if (!beliefs.some((belief, p) => weights[p]! * belief.survival > 0))
    return { diagnostics: [overByThen(crisis, asOf)] };
  const impossible = impossibleReports(crisis, beliefs, weights);
  if (impossible) return { diagnostics: [...diagnostics, impossible] };
  const belief = joinBeliefs(beliefs, weights);
  return { solved: { crisis, asOf: { ...asOf, step }, belief, parts: solvedParts, weights }, diagnostics };
}

/** Deal the parts out to the runner; their results in the order of the parts. */
export async function runAll(
  parts: number,
  { runner = runInSequence, threads = 1, onProgress }: ForecastOptions,
  taskOf: (parts: readonly number[]) => PartTask,
): Promise<readonly PartResult[]> {
  const tasks = dealParts(parts, threads).map(taskOf);
  const results = await runner(tasks, (done) => onProgress?.(done, tasks.length));
  return results.flat();
}

function refusal(crisis: Crisis): Diagnostic | undefined {
  const cannot = privateRefusal(crisis);
  if (cannot) return cannot;
  if (crisis.clock.steps !== undefined) return undefined;
  return {
    code: "needs-finite-clock",
    severity: "error",
    message: "This crisis has an endless clock, and what was asked for needs a last step.",
    hint: "give the clock a last step, for instance `clock: { step: month, steps: 24 }`.",
    span: crisis.at,
    params: {},
  };
}

function request(crisis: Crisis, asOf: AsOf, step: number): PartTask["request"] {
  const { question } = crisis;
  return {
    asOfStep: step,
    asOfDay: asOf.day,
    ...(question ? { question: { ending: question.ending, byStep: question.byStep } } : {}),
  };
}

/** The same mistake found in several parts is one mistake. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const known = new Map(diagnostics.map((diagnostic) => [`${diagnostic.code} ${diagnostic.span?.start}`, diagnostic]));
  return [...known.values()];
}

/** An endless clock has no reports to tell, so nothing depends on a date. */
export function noAsOf(asOf: string): Diagnostic {
  return {
    code: "bad-date",
    severity: "error",
    message: `\`--as-of ${asOf}\` means nothing on an endless clock: there are no reports, and every step is like any other.`,
    hint: "leave it out, or give the clock a last step.",
    params: { asOf },
  };
}

/** No path is still going at the as-of step. */
function overByThen(crisis: Crisis, asOf: AsOf): Diagnostic {
  return {
    code: "over-by-then",
    severity: "error",
    message: `Every path of this crisis has ended before ${asOf.label}; there is nothing left to forecast.`,
    hint: "write an earlier `--as-of`, or let some path go on that long.",
    span: crisis.at,
    params: { asOf: asOf.label },
  };
}

function impossibleReports(
  crisis: Crisis,
  beliefs: readonly SolvedPart["belief"][],
  weights: readonly number[],
): Diagnostic | undefined {
  const counted = firstImpossible(beliefs, weights);
  if (counted < 0) return undefined;
  const index = evidenceReports(crisis)[counted];
  const report = index === undefined ? undefined : crisis.reports[index];
  const name = report?.name ?? "ended";
  return {
    code: "impossible-reports",
    severity: "error",
    message: `The report \`${name}\` cannot be, given the reports before it: their likelihood is 0. Every report needs some way to come about.`,
    hint: "give the source a grade below certainty, or credibility 2 in place of 1.",
    ...(report ? { span: report.at } : {}),
    params: { report: name },
  };
}

/** The tables of a forecast. */
export function toResult(solved: SolvedCrisis, milliseconds: number): ForecastResult {
  const { crisis, belief } = solved;
  const head = headOf(solved);
  const ladder = ladderOdds(crisis, belief, head.steps.length);
  const question = askedOf(solved);
  return {
    ...head,
    ...(question ? { question: { ...question, low: null, high: null } } : {}),
    endings: endingOdds(crisis, belief, head.steps.length),
    nextMoves: nextMoveOdds(crisis, belief),
    hidden: hiddenOdds(crisis, belief),
    sources: Object.fromEntries(
      crisis.sources.map((source, s) => [source.name, belief.reliable[s] ?? source.reliability]),
    ),
    reports: reportWeights(crisis, belief),
    ...(ladder ? { ladder } : {}),
    baselines: baselinesOf(solved),
    solution: summaryOf(solved, milliseconds),
  };
}

function summaryOf({ parts }: SolvedCrisis, milliseconds: number): SolutionSummary {
  const records = parts.map((part) => part.record);
  const grids = records.flatMap(({ beliefGrid }) => beliefGrid ?? []);
  const [grid] = [...grids].sort((one, other) => other.changeWhenHalved - one.changeWhenHalved);
  return {
    method: records[0]?.method ?? "",
    parts: parts.length,
    states: Math.max(...parts.map((part) => part.states)),
    positions: records.reduce((sum, record) => sum + record.positions, 0),
    milliseconds,
    converged: records.every((record) => record.converged),
    residual: Math.max(...records.map((record) => record.residual)),
    ...(grid ? { beliefGrid: grid } : {}),
    notes: [...new Set(records.flatMap((record) => record.notes))],
  };
}

/** Errors of all parts, or their results. */
export function solvedOf(results: readonly PartResult[]): readonly SolvedPart[] {
  return results.flatMap(({ solved }) => solved ?? []);
}
