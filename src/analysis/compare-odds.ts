import type { ForecastResult } from "./forecast-result.ts";
import type { WhatIfResult } from "./what-if-result.ts";

/** Odds with something done. */
export interface ChangedOdds {
  /** P(the question's ending by its step); null where the crisis asks nothing. */
  readonly question: number | null;
  /** In the order of the crisis. */
  readonly endings: readonly { readonly probability: number; readonly byStep: readonly number[] }[];
  readonly nextMoves: ForecastResult["nextMoves"];
}

/** Odds with something done beside those without. */
export function compareOdds(
  base: ForecastResult,
  changed: ChangedOdds,
  done: Pick<WhatIfResult, "interventions" | "from" | "until">,
): WhatIfResult {
  const { brink, crisis, asOf, steps, stepEnds, question } = base;
  return {
    brink,
    format: 1,
    crisis,
    asOf,
    ...done,
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
    endings: base.endings.map(({ name, label, probability, byStep }, e) => {
      const own = changed.endings[e]!;
      return {
        name,
        label,
        base: probability,
        changed: own.probability,
        difference: own.probability - probability,
        byStep: { base: byStep, changed: own.byStep },
      };
    }),
    nextMoves: changed.nextMoves,
    base,
  };
}
