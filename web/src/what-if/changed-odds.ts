import type { ForecastResult, QuickOdds, WhatIfResult } from "brink";

/** The odds with other parameters throughout beside those as they are. */
export function changedOdds(base: ForecastResult, changed: QuickOdds, set: readonly string[]): WhatIfResult {
  const { brink, crisis, asOf, steps, stepEnds, question } = base;
  return {
    brink,
    format: 1,
    crisis,
    asOf,
    interventions: set.map((text) => `set ${text}`),
    from: null,
    until: null,
    steps,
    stepEnds,
    question:
      question && changed.question !== null
        ? {
            ask: question.ask,
            ending: question.ending,
            by: question.by,
            base: question.probability,
            changed: changed.question,
            difference: changed.question - question.probability,
          }
        : null,
    endings: base.endings.map((ending, e) => {
      const own = changed.endings[e];
      const odds = own?.probability ?? 0;
      return {
        name: ending.name,
        label: ending.label,
        base: ending.probability,
        changed: odds,
        difference: odds - ending.probability,
        byStep: { base: ending.byStep, changed: own?.byStep ?? [] },
      };
    }),
    nextMoves: changed.nextMoves,
    base,
  };
}
