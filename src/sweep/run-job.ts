import { readAsOf } from "../analysis/as-of.ts";
import { forecast } from "../analysis/forecast.ts";
import { probabilityBy } from "../analysis/forecast-tables.ts";
import { privateRefusal } from "../analysis/private/private-refusal.ts";
import { DrawKeeper } from "../analysis/ranges/draw-keeper.ts";
import type { DrawWork } from "../analysis/ranges/draw-work.ts";
import type { DrawGround, DrawResult } from "../analysis/ranges/run-draws.ts";
import { whatIf } from "../analysis/what-if.ts";
import { readCourse } from "../analysis/what-if-course.ts";
import { parameterValues } from "../crisis/compile/parts.ts";
import { privateVariables } from "../crisis/compile/private-variables.ts";
import type { Crisis } from "../crisis/model.ts";
import { GameError } from "../game/game-error.ts";
import { answerColumns } from "./answer-columns.ts";
import { hasChanges } from "./plan.ts";
import type { JobResult, RowResult, SweepJob } from "./sweep-job.ts";

/**
 * Compute the rows of a job. The same digits in any thread and on any machine.
 *
 * Rows that only ask for odds share one layout of the game; others are a
 * forecast or a what-if each. A row that cannot be computed says why
 * (`problem`) and does not stop the others.
 *
 * Cost: for each row a solve and a forward pass; about four times that with
 * changes, or where more than odds are asked for.
 *
 * @param keeper what jobs before have laid out; the next of the same scenario and date goes on from there.
 */
export async function runJob(job: SweepJob, crisis: Crisis, keeper: DrawKeeper = new DrawKeeper()): Promise<JobResult> {
  const rows = job.rows.map((values) => parametersOf(crisis, job.parameters, values));
  const request = requestOf(job, crisis);
  const shared = request && crisis.clock.steps !== undefined && !privateRefusal(crisis);
  // What a private crisis can have done in it, the what-if itself knows.
  const plain = !hasChanges(job.changes) || privateVariables(crisis).length === 0;
  if (shared && plain && job.answers.every((answer) => answer === "endings"))
    return oddsOnly(job, { crisis, request }, rows, keeper);
  const draws = shared ? keeper.on(keyOf(job, false), () => ({ crisis, request })).solve(rows) : undefined;
  const results: RowResult[] = [];
  for (const [r, parameters] of rows.entries()) results.push(await rowAlone(job, crisis, parameters, draws?.[r]));
  return results;
}

function parametersOf(crisis: Crisis, names: readonly string[], values: readonly number[]): Float64Array {
  const parameters = parameterValues(crisis);
  names.forEach((name, n) => {
    parameters[crisis.parameters.findIndex((parameter) => parameter.name === name)] = values[n]!;
  });
  return parameters;
}

/** From when to look ahead; undefined where the date is none of the clock's. */
function requestOf({ asOf: date }: SweepJob, crisis: Crisis): DrawGround["request"] | undefined {
  if (crisis.clock.steps === undefined) return undefined;
  const asOf = readAsOf(crisis, date ?? undefined);
  if ("code" in asOf) return undefined;
  return { asOfDay: asOf.day, asOfStep: crisis.ended ? Math.min(asOf.step, crisis.ended.step) : asOf.step };
}

/** Jobs with the same key differ in their rows only. */
function keyOf({ crisis, asOf, changes }: SweepJob, changed: boolean): string {
  return JSON.stringify([crisis, asOf, changed ? changes : null]);
}

function oddsOnly(job: SweepJob, ground: DrawGround, draws: readonly Float64Array[], keeper: DrawKeeper): JobResult {
  const { crisis } = ground;
  const { changes, asOf } = job;
  const rowsOf = (work: DrawWork): JobResult => work.solve(draws).map((draw) => rowOfDraw(crisis, draw));
  if (!hasChanges(changes)) return rowsOf(keeper.on(keyOf(job, false), () => ground));
  const { set, force, forbid, plan, ...window } = changes;
  const course = readCourse(crisis, { set, force, forbid, plan }, { ...(asOf === null ? {} : { asOf }), ...window });
  if (!("change" in course)) return draws.map(() => ({ problem: course.diagnostics[0]?.code ?? "no-game" }));
  const { change } = course;
  return rowsOf(keeper.on(keyOf(job, true), () => ({ ...ground, changes: [change] })));
}

/** The odds with the change where there is one, else as they are. */
function rowOfDraw(crisis: Crisis, draw: DrawResult): RowResult {
  if ("failure" in draw) return { problem: draw.failure.code };
  // Either no path goes on that long, or no path explains the reports.
  if (!(draw.mass > 0)) return { problem: "likelihood-zero" };
  const steps = crisis.clock.steps!;
  const endings = draw.changed?.[0]?.odds ?? draw.endings.map((mass) => mass / draw.mass);
  const { question } = crisis;
  return {
    values: [
      ...(question ? [probabilityBy({ endings }, question.ending, question.byStep, steps)] : []),
      ...crisis.endings.map((_, e) => probabilityBy({ endings }, e, steps - 1, steps)),
      draw.mass,
    ],
  };
}

/** What a forecast and a what-if have in common. */
interface Answer {
  readonly question: number | null;
  readonly endings: readonly number[];
  readonly nextMoves: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly hidden: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

async function rowAlone(
  job: SweepJob,
  crisis: Crisis,
  parameters: Float64Array,
  draw: DrawResult | undefined,
): Promise<RowResult> {
  try {
    const found = hasChanges(job.changes)
      ? await changedAnswer(job, crisis, parameters)
      : await plainAnswer(job, crisis, parameters);
    if ("problem" in found) return found;
    const likelihood = draw && "mass" in draw ? draw.mass : crisis.clock.steps === undefined ? 1 : null;
    return { values: valuesOf(job, crisis, found, likelihood) };
  } catch (thrown) {
    if (!(thrown instanceof GameError)) throw thrown;
    return { problem: thrown.code };
  }
}

type Found = Promise<Answer | { readonly problem: string }>;

async function plainAnswer({ asOf }: SweepJob, crisis: Crisis, parameters: Float64Array): Found {
  const { result, diagnostics } = await forecast(crisis, { parameters, ...(asOf === null ? {} : { asOf }) });
  if (!result) return { problem: diagnostics[0]?.code ?? "no-game" };
  if (!result.solution.converged) return { problem: "not-converged" };
  const { question, endings, nextMoves, hidden } = result;
  return {
    question: question?.probability ?? null,
    endings: endings.map(({ probability }) => probability),
    nextMoves,
    hidden,
  };
}

async function changedAnswer({ asOf, changes }: SweepJob, crisis: Crisis, parameters: Float64Array): Found {
  const { set, force, forbid, plan, ...window } = changes;
  const options = { parameters, ...(asOf === null ? {} : { asOf }), ...window };
  const { result, diagnostics } = await whatIf(crisis, { set, force, forbid, plan }, options);
  if (!result) return { problem: diagnostics[0]?.code ?? "no-game" };
  if (!result.base.solution.converged) return { problem: "not-converged" };
  const { question, endings, nextMoves, base } = result;
  return {
    question: question?.changed ?? null,
    endings: endings.map(({ changed }) => changed),
    nextMoves,
    hidden: base.hidden,
  };
}

/** The values in the order of `answerColumns`. */
function valuesOf(
  { answers }: SweepJob,
  crisis: Crisis,
  found: Answer,
  likelihood: number | null,
): readonly (number | null)[] {
  const byName = new Map<string, number | null>([
    ["question", found.question],
    ["likelihood", likelihood],
  ]);
  crisis.endings.forEach(({ name }, e) => {
    byName.set(`ending.${name}`, found.endings[e]!);
  });
  addNamed(byName, "next", found.nextMoves);
  addNamed(byName, "hidden", found.hidden);
  return answerColumns(crisis, answers).map(({ name }) => byName.get(name) ?? null);
}

function addNamed(
  byName: Map<string, number | null>,
  group: string,
  table: Readonly<Record<string, Readonly<Record<string, number>>>>,
): void {
  for (const [owner, odds] of Object.entries(table)) {
    for (const [name, probability] of Object.entries(odds)) byName.set(`${group}.${owner}.${name}`, probability);
  }
}
