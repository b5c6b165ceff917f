import type { Crisis } from "../crisis/model.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { explainEndless } from "./endless/explain-endless.ts";
import type { ExplainResult } from "./explain-result.ts";
import { explainedTables } from "./explain-tables.ts";
import { type ForecastOptions, isEndlessAndOpen, noAsOf, solveCrisis } from "./forecast.ts";

export interface ExplainOptions extends ForecastOptions {
  /** Ways to tell for each ending; 3 by default. */
  readonly paths?: number;
}

export const DEFAULT_PATHS = 3;

export interface ExplainAnswer {
  /** Absent when there are errors. */
  readonly result: ExplainResult | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Why the odds are what they are: the likeliest ways to each ending, why each
 * actor prefers its next move in parts of payoff, and which reports moved the
 * odds.
 *
 * Errors: those of `forecast`. The same digits for any runner.
 *
 * @throws {GameError} those of `solveBackward` and `filterPart`.
 */
export async function explain(crisis: Crisis, options: ExplainOptions = {}): Promise<ExplainAnswer> {
  const paths = options.paths ?? DEFAULT_PATHS;
  if (isEndlessAndOpen(crisis)) {
    if (options.asOf !== undefined) return { result: undefined, diagnostics: [noAsOf(options.asOf)] };
    return explainEndless(crisis, paths, options.parameters);
  }
  const { solved, diagnostics } = await solveCrisis(crisis, { explanation: true }, options);
  if (!solved) return { result: undefined, diagnostics };
  return { result: explainedTables(solved, paths), diagnostics };
}
