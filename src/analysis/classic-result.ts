/** What `solveGameFile` answers; the data of `brink solve --json`. */

export interface ClassicEquilibrium {
  /** Flat, as `ClassicResult.profile`. */
  readonly profile: readonly number[];
  /** The same as fractions, where they are known exactly. `null`: not determined, the player's own plan rules the set out. */
  readonly exact?: readonly (string | null)[];
  readonly expectedPayoffs: readonly number[];
  /** Largest gain of a player by another strategy. */
  readonly regret: number;
}

export interface ClassicBranch {
  readonly steps: number;
  /** How often λ turned along the branch. */
  readonly folds: number;
  /** λ at each fork. */
  readonly forks: readonly number[];
  /** Why it ended. */
  readonly reason: string;
}

/** One place where a player chooses: an information set, or in a strategic game the player itself. */
export interface ClassicChoices {
  readonly player: string;
  readonly place: string;
  readonly actions: readonly string[];
}

export type ClassicMethod =
  | "logit"
  | "limit"
  | "fit"
  | "perfect"
  | "pure"
  | "extreme"
  | "lemke-howson"
  | "zero-sum"
  | "sequence"
  | "supports";

export interface ClassicResult {
  readonly brink: string;
  readonly game: string;
  readonly form: "extensive" | "strategic";
  readonly players: readonly string[];
  /** How `profile` was got, in words. */
  readonly method: string;
  /** λ that was reached; `null` where the method has none. In 1 / payoff; λ times the payoff range has no unit. */
  readonly lambda: number | null;
  /** One number for each entry of `names`: players, then information sets by first appearance, then actions. */
  readonly profile: readonly number[];
  readonly exact?: readonly (string | null)[];
  readonly names: readonly ClassicChoices[];
  readonly expectedPayoffs: readonly number[];
  /** Largest |p − logit response to p|; `null` where λ is. */
  readonly residual: number | null;
  /** Largest gain of a player by another strategy, in payoffs, and as a share of that player's payoff range. */
  readonly regret: number;
  readonly regretShare: number;
  readonly payoffRange: readonly number[];
  readonly converged: true;
  /** Why the solver stopped where it did, in words. */
  readonly stopped: string;
  readonly branch: ClassicBranch | null;
  /** All that were found, `profile` first. */
  readonly equilibria: readonly ClassicEquilibrium[];
  /** `none`: these are all. `mixtures`: every other one is a mixture of these. `possible`: nothing excludes more. */
  readonly more: "none" | "mixtures" | "possible";
  /** Only with `fit`. */
  readonly fit?: { readonly logLikelihood: number; readonly standardError: number | null; readonly peaks: number };
  readonly notes: readonly string[];
}
