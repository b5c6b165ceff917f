/** Everything the page shows, as plain data. */
import type { ForecastResult } from "../forecast-result.ts";
import type { Labels } from "../labels.ts";
import type { SensitivityResult } from "../sensitivity/sensitivity-result.ts";
import type { Trail } from "../trail.ts";

export interface ReportInput {
  readonly result: ForecastResult;
  readonly labels: Labels;
  /** Names of the actors that act by chances the file gives, without weighing anything; none by default. */
  readonly byChance?: readonly string[];
  /** The same forecast as of each step up to the as-of date; absent on a clock without reports to tell. */
  readonly oddsOverTime?: OddsOverTime;
  readonly hidden: readonly HiddenHistory[];
  readonly sources: readonly SourceHistory[];
  readonly trail: Trail;
  /** Only where it was asked for. */
  readonly sensitivity?: SensitivityResult;
  /** The crisis file as the reader knows it. */
  readonly file: string;
}

/** Odds as they stood at each as-of date; the last entry is the forecast's own. */
export interface OddsOverTime {
  /** The as-of dates, for instance `2024-12` … `2025-07`: the end of each step, at last the date of the forecast. */
  readonly steps: readonly string[];
  readonly endings: readonly { readonly name: string; readonly label: string; readonly odds: readonly number[] }[];
  /** The question's odds; null where the crisis asks none. */
  readonly question: readonly number[] | null;
}

/** What is believed about a variable with an uncertain start, before any report and now. */
export interface HiddenHistory {
  readonly variable: string;
  readonly label: string;
  readonly levels: readonly string[];
  readonly before: readonly number[];
  readonly now: readonly number[];
  /** P(level at the start of a step, as known at its end) by as-of step and level; the last entry is `now`. */
  readonly course?: readonly (readonly number[])[];
}

/** Probability that a source is reliable: from its grade, and after its reports met the others. */
export interface SourceHistory {
  readonly name: string;
  readonly label: string;
  readonly grade: string;
  readonly via: string | null;
  readonly before: number;
  readonly now: number;
}
