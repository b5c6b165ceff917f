import { parameterValues } from "../../crisis/compile/parts.ts";
import type { Crisis } from "../../crisis/model.ts";
import { SOBOL_DIMENSIONS } from "../../numeric/sobol-directions.ts";
import { hasErrors } from "../../text/diagnostic.ts";
import { type ForecastAnswer, type ForecastOptions, forecast } from "../forecast.ts";
import type { ForecastResult } from "../forecast-result.ts";
import { addRanges, watchedOdds, withoutRanges } from "./add-ranges.ts";
import { drawRounds } from "./draw-rounds.ts";
import type { DrawRunner } from "./draw-runner.ts";
import { DRAWS_EACH, drawSolver } from "./draw-solver.ts";
import { noRanges, problemsOf, tooManyRanges } from "./range-problems.ts";
import { uncertainParameters } from "./uncertain-parameters.ts";

export interface RangesOptions extends ForecastOptions {
  /** Draws of the parameters, at least 1; powers of two are spread most evenly. */
  readonly draws: number;
  /** Another seed, other draws; 1 by default. */
  readonly seed?: number;
  /** Stop early once the standard error of the question's odds (of every ending's without a question) is at most this. */
  readonly precision?: number;
  /** Where draws are solved; one after the other in this thread by default. */
  readonly drawRunner?: DrawRunner;
  /** Called when some draws are done, with how many of how many. */
  readonly onDraws?: (done: number, all: number) => void;
}

/**
 * A forecast over the ranges of the parameters: as `forecast`, with the mean
 * over the draws in place of the odds at the values of the file, the 10 % and
 * 90 % quantiles beside them, and `ranges` to say how they came about.
 *
 * Each draw is a full solve; it counts by how well it explains the reports and
 * the survival so far. Next moves, hidden variables, reports, ladder and
 * baselines hold for the values of the file.
 *
 * Errors: those of `forecast`; `too-many-ranges`, `no-draw-counts`. Warnings:
 * `no-ranges`, `ranges-collapsed`, `few-draws`, `draws-left-out`.
 *
 * The same digits for any runner and any number of threads. Cost: `draws`
 * times a forecast without its backward half, up to four times that where the
 * weights collapse.
 *
 * @throws {GameError} those of `forecast`.
 */
export async function forecastWithRanges(crisis: Crisis, options: RangesOptions): Promise<ForecastAnswer> {
  const begin = options.clock?.() ?? 0;
  const { result: point, diagnostics } = await forecast(crisis, options);
  if (!point) return { result: undefined, diagnostics };
  return await addRangesTo(crisis, { point, diagnostics, begin }, options);
}

/** The same for a forecast at the values of the file that is at hand; `begin` is when it was begun. */
export async function addRangesTo(
  crisis: Crisis,
  known: Pick<ForecastAnswer, "diagnostics"> & { readonly point: ForecastResult; readonly begin: number },
  options: RangesOptions,
): Promise<ForecastAnswer> {
  const { point, diagnostics, begin } = known;
  const uncertain = uncertainParameters(crisis, options.parameters ?? parameterValues(crisis));
  const { count } = uncertain;
  if (count > SOBOL_DIMENSIONS)
    return { result: undefined, diagnostics: [...diagnostics, tooManyRanges(crisis, count)] };
  const { seed = 1, precision, threads = 1 } = options;
  if (count === 0) return { result: withoutRanges(point, seed), diagnostics: [...diagnostics, noRanges()] };
  const drawn = await drawRounds(uncertain, {
    draws: options.draws,
    seed,
    ...(precision === undefined ? {} : { precision }),
    atOnce: threads * DRAWS_EACH,
    solve: drawSolver(crisis, { asOfStep: point.asOfStep, asOf: options.asOf }, { ...options, told: options.draws }),
    watched: (results) => watchedOdds(crisis, results),
  });
  const found = [...diagnostics, ...problemsOf(crisis, drawn)];
  if (hasErrors(found)) return { result: undefined, diagnostics: found };
  const result = addRanges(crisis, point, { drawn, seed, parameters: count });
  const milliseconds = (options.clock?.() ?? 0) - begin;
  return { result: { ...result, solution: { ...result.solution, milliseconds } }, diagnostics: found };
}
