import { compareOdds, type ForecastResult, type QuickOdds, type WhatIfResult } from "brink";

/** The odds with other parameters throughout beside those as they are. */
export function changedOdds(base: ForecastResult, changed: QuickOdds, set: readonly string[]): WhatIfResult {
  return compareOdds(base, changed, { interventions: set.map((text) => `set ${text}`), from: null, until: null });
}
