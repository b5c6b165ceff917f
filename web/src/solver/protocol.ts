/** What the page asks its worker, and what it gets back. Everything here is plain data. */
import type {
  CheckResult,
  Crisis,
  Diagnostic,
  ExplainResult,
  ForecastResult,
  InterventionWords,
  QuickOdds,
  ReportInput,
  SensitivityPlan,
  SensitivityResult,
  SensitivitySize,
  WhatIfResult,
} from "brink";

/** A crisis as the page has it: texts by file name, edits included, and what is switched off. */
export interface CrisisSource {
  readonly file: string;
  readonly texts: Readonly<Record<string, string>>;
  /** Another file whose reports take the place of those of the crisis. */
  readonly reports?: string;
  /** Reports that are made to weigh nothing. */
  readonly off: readonly string[];
}

export type Work =
  | { readonly kind: "read"; readonly source: CrisisSource }
  | { readonly kind: "check"; readonly source: CrisisSource }
  /** The forecast with everything that is shown beside it. */
  | { readonly kind: "forecast"; readonly source: CrisisSource; readonly asOf?: string }
  /** The forecast alone: what is shown beside it is known, or not wanted. */
  | { readonly kind: "dated"; readonly source: CrisisSource; readonly asOf?: string }
  /** The odds of the endings alone, with other values of parameters (`war_cost=10`). */
  | { readonly kind: "quick"; readonly source: CrisisSource; readonly asOf?: string; readonly set: readonly string[] }
  | { readonly kind: "explain"; readonly source: CrisisSource; readonly asOf?: string }
  /** The forecast over draws of the parameters: slow, and never before other work. */
  | { readonly kind: "ranges"; readonly source: CrisisSource; readonly asOf?: string; readonly draws: number }
  /** How long analyses of these sizes would take. */
  | {
      readonly kind: "sensitivityPlan";
      readonly source: CrisisSource;
      readonly asOf?: string;
      readonly sizes: readonly SensitivitySize[];
    }
  /** What the odds hang on: minutes of draws, and never before other work. */
  | {
      readonly kind: "sensitivity";
      readonly source: CrisisSource;
      readonly asOf?: string;
      readonly size: SensitivitySize;
    }
  | {
      readonly kind: "whatIf";
      readonly source: CrisisSource;
      readonly asOf?: string;
      readonly words: InterventionWords;
      /** Steps, counted from 0. */
      readonly from?: number;
      readonly until?: number;
    };

export interface ReadReply {
  readonly crisis: Crisis | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Files asked for that the source does not hold. */
  readonly missing: readonly string[];
}

interface Answered<Result> {
  readonly result: Result | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Replies {
  readonly read: ReadReply;
  readonly check: Answered<CheckResult>;
  readonly forecast: Answered<ReportInput>;
  readonly dated: Answered<ForecastResult>;
  readonly quick: Answered<QuickOdds>;
  readonly explain: Answered<ExplainResult>;
  readonly ranges: Answered<ForecastResult>;
  readonly sensitivityPlan: Answered<readonly SensitivityPlan[]>;
  readonly sensitivity: Answered<SensitivityResult>;
  readonly whatIf: Answered<WhatIfResult>;
}

/** How lanes begin whose work may wait: it is asked for ahead of need. */
export const AHEAD = "ahead";

/** Page → worker. Work of a lane takes the place of earlier work of the same lane. */
export type Ask = { readonly id: number; readonly lane: string; readonly work: Work } | { readonly drop: string };

/** Worker → page. */
export type Told =
  | { readonly id: number; readonly progress: { readonly done: number; readonly all: number } }
  | { readonly id: number; readonly reply: Replies[keyof Replies] }
  | { readonly id: number; readonly dropped: true }
  /** A fault of ours, in words. */
  | { readonly id: number; readonly fault: string };
