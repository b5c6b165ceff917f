/**
 * A checked crisis: what the file means once names are resolved, defaults are
 * filled in and shorthands (`after`, `once`, `arrives`) are spelled out as
 * variables, conditions and drivers. Plain data: it can be sent to a worker.
 *
 * Indexes (`actor`, `variable`, `move`, `ending`, `parameter`, `source`) point
 * into the arrays of `Crisis`, all of them in file order.
 */
import type { Span } from "../text/diagnostic.ts";
import type { Expression } from "./expression.ts";

/** What every element carries: where it stands, and where it comes from. */
export interface Element {
  /** The identifier used in the file. */
  readonly name: string;
  /** What a reader sees; the identifier with spaces where none is given. */
  readonly label: string;
  readonly at: Span;
  /** Sentences of the source text this element rests on, for instance `["S3", "S5"]`. */
  readonly text: readonly string[];
  /** The reason given for it. */
  readonly why?: string;
}

export interface Crisis {
  readonly name: string;
  readonly at: Span;
  readonly question?: Question;
  readonly clock: Clock;
  readonly information: "open" | "private";
  readonly shocks: "excluded" | "counted";
  readonly texts: readonly SourceText[];
  readonly sources: readonly Source[];
  readonly actors: readonly Actor[];
  readonly parameters: readonly Parameter[];
  /** Pairs of parameters with a range that are drawn together. */
  readonly correlations: readonly Correlation[];
  /** Declared variables first, then those that stand for shorthands. */
  readonly variables: readonly Variable[];
  /** Arrivals first, then the drivers of the file. */
  readonly drivers: readonly Driver[];
  /** Groups of actor indexes in their order within a step; more than one actor in a group move at the same time. */
  readonly turns: readonly (readonly number[])[];
  readonly moves: readonly Move[];
  /** Per actor, the named parts of its payoff per step. */
  readonly payoffs: readonly (readonly PayoffPart[])[];
  readonly endings: readonly Ending[];
  readonly reports: readonly Report[];
  readonly estimates: readonly Estimate[];
  readonly baseRates: readonly BaseRate[];
  readonly ended?: { readonly ending: number; readonly step: number; readonly date: string; readonly at: Span };
  /** Sentences deliberately left out, with the reason. */
  readonly unused: readonly { readonly sentence: string; readonly reason: string; readonly at: Span }[];
}

export interface Question {
  readonly ask: string;
  readonly ending: number;
  /** Last step that counts (inclusive). */
  readonly byStep: number;
  /** As written, for instance `2025-07`. */
  readonly by: string;
  readonly at: Span;
  readonly text: readonly string[];
}

/** The sentences of a source text, `prefix` + 1 … `prefix` + `sentences`. */
export interface SourceText {
  readonly prefix: string;
  readonly label: string;
  readonly sentences: number;
  readonly at: Span;
}

/** Steps are counted from 0. Days are counted from 1970-01-01 (UTC). */
export interface Clock {
  /** Number of steps; absent on an endless clock. */
  readonly steps?: number;
  /** First day; absent when steps are just numbered (then "dates" are step numbers from 1). */
  readonly startDay?: number;
  readonly unit?: "day" | "week" | "month" | "quarter" | "year";
  /** Units in a step, at least 1. */
  readonly every: number;
}

export interface Source extends Element {
  /** Probability of being reliable, from its grade letter; the source itself, not its chain. */
  readonly reliability: number;
  readonly grade: string;
  /** Who passes it on; a chain is as good as all its links. */
  readonly via?: number;
  readonly publishedDay?: number;
}

export interface Actor extends Element {
  /** Precision λ in 1/util, a parameter expression; `Infinity` is best reply. Absent for one that acts by chance. */
  readonly precision?: Expression | "infinite";
  readonly actsByChance: boolean;
  /** Discount factor per step in (0, 1]. */
  readonly discount: Expression;
  readonly aliases: readonly string[];
}

export interface Parameter extends Element {
  readonly value: number;
  readonly range?: readonly [number, number];
  readonly unit?: string;
  /** How draws spread over the range; uniform where absent. */
  readonly distribution?: Distribution;
  /** Draws of a normal or lognormal parameter stay between these. */
  readonly limits?: readonly [number, number];
}

/**
 * Within the range: uniform, triangular and beta (both with their peak at the
 * value), loguniform. With the range as their 10 % and 90 % quantiles: normal,
 * lognormal.
 */
export type Distribution = "uniform" | "triangular" | "beta" | "loguniform" | "normal" | "lognormal";

/** How two parameters go together when they are drawn: Spearman's rank correlation, strictly between −1 and 1. */
export interface Correlation {
  readonly one: number;
  readonly other: number;
  readonly rank: number;
  readonly at: Span;
  readonly text: readonly string[];
  readonly why?: string;
}

export interface Variable extends Element {
  readonly levels: readonly string[];
  /** Start probability of each level (expressions over parameters); a certain start has one entry that is 1. */
  readonly start: readonly Expression[];
  /** The start has more than one level. */
  readonly uncertain: boolean;
  /** Actors who see it; `"all"` where the file does not say. */
  readonly seenBy: "all" | readonly number[];
  readonly ladder: boolean;
  /** Level by step, for a variable that is a function of the date and adds no states. */
  readonly calendar?: readonly number[];
  /** `declared`, or the shorthand it stands for. */
  readonly origin: "declared" | "made" | "underway";
  /** For shorthands: the move it remembers. */
  readonly move?: number;
}

export interface Outcome {
  /** `"rest"` takes what the others of the list leave. */
  readonly chance: Expression | "rest";
  readonly effects: readonly Effect[];
  readonly ends?: number;
  readonly at: Span;
}

/** `set` reads the state before the move; `shift` beyond the levels is an error, `atLeast` and `atMost` are not. */
export type Effect =
  | { readonly kind: "set"; readonly variable: number; readonly value: Expression; readonly at: Span }
  | { readonly kind: "shift"; readonly variable: number; readonly by: number; readonly at: Span }
  | { readonly kind: "atLeast"; readonly variable: number; readonly level: number; readonly at: Span }
  | { readonly kind: "atMost"; readonly variable: number; readonly level: number; readonly at: Span };

/** Chance without an actor: the first row whose condition holds is drawn. */
export interface Driver extends Element {
  readonly rows: readonly { readonly when?: Expression; readonly outcomes: readonly Outcome[]; readonly at: Span }[];
  /** Rows must cover every reachable state; otherwise, where none holds, nothing happens. */
  readonly mustCover: boolean;
}

export interface Move extends Element {
  readonly actor: number;
  readonly when?: Expression;
  readonly cost?: Expression;
  /** For an actor that acts by chance. */
  readonly chance?: Expression | "rest";
  /** Empty outcomes: nothing happens. */
  readonly outcomes: readonly Outcome[];
  readonly codes: readonly string[];
  readonly cues: readonly string[];
}

export type PayoffPart =
  | { readonly name: string; readonly value: Expression; readonly at: Span }
  /** `weight` times the parts of `like` that are not themselves `like`, in steps and endings. */
  | { readonly name: string; readonly like: number; readonly weight: Expression; readonly at: Span };

export interface Ending extends Element {
  readonly rule: string;
  readonly when?: Expression;
  /** The residual, drawn once a step after the drivers. */
  readonly chance?: Expression;
  readonly otherwise: boolean;
  /** Per actor, named parts received once. */
  readonly payoffs: readonly (readonly PayoffPart[])[];
}

/** Something that happens in a step: a move is made, or at its end a condition holds. */
export type Trigger =
  | { readonly kind: "move"; readonly move: number; readonly at: Span }
  | { readonly kind: "level"; readonly condition: Expression; readonly at: Span };

/** `any` of the triggers at least once in the steps of the report; `never` turns it round. */
export interface Literal {
  readonly never: boolean;
  readonly any: readonly Trigger[];
}

/** A yes-or-no claim, or a statement (`claim` absent), which is kept and weighs nothing. */
export interface Report extends Element {
  readonly source: number;
  /** Digit 1 … 6. */
  readonly credibility: number;
  /** P(report | claim true, reliable chain), from the digit. */
  readonly hit: number;
  /** First and last step, both included, before a cut at `told`. */
  readonly from: number;
  readonly to: number;
  /** As written. */
  readonly happened: string;
  readonly toldDay: number;
  readonly toldStep: number;
  /** All of them hold. */
  readonly claim?: readonly Literal[];
  /** Index of the first report of the class of one event; its own index where there is none. */
  readonly sameAs: number;
  readonly quote?: string;
  readonly says?: string;
  readonly about?: string;
  /** Names of reports whose events are told as coming before this one. */
  readonly follows?: readonly string[];
  /** Told as still to come. */
  readonly planned?: boolean;
  /** What the text calls the thing. */
  readonly calls?: string;
  /** Levels of variables it speaks for, weighing nothing. */
  readonly suggests?: readonly { readonly variable: number; readonly level: number }[];
}

/** Odds cited from elsewhere: shown beside the forecast, never part of it. */
export interface Estimate {
  readonly by: string;
  readonly source?: number;
  readonly ending: number;
  readonly probability?: number;
  readonly below?: number;
  readonly above?: number;
  /** Horizon as written; absent where the source gives none. */
  readonly horizon?: string;
  readonly at: Span;
  readonly text: readonly string[];
}

/** How often the ending came about in a stated reference class. */
export interface BaseRate {
  readonly ending: number;
  readonly class: string;
  readonly probability: number;
  readonly cases?: number;
  readonly source: string;
  readonly at: Span;
  readonly text: readonly string[];
  readonly why?: string;
}
