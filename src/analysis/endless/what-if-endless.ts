import { parameterValues } from "../../crisis/compile/parts.ts";
import type { Crisis } from "../../crisis/model.ts";
import { type Diagnostic, hasErrors } from "../../text/diagnostic.ts";
import { compareOdds } from "../compare-odds.ts";
import { forecastEndless } from "../forecast-endless.ts";
import type { ForecastResult } from "../forecast-result.ts";
import { type Change, withSettings } from "../what-if-change.ts";
import type { WhatIfResult } from "../what-if-result.ts";

/**
 * A crisis without a last step with something done from the start and for good
 * (`endlessChange`), beside the same without: both by their stationary
 * equilibrium.
 *
 * Errors: those of `forecastEndless`.
 *
 * Tests: test/analysis/endless.test.ts.
 */
export function whatIfEndless(
  crisis: Crisis,
  change: Change,
  words: readonly string[],
  parameters: Float64Array = parameterValues(crisis),
): { readonly result: WhatIfResult | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const base = forecastEndless(crisis, parameters);
  if (!base.result) return { result: undefined, diagnostics: base.diagnostics };
  const changed = forecastEndless(change.crisis, withSettings(parameters, change.settings));
  const diagnostics = [...base.diagnostics, ...changed.diagnostics];
  if (!changed.result || hasErrors(diagnostics)) return { result: undefined, diagnostics };
  return { result: compare(base.result, changed.result, words), diagnostics };
}

function compare(base: ForecastResult, changed: ForecastResult, interventions: readonly string[]): WhatIfResult {
  const { endings, nextMoves, solution } = changed;
  const { method, converged, residual, notes } = solution;
  const odds = { question: changed.question?.probability ?? null, endings, nextMoves };
  return {
    ...compareOdds(base, odds, { interventions, from: base.asOf, until: null }),
    solution: { method, converged, residual, notes },
  };
}
