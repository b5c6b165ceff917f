/** Everything the page shows, as plain data. */
import type { ForecastResult } from "../forecast-result.ts";
import type { Labels } from "../labels.ts";

export interface ReportInput {
  readonly result: ForecastResult;
  readonly labels: Labels;
  /** The same forecast as of each step up to the as-of date; absent on a clock without reports to tell. */
  readonly oddsOverTime?: OddsOverTime;
  readonly hidden: readonly HiddenHistory[];
  readonly sources: readonly SourceHistory[];
  readonly trail: Trail;
  /** The crisis file as the reader knows it. */
  readonly file: string;
}

/** Odds as they stood at each as-of date; the last entry is the forecast's own. */
export interface OddsOverTime {
  /** Labels of the as-of steps, for instance `2024-12` … `2025-07`. */
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

/** Element ↔ sentence. */
export interface Trail {
  readonly texts: readonly { readonly prefix: string; readonly label: string; readonly sentences: number }[];
  readonly elements: readonly TrailElement[];
  /** Sentences deliberately left out, with the reason. */
  readonly unused: readonly { readonly sentence: string; readonly reason: string }[];
  /** Sentences that are neither used nor listed as left out. */
  readonly unmapped: readonly string[];
}

export interface TrailElement {
  /** What it is, for instance `move` or `report`. */
  readonly kind: string;
  /** Identifier as a person would write it, for instance `us.strike`. */
  readonly name: string;
  readonly label: string;
  readonly text: readonly string[];
  readonly why: string | null;
}
