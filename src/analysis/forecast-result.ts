import type { BeliefGridRecord } from "../game/policy.ts";

/**
 * The answer of a forecast, as printed by `--json`: plain data, probabilities
 * in [0, 1], surprises in bits, effects in percentage points.
 */
export interface ForecastResult {
  /** Version of Brink that computed it. */
  readonly brink: string;
  /** Version of this shape; grows when a field changes its meaning or goes. */
  readonly format: 1;
  readonly crisis: string;
  /** The as-of date as asked for, for instance `2025-07`, else the end of the step of the last report; on a clock without dates the step's number. */
  readonly asOf: string;
  /** Step that holds the as-of date, counted from 0. Steps before it were survived. */
  readonly asOfStep: number;
  /** Label of each step, where it begins: `2024-12`, `2025-Q1`, `2025-01-17`, or its number from 1. */
  readonly steps: readonly string[];
  /** The date with whose end each step is over: its label, or `2025-01-18` for the two days from the 17th. */
  readonly stepEnds: readonly string[];
  readonly question?: QuestionOdds;
  readonly endings: readonly EndingOdds[];
  /** Per actor, its moves of the as-of step in the order of its turns there. */
  readonly nextMoves: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What is believed at the start of the as-of step about each variable with an uncertain start. */
  readonly hidden: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly sources: Readonly<Record<string, number>>;
  readonly reports: readonly ReportWeight[];
  /** The variable marked `ladder: true`: level by step, smoothed in the past, predicted from the as-of step on. */
  readonly ladder?: LadderOdds;
  /** Only on an endless clock: share of each level of each variable in the long run, while the crisis goes on. */
  readonly longRun?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly baselines: Baselines;
  readonly solution: SolutionSummary;
  /** Only where other equilibria were asked for. */
  readonly multiplicity?: MultiplicityOdds;
  /**
   * Only where ranges were asked for. Then `probability`, `byStep`, `low` and
   * `high` of question and endings are means and quantiles over draws of the
   * parameters, weighted by the reports; everything else holds for the values
   * of the file.
   */
  readonly ranges?: RangesSummary;
}

/** How the ranges came about, and how far to trust them. */
export interface RangesSummary {
  /** Parameters that have a range; 0: there was nothing to draw, and `low` and `high` are null. */
  readonly parameters: number;
  /** Draws solved, all rounds; each of them every part of the crisis. */
  readonly draws: number;
  /** How many equal draws the weighted ones are worth. */
  readonly effectiveSampleSize: number;
  /** They are worth fewer than a tenth of all, or fewer than 20 and than half of all: the ranges are rough. */
  readonly collapsed: boolean;
  /** Draws that made no game (chances above 1, for instance). */
  readonly leftOut: number;
  /** 1, or more where the weights collapsed and draws were placed anew around those that counted. */
  readonly rounds: number;
  /** The precision asked for was reached before all draws were made. */
  readonly stoppedEarly: boolean;
  /** Of the question's mean (without a question, the largest of the endings'), as if draws were independent. */
  readonly standardError: number;
  /** The same seed and number of draws give the same digits. */
  readonly seed: number;
  readonly method: string;
  /** The odds at the values of the file. */
  readonly pointForecast: { readonly question: number | null; readonly endings: Readonly<Record<string, number>> };
}

export interface QuestionOdds {
  readonly ask: string;
  readonly ending: string;
  readonly by: string;
  /** Only where the date lies before the as-of step: by then it had not come about, and `probability` is 0. */
  readonly passed?: boolean;
  readonly probability: number;
  /** 10 % and 90 % quantiles over the parameters; null where no range was computed. See `ranges`. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface EndingOdds {
  readonly name: string;
  readonly label: string;
  readonly rule: string;
  readonly probability: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Probability that the crisis has ended this way by the end of each step (cumulative, from step 0). */
  readonly byStep: readonly number[];
}

export interface ReportWeight {
  readonly id: string;
  readonly label: string;
  readonly source: string;
  /** Grade letter of the source and credibility digit of the report, for instance `D3`. */
  readonly grade: string;
  readonly happened: string;
  readonly told: string;
  /** The claim in plain words. */
  readonly claim: string;
  /** It was told by the as-of date and is not covered by a report of the same event through the same source. */
  readonly counts: boolean;
  /** −log₂ P(report | earlier ones), in bits; null where it does not count. */
  readonly surprise: number | null;
  /** The question's odds with minus without it, in points; null where it does not count or there is no question. */
  readonly effect: number | null;
}

export interface LadderOdds {
  readonly variable: string;
  readonly label: string;
  readonly levels: readonly string[];
  /** [step][level], of paths still going at the end of the step; sums to 1 minus the share that has ended. */
  readonly probability: readonly (readonly number[])[];
  /** Share that has ended by the end of each step. */
  readonly ended: readonly number[];
}

export interface Baselines {
  /** The question's ending in stated reference classes; null where the file gives none. */
  readonly baseRate: readonly BaseRateLine[] | null;
  /** The ladder stays where it is: the question's odds and those of the rungs. */
  readonly noChange: { readonly probability: number | null; readonly ladder: Readonly<Record<string, number>> | null };
  /** Uniform moves (λ = 0), same reports. */
  readonly noStrategy: {
    readonly probability: number | null;
    readonly endings: Readonly<Record<string, number>>;
  };
  readonly cited: readonly CitedOdds[];
}

export interface BaseRateLine {
  readonly ending: string;
  readonly class: string;
  readonly probability: number;
  readonly cases: number | null;
  readonly source: string;
}

/** Odds cited from elsewhere beside the forecast's own for that ending; a bound is compared as a bound. */
export interface CitedOdds {
  readonly by: string;
  readonly via: string | null;
  readonly ending: string;
  readonly probability: number | null;
  readonly below: number | null;
  readonly above: number | null;
  readonly horizon: string | null;
  /** The forecast's odds for the same ending, by the question's date where one is given. */
  readonly forecast: number;
  /** For a bound: whether the forecast respects it; null for a point. */
  readonly holds: boolean | null;
}

/** What other equilibria of moves made at the same time would mean. */
export interface MultiplicityOdds {
  /** Situations (state and step, all parts) in which several equilibria were found, under any of the rules. */
  readonly several: number;
  /** Most equilibria found in one situation. */
  readonly most: number;
  /** Situations in which some were not found: the indices of those found do not add up to 1. */
  readonly incomplete: number;
  /** The branch from λ = 0, then for each actor that moves at the same time as others the equilibria worth most to it, throughout. */
  readonly selections: readonly {
    /** Name of the actor; null for the branch. */
    readonly favours: string | null;
    readonly question: number | null;
    readonly endings: Readonly<Record<string, number>>;
  }[];
}

export interface SolutionSummary {
  readonly method: string;
  /** Combinations of fixed hidden variables solved apart. */
  readonly parts: number;
  /** Reachable states, largest part. */
  readonly states: number;
  /** (state, move, step) triples, all parts. */
  readonly positions: number;
  readonly milliseconds: number;
  readonly converged: boolean;
  readonly residual: number;
  /** Where private information was solved on a grid of public beliefs: that of the part it matters most for. */
  readonly beliefGrid?: BeliefGridRecord;
  readonly notes: readonly string[];
}
