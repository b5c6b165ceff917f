/** What the page asks its worker, and what it gets back. Everything here is plain data. */
import type {
  CheckResult,
  Crisis,
  Diagnostic,
  ExplainResult,
  ForecastResult,
  InterventionWords,
  ReportInput,
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
  | { readonly kind: "forecast"; readonly source: CrisisSource; readonly asOf?: string }
  | { readonly kind: "explain"; readonly source: CrisisSource; readonly asOf?: string }
  /** The forecast over draws of the parameters: slow, and never before other work. */
  | { readonly kind: "ranges"; readonly source: CrisisSource; readonly asOf?: string; readonly draws: number }
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
  readonly explain: Answered<ExplainResult>;
  readonly ranges: Answered<ForecastResult>;
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
