import type { Diagnostic } from "../text/diagnostic.ts";

/** What `brink check` finds in a file without mistakes: how large the game is and what makes it so. */
export interface CheckResult {
  readonly brink: string;
  readonly format: 1;
  readonly crisis: string;
  /** Combinations of the uncertain variables that nothing changes; each is a game of its own. */
  readonly parts: number;
  /** Largest part: states at the start of a step, (state, move) pairs of all stages, and nodes at all positions. */
  readonly states: number;
  readonly pairs: number;
  readonly nodes: number;
  /** (state, move, step) triples, all parts. */
  readonly positions: number;
  /** Product of the levels of the variables that move: the states there could be. */
  readonly combinations: number;
  /** Bytes of the largest part's tables and policy. */
  readonly bytes: number;
  /** Every variable of the state with the number of its levels; largest first. */
  readonly variables: readonly SizeOfVariable[];
  /** Tables of the filter with all reports told; null on an endless clock. */
  readonly filter: SizeOfFilter | null;
  /** How private information is solved, largest part; absent where all actors see everything. */
  readonly beliefs?: SizeOfBeliefs;
  /** Sentences of the source texts that nothing rests on and that are not listed as unused. */
  readonly unmapped: readonly string[];
}

export interface SizeOfVariable {
  readonly name: string;
  readonly levels: number;
  /** `state` multiplies the states, `parts` the parts; `none` adds nothing (it never changes, or the date decides it). */
  readonly multiplies: "state" | "parts" | "none";
  /** For a shorthand: the move it stands for and which shorthand, for instance `russia.ship_medium (after, once)`. */
  readonly standsFor: string | null;
}

/** On the tree of all histories where it is small, on a grid of public beliefs elsewhere. */
export type SizeOfBeliefs =
  | {
      readonly solvedOn: "tree";
      readonly nodes: number;
      /** Actions minus information sets: unknowns of one system of equations. */
      readonly freeProbabilities: number;
    }
  | {
      readonly solvedOn: "grid";
      readonly points: number;
      /** Private variables that are believed about together, with the intervals of their grid. */
      readonly blocks: readonly { readonly variables: readonly string[]; readonly intervals: number }[];
      /** Of the values at all points, estimated; more than `limit` is refused. */
      readonly bytes: number;
      readonly limit: number;
    };

export interface SizeOfFilter {
  /** Numbers held at one time. */
  readonly cells: number;
  /** Columns at the widest step: 2 to the number of facts tracked there. */
  readonly columns: number;
  /** Label of the widest step. */
  readonly step: string;
  /** What is tracked there, in words. */
  readonly tracked: readonly string[];
}

export interface CheckAnswer {
  readonly result: CheckResult | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
