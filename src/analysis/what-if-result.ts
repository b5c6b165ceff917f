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
  /** The date with whose end each step is over. */
  readonly stepEnds: readonly string[];
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
  /** How the crisis with it done was solved; that of the base run stands in `base`. */
  readonly solution?: SolutionOfChange;
  /** Only where ranges were asked for; all other numbers hold for the values of the file. */
  readonly ranges?: WhatIfRanges;
  /** Only for a plan: by actor that weighs its moves. */
  readonly worth?: readonly ActorWorth[];
}

export interface SolutionOfChange {
  readonly method: string;
  readonly converged: boolean;
  readonly residual: number;
  /** Sentences a reader should know, for instance that several equilibria exist. */
  readonly notes: readonly string[];
}

/** A weighted mean over draws of the parameters, with the 10 % and 90 % quantiles. */
export interface RangeOfOdds {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The odds of something as it is, with the change, and their difference draw by draw. */
export interface PairedRanges {
  readonly base: RangeOfOdds;
  readonly changed: RangeOfOdds;
  readonly difference: RangeOfOdds;
}

/** Ranges over the parameters, the same draws on both sides. */
export interface WhatIfRanges {
  readonly parameters: number;
  readonly draws: number;
  /** See `RangesSummary`. */
  readonly effectiveSampleSize: number;
  readonly collapsed: boolean;
  readonly leftOut: number;
  readonly rounds: number;
  readonly seed: number;
  readonly question: PairedRanges | null;
  readonly endings: readonly (PairedRanges & { readonly name: string; readonly label: string })[];
}

/** What an actor expects from the step in which a change begins on, in utils of that step. */
export interface ActorWorth {
  readonly name: string;
  readonly label: string;
  /** Everybody, itself included, does what the solution says. */
  readonly base: number;
  readonly changed: number;
}

/** Several things, each done by itself; plain data, as printed by `--json`. */
export interface WhatIfTable {
  readonly brink: string;
  readonly format: 1;
  readonly crisis: string;
  readonly asOf: string;
  readonly steps: readonly string[];
  readonly stepEnds: readonly string[];
  readonly rows: readonly Omit<WhatIfResult, "base">[];
  readonly base: ForecastResult;
}
