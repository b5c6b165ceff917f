import { type AsOf, readAsOf } from "../analysis/as-of.ts";
import { forecast } from "../analysis/forecast.ts";
import { probabilityBy } from "../analysis/forecast-tables.ts";
import { type DrawResult, runDraws } from "../analysis/ranges/run-draws.ts";
import { whatIf } from "../analysis/what-if.ts";
import { parameterValues } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import { GameError } from "../game/game-error.ts";
import { answerColumns } from "./answer-columns.ts";
import { hasChanges } from "./plan.ts";
import type { JobResult, RowResult, SweepJob } from "./sweep-job.ts";

/**
 * Compute the rows of a job. The same digits in any thread and on any machine.
 *
 * Rows that only ask for odds of the crisis as it is share one layout of the
 * game; others are a forecast or a what-if each. A row that cannot be computed
 * says why (`problem`) and does not stop the others.
 *
 * Cost: for each row a solve and a forward pass; four times that with changes.
 */
export async function runJob(job: SweepJob, crisis: Crisis): Promise<JobResult> {
  const rows = job.rows.map((values) => parametersOf(crisis, job.parameters, values));
  const likelihoods = odds(job, crisis, rows);
  const onlyOdds = job.answers.every((answer) => answer === "endings");
  if (likelihoods && onlyOdds && !hasChanges(job.changes)) return likelihoods.map((draw) => rowOfDraw(crisis, draw));
  const results: RowResult[] = [];
  for (const [r, parameters] of rows.entries()) {
    results.push(await rowAlone(job, crisis, parameters, likelihoods?.[r]));
  }
  return results;
}

function parametersOf(crisis: Crisis, names: readonly string[], values: readonly number[]): Float64Array {
  const parameters = parameterValues(crisis);
  names.forEach((name, n) => {
    parameters[crisis.parameters.findIndex((parameter) => parameter.name === name)] = values[n]!;
  });
  return parameters;
}

/** Odds of all rows at once, without the changes; undefined where the crisis is not of the kind for it. */
function odds(job: SweepJob, crisis: Crisis, draws: readonly Float64Array[]): readonly DrawResult[] | undefined {
  const asOf = asOfStep(job, crisis);
  if (!asOf || crisis.clock.steps === undefined || crisis.information !== "open") return undefined;
  return runDraws({ crisis, request: { asOfStep: asOf.step, asOfDay: asOf.day }, draws });
}

function asOfStep({ asOf: date }: SweepJob, crisis: Crisis): Pick<AsOf, "step" | "day"> | undefined {
  const asOf = readAsOf(crisis, date ?? undefined);
  if ("code" in asOf) return undefined;
  return { day: asOf.day, step: crisis.ended ? Math.min(asOf.step, crisis.ended.step) : asOf.step };
}

function rowOfDraw(crisis: Crisis, draw: DrawResult): RowResult {
  if ("failure" in draw) return { problem: draw.failure.code };
  // Either no path goes on that long, or no path explains the reports.
  if (!(draw.mass > 0)) return { problem: "likelihood-zero" };
  const steps = crisis.clock.steps!;
  const endings = draw.endings.map((mass) => mass / draw.mass);
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
  const { set, force, forbid, ...window } = changes;
  const options = { parameters, ...(asOf === null ? {} : { asOf }), ...window };
  const { result, diagnostics } = await whatIf(crisis, { set, force, forbid }, options);
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
