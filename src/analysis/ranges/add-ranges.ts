import type { Crisis } from "../../crisis/model.ts";
import { quantileWeighted } from "../../numeric/quantile-weighted.ts";
import { citedOdds } from "../baselines.ts";
import type { ForecastResult, RangesSummary } from "../forecast-result.ts";
import type { DrawnRounds } from "./draw-rounds.ts";
import type { DrawResult } from "./run-draws.ts";
import { standardError, weightedMean } from "./weigh-draws.ts";

const LOW = 0.1;
const HIGH = 0.9;

/** By draw, the odds of an ending by the end of a step; NaN for a draw without a say. */
export function oddsByDraw(
  results: readonly DrawResult[],
  ending: number,
  byStep: number,
  steps: number,
): Float64Array {
  return Float64Array.from(results, (result) => {
    if ("failure" in result || !(result.mass > 0)) return Number.NaN;
    const { mass, endings } = result;
    let sum = 0;
    for (let t = 0; t <= byStep; t++) sum += endings[ending * steps + t]!;
    return sum / mass;
  });
}

/** The odds of an ending by its last step; an endless clock has one. */
export function stepsOf(crisis: Crisis): number {
  return crisis.clock.steps ?? 1;
}

function questionByDraw(crisis: Crisis, results: readonly DrawResult[]): Float64Array | undefined {
  const { question } = crisis;
  const last = stepsOf(crisis) - 1;
  return question && oddsByDraw(results, question.ending, Math.min(question.byStep, last), last + 1);
}

/** By draw, the odds whose precision is watched: the question's, or those of every ending. */
export function watchedOdds(crisis: Crisis, results: readonly DrawResult[]): readonly Float64Array[] {
  const question = questionByDraw(crisis, results);
  const steps = stepsOf(crisis);
  return question ? [question] : crisis.endings.map((_, e) => oddsByDraw(results, e, steps - 1, steps));
}

/** A forecast with weighted means for the odds of its endings and of its question, and quantiles beside them. */
export function addRanges(
  crisis: Crisis,
  point: ForecastResult,
  { drawn, seed, parameters }: { readonly drawn: DrawnRounds; readonly seed: number; readonly parameters: number },
): ForecastResult {
  const { results, weights } = drawn;
  const steps = stepsOf(crisis);
  const over = (odds: Float64Array) => {
    const [low = Number.NaN, high = Number.NaN] = quantileWeighted(odds, weights, [LOW, HIGH]);
    return { probability: weightedMean(weights, odds), low, high };
  };
  const means = new Float64Array(crisis.endings.length * steps);
  results.forEach((result, d) => {
    if ("failure" in result || !(weights[d]! > 0)) return;
    const { mass, endings } = result;
    for (let i = 0; i < means.length; i++) means[i]! += weights[d]! * (endings[i]! / mass);
  });
  const question = questionByDraw(crisis, results);
  return {
    ...point,
    ...(point.question && question ? { question: { ...point.question, ...over(question) } } : {}),
    endings: point.endings.map((ending, e) => {
      let sum = 0;
      const byStep = ending.byStep.map((_, t) => (sum += means[e * steps + t]!));
      return { ...ending, ...over(oddsByDraw(results, e, steps - 1, steps)), byStep };
    }),
    ranges: summaryOf(crisis, point, { drawn, seed, parameters }),
    baselines: {
      ...point.baselines,
      cited: crisis.clock.steps === undefined ? point.baselines.cited : citedOdds(crisis, { endings: means }),
    },
  };
}

function summaryOf(
  crisis: Crisis,
  point: ForecastResult,
  { drawn, seed, parameters }: { readonly drawn: DrawnRounds; readonly seed: number; readonly parameters: number },
): RangesSummary {
  const { results, weights } = drawn;
  const errors = watchedOdds(crisis, results).map((odds) => standardError(weights, odds));
  return {
    parameters,
    draws: results.length,
    effectiveSampleSize: drawn.effectiveSampleSize,
    collapsed: drawn.collapsed,
    leftOut: results.filter((result) => "failure" in result).length,
    rounds: drawn.rounds,
    stoppedEarly: drawn.stoppedEarly,
    standardError: Math.max(...errors),
    seed,
    method: methodOf(drawn),
    pointForecast: pointForecastOf(point),
  };
}

function methodOf({ rounds }: DrawnRounds): string {
  const sobol = "scrambled Sobol draws, weighted by the reports and survival";
  return rounds === 1 ? sobol : `${sobol}, in ${rounds} rounds`;
}

/** A forecast of which no parameter has a range: as it was, and said so. */
export function withoutRanges(point: ForecastResult, seed: number): ForecastResult {
  const ranges = {
    parameters: 0,
    draws: 0,
    effectiveSampleSize: 0,
    collapsed: false,
    leftOut: 0,
    rounds: 0,
    stoppedEarly: false,
    standardError: 0,
    seed,
    method: "no parameter has a range",
    pointForecast: pointForecastOf(point),
  };
  return { ...point, ranges };
}

/** The odds at the values of the file. */
function pointForecastOf({ question, endings }: ForecastResult): RangesSummary["pointForecast"] {
  return {
    question: question?.probability ?? null,
    endings: Object.fromEntries(endings.map(({ name, probability }) => [name, probability])),
  };
}
