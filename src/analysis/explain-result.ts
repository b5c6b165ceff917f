import type { ReportWeight } from "./forecast-result.ts";

/**
 * The answer of an explanation, as printed by `--json`: plain data,
 * probabilities in [0, 1], payoffs in utils, effects in percentage points.
 */
export interface ExplainResult {
  /** Version of Brink that computed it. */
  readonly brink: string;
  /** Version of this shape; grows when a field changes its meaning or goes. */
  readonly format: 1;
  readonly crisis: string;
  readonly asOf: string;
  /** Step that holds the as-of date, counted from 0. */
  readonly asOfStep: number;
  /** Label of each step, where it begins. */
  readonly steps: readonly string[];
  /** The date with whose end each step is over. */
  readonly stepEnds: readonly string[];
  readonly question?: {
    readonly ask: string;
    readonly ending: string;
    readonly by: string;
    /** See `QuestionOdds`. */
    readonly passed?: boolean;
    readonly probability: number;
  };
  /** Likeliest first. */
  readonly endings: readonly ExplainedEnding[];
  /** In the order of the turns. */
  readonly reasons: readonly ExplainedTurn[];
  /**
   * Those with the largest effect on the question's odds first (without a
   * question the most surprising), then those that do not count.
   */
  readonly reports: readonly ReportWeight[];
  /** Whether the solution this explains may be used. */
  readonly solution: { readonly converged: boolean; readonly residual: number };
  /** Sentences a reader should know. */
  readonly notes: readonly string[];
}

export interface ExplainedEnding {
  readonly name: string;
  readonly label: string;
  readonly probability: number;
  /** Likeliest ways to it, likeliest first. */
  readonly paths: readonly ExplainedPath[];
  /** Share of all other ways together. */
  readonly otherPaths: number;
}

/** All histories with the same decisive events: the ladder (or any variable, without one) reaches a level for the first time. */
export interface ExplainedPath {
  /** Among all histories with this ending, from the as-of step on. */
  readonly share: number;
  readonly probability: number;
  /** Rung at the start of the as-of step; null without a ladder. */
  readonly start: string | null;
  readonly events: readonly { readonly variable: string; readonly level: string }[];
  /** Label of the step by whose end half of them have ended. */
  readonly ends: string;
  /** In plain words, for instance `pressure: sanctions → fleet → strikes`. */
  readonly words: string;
  /** The likeliest single history among those of the likeliest hidden situation that end in its median step. */
  readonly story: ExplainedStory | null;
}

export interface ExplainedStory {
  /** Of this very history, all chance events included: small, as there are many. */
  readonly probability: number;
  /** Label of the step in which it ends. */
  readonly ends: string;
  readonly events: readonly ExplainedEvent[];
}

export interface ExplainedEvent {
  /** Label of its step. */
  readonly date: string;
  /** Who moves; empty for what chance does without an actor. */
  readonly moves: readonly { readonly actor: string; readonly move: string }[];
  readonly changes: readonly { readonly variable: string; readonly level: string }[];
  /** The crisis ends here. */
  readonly ends: boolean;
  /** In plain words, for instance `United States: gather ships (pressure: fleet)`. */
  readonly words: string;
}

/** Why one actor prefers its next move. */
export interface ExplainedTurn {
  readonly actor: string;
  readonly label: string;
  /** Which of the actor's turns in a step, from 1. */
  readonly turn: number;
  /** Probability that more than one move is open to it. */
  readonly choice: number;
  /** Likeliest first, where there is a choice. */
  readonly moves: readonly ExplainedMove[];
  /** The first of the moves against the next that is ever open beside it, in plain words. */
  readonly sentence: string;
}

export interface ExplainedMove {
  readonly move: string;
  readonly label: string;
  /** That it is made, alternatives or not. */
  readonly probability: number;
  /** That it is made, given that more than one move is open; null where that never is so. */
  readonly chosen: number | null;
  /** That it is open. */
  readonly available: number;
  /** Expected discounted payoff if it is made now and everyone keeps to the solution, averaged over where it is open. */
  readonly total: number;
  /** Named parts that add up to the total. */
  readonly parts: readonly ExplainedPayoff[];
  /** P(ending | this move), where it is open. */
  readonly endings: Readonly<Record<string, number>>;
  /**
   * The first of the moves against this one, on the situations in which both
   * are open; null for that move itself, or where they are never open together.
   */
  readonly against: ExplainedComparison | null;
}

export interface ExplainedComparison {
  /** Probability that both are open. */
  readonly both: number;
  /** The first move's payoff minus this one's. */
  readonly total: number;
  readonly parts: readonly ExplainedPayoff[];
  /** First move minus this one, odds of each ending. */
  readonly endings: Readonly<Record<string, number>>;
}

export interface ExplainedPayoff {
  readonly kind: "step" | "ending" | "cost" | "shocks";
  readonly name: string;
  readonly label: string;
  readonly value: number;
}
