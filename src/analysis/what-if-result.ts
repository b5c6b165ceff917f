import type { ForecastResult } from "./forecast-result.ts";

/** The odds of one ending without and with the interventions. */
export interface WhatIfOdds {
  readonly name: string;
  readonly label: string;
  readonly base: number;
  readonly changed: number;
  /** changed − base. */
  readonly difference: number;
  /** Cumulative, by the end of each step. */
  readonly byStep: { readonly base: readonly number[]; readonly changed: readonly number[] };
}

/** A crisis with something done in it, beside the same crisis without: plain data, as printed by `--json`. */
export interface WhatIfResult {
  readonly brink: string;
  readonly format: 1;
  readonly crisis: string;
  readonly asOf: string;
  /** What was asked, as written. */
  readonly interventions: readonly string[];
  /** Labels of the first and last step in which they are in force; null for parameters that hold throughout. */
  readonly from: string | null;
  readonly until: string | null;
  readonly steps: readonly string[];
  readonly question: {
    readonly ask: string;
    readonly ending: string;
    readonly by: string;
    readonly base: number;
    readonly changed: number;
    readonly difference: number;
  } | null;
  readonly endings: readonly WhatIfOdds[];
  /** Odds of the moves in the first step with the interventions in force. */
  readonly nextMoves: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly base: ForecastResult;
}
