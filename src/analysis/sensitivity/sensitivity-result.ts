/** The answer of a sensitivity analysis, as printed by `--json`: plain data, probabilities in [0, 1]. */
import type { Factor, Spread } from "./factor-space.ts";

export interface SensitivityResult {
  readonly brink: string;
  readonly format: 1;
  readonly crisis: string;
  readonly asOf: string;
  readonly asOfStep: number;
  readonly steps: readonly string[];
  /** The question's odds at the values of the file. */
  readonly question: {
    readonly ask: string;
    readonly ending: string;
    readonly by: string;
    readonly probability: number;
  } | null;
  readonly endings: readonly { readonly name: string; readonly label: string; readonly probability: number }[];
  /** What the odds are looked at for: `question` first where there is one, then the endings by name. */
  readonly outputs: readonly string[];
  /** Everything that was varied, strongest first. */
  readonly factors: readonly ScreenedFactor[];
  readonly screening: { readonly paths: number; readonly solves: number; readonly leftOut: number };
  readonly indices: IndicesSummary;
  readonly tornado: readonly TornadoBar[];
  readonly tipping: TippingSummary;
  readonly knowing: readonly Knowing[];
  /** Grade and digit of the reports not yet seen, for instance `B2`. */
  readonly report: string;
  /** Parameters of the file without a range; they were not varied. */
  readonly certain: readonly string[];
  readonly solves: number;
  readonly seed: number;
  readonly milliseconds: number;
  readonly notes: readonly string[];
}

export interface ScreenedFactor {
  readonly name: string;
  readonly label: string;
  readonly kind: Factor["kind"];
  /** Over what it was varied; several where parameters are drawn together. */
  readonly spreads: readonly Spread[];
  /** One of those that went on to the indices. */
  readonly kept: boolean;
  /** By output: elementary effects over the whole range, in probability. NaN is null. */
  readonly effects: readonly {
    /** μ*: the mean size of the effect; `error` is the half-width of its 95 % interval. */
    readonly size: number | null;
    readonly error: number | null;
    /** μ: with its sign. */
    readonly mean: number | null;
    /** σ: how far it hangs on the others, or bends. */
    readonly deviation: number | null;
  }[];
}

export interface IndicesSummary {
  /** Rows N of the design; solves are N (2k + 2). */
  readonly rows: number;
  readonly solves: number;
  /** Rows left out since one of their draws makes no game. */
  readonly leftOut: number;
  /** Names of the factors, in the order of the lists below. */
  readonly factors: readonly string[];
  /** By output; empty where the indices were left out. */
  readonly outputs: readonly {
    readonly output: string;
    readonly mean: number;
    /** Standard deviation of the odds while these factors vary, in probability. */
    readonly deviation: number;
    /** Shares of the variance with the half-width of their 95 % interval; null where nothing varies. */
    readonly alone: readonly Share[];
    readonly total: readonly Share[];
    readonly pairs: readonly (Share & { readonly between: readonly [string, string] })[];
  }[];
}

export interface Share {
  readonly share: number | null;
  readonly error: number | null;
}

/** The odds with one factor at the 10 % and 90 % quantiles of its draws, all else as in the file. */
export interface TornadoBar {
  readonly factor: string;
  readonly label: string;
  readonly low: TornadoEnd;
  readonly high: TornadoEnd;
}

export interface TornadoEnd {
  /** Values in the numbers shown, by parameter of the factor. */
  readonly at: readonly number[];
  /** By output; null where the draw makes no game. */
  readonly odds: readonly (number | null)[];
}

export interface TippingSummary {
  /** Points by which the question is to move. */
  readonly points: number;
  /** Which ending leads at the values of the file. */
  readonly leader: string;
  /** Names of the parameters that were looked at, one by one. */
  readonly looked: readonly string[];
  /** Names of those that were also looked at in pairs. */
  readonly paired: readonly string[];
  /** Steps of the coarse scan, as a share of the range: what comes and goes within one is missed. */
  readonly scan: number;
  readonly solves: number;
  /** Smallest change first. */
  readonly found: readonly TippingPoint[];
}

export interface TippingPoint {
  /** `leader`: another ending becomes the likeliest; `question`: the question's odds move by the points. */
  readonly what: "leader" | "question";
  /** One parameter, or two that move by the same share of their ranges. */
  readonly changes: readonly TippingChange[];
  /** By how much, as a share of the range (of both ranges). */
  readonly share: number;
  /** The likeliest ending there, and the question's odds; null without a question. */
  readonly leader: string;
  readonly question: number | null;
}

export interface TippingChange {
  readonly name: string;
  readonly label: string;
  /** In the numbers shown. */
  readonly from: number;
  readonly to: number;
  /** Where `to` lies in the range: 0 its lower end, 1 its upper end. */
  readonly place: number;
  readonly spread: Spread;
}

/** What the odds would do were something learned. Equations (15) and (16) of docs/model.md. */
export interface Knowing {
  readonly kind: "hidden" | "parameter" | "report";
  /** Variable, parameter, or the claim of the report. */
  readonly name: string;
  readonly label: string;
  /** E|P(question | learned) − P(question)|, in points. */
  readonly change: number;
  /** Share of the variance P (1 − P) of whether it happens that goes, in [0, 1]. */
  readonly share: number;
  /** The odds after each thing that may be learned; empty for parameters. */
  readonly answers: readonly { readonly answer: string; readonly probability: number; readonly question: number }[];
}

/** A number as results have it: null where nothing could be measured. */
export function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
