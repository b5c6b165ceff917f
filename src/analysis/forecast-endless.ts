import { tooManyStarts } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import type { SolveRecord } from "../game/policy.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import type { ForecastResult } from "./forecast-result.ts";
import { gameVariableIndexes, nextMoveOdds } from "./forecast-tables.ts";
import { type EndlessPart, runEndlessParts } from "./run-endless-part.ts";
import { version } from "./version.ts";

type SolvedEndless = NonNullable<EndlessPart["solved"]>;

/**
 * The forecast of a crisis without a last step: how it ends if it ever does,
 * the moves of the first step, and where it stands in the long run.
 *
 * Errors: those of `compileGame`; `not-converged` where no stationary
 * equilibrium was found to 1e-8.
 */
export function forecastEndless(
  crisis: Crisis,
  parameters?: Float64Array,
): { readonly result: ForecastResult | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const tooMany = tooManyStarts(crisis);
  if (tooMany) return { result: undefined, diagnostics: [tooMany] };
  const parts = runEndlessParts(crisis, parameters);
  const diagnostics = parts.flatMap((part) => part.diagnostics);
  const solved = parts.flatMap((part) => part.solved ?? []);
  if (hasErrors(diagnostics) || solved.length < parts.length) return { result: undefined, diagnostics };
  const failed = solved.find(({ record }) => !record.converged);
  if (failed) return { result: undefined, diagnostics: [notStationary(crisis, failed.record)] };
  return {
    result: toResult(
      crisis,
      solved,
      parts.map((part) => part.weight),
    ),
    diagnostics,
  };
}

/** That no stationary equilibrium was found. */
export function notStationary(crisis: Crisis, record: SolveRecord): Diagnostic {
  return {
    code: "not-converged",
    severity: "error",
    message: `No stationary equilibrium was found: the best one misses its equations by ${record.residual.toExponential(1)}. ${record.notes.join(" ")}`,
    hint: "lower the precision of the actors or the discount, or give the clock a last step.",
    span: crisis.at,
    params: { residual: record.residual },
  };
}

function toResult(crisis: Crisis, parts: readonly SolvedEndless[], weights: readonly number[]): ForecastResult {
  const add = (read: (part: SolvedEndless) => Float64Array): Float64Array => {
    const sum = new Float64Array(read(parts[0]!).length);
    parts.forEach((part, p) => {
      read(part).forEach((mass, i) => {
        sum[i]! += weights[p]! * mass;
      });
    });
    return sum;
  };
  const endings = add((part) => part.endings);
  const noStrategy = add((part) => part.noStrategy);
  const { question } = crisis;
  const records = parts.map((part) => part.record);
  return {
    brink: version,
    format: 1,
    crisis: crisis.name,
    asOf: "the start",
    asOfStep: 0,
    steps: [],
    stepEnds: [],
    ...(question
      ? {
          question: {
            ask: question.ask,
            ending: crisis.endings[question.ending]!.name,
            by: "ever",
            probability: endings[question.ending]!,
            low: null,
            high: null,
          },
        }
      : {}),
    endings: crisis.endings.map(({ name, label, rule }, e) => {
      return { name, label, rule, probability: endings[e]!, low: null, high: null, byStep: [] };
    }),
    nextMoves: nextMoveOdds(crisis, {
      nextMoves: parts[0]!.firstMoves.map((_, p) => add((part) => part.firstMoves[p]!)),
    }),
    hidden: {},
    sources: {},
    reports: [],
    longRun: longRun(crisis, add, parts[0]!),
    baselines: {
      baseRate: null,
      noChange: { probability: null, ladder: null },
      noStrategy: {
        probability: question ? noStrategy[question.ending]! : null,
        endings: Object.fromEntries(crisis.endings.map(({ name }, e) => [name, noStrategy[e]!])),
      },
      cited: [],
    },
    solution: {
      method: records[0]!.method,
      parts: parts.length,
      states: Math.max(...parts.map((part) => part.states)),
      positions: records.reduce((sum, record) => sum + record.positions, 0),
      milliseconds: 0,
      converged: true,
      residual: Math.max(...records.map((record) => record.residual)),
      notes: [...new Set(records.flatMap((record) => record.notes))],
    },
  };
}

function longRun(
  crisis: Crisis,
  add: (read: (part: SolvedEndless) => Float64Array) => Float64Array,
  first: SolvedEndless,
): NonNullable<ForecastResult["longRun"]> {
  const variables = gameVariableIndexes(crisis);
  return Object.fromEntries(
    first.longRun.flatMap((_, place) => {
      const { name, levels, origin } = crisis.variables[variables[place]!]!;
      if (origin !== "declared") return [];
      const shares = add((part) => part.longRun[place]!);
      return [[name, Object.fromEntries(levels.map((level, l) => [level, shares[l]!]))]];
    }),
  );
}
