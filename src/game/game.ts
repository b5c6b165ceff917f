/**
 * A compiled game: flat tables over the situations that can be reached, with
 * integer ids. Solvers and filters see nothing else.
 *
 * A step passes through the *positions* 0 … P: at position p < P stage p acts
 * (a turn, or a driver), position P is the end of the step, where payoffs are
 * received and the residual ending is drawn. A *node* is a state at a
 * position, or (after all of those) a *terminal*: an ending in a state.
 *
 * Nodes are numbered in blocks, position by position; inside a block in the
 * order of the first step in which they can be reached, so that the nodes
 * that matter in step t are the first `active` ones.
 */

/** What acts at a position. */
export type StageKind =
  /** One actor chooses. */
  | "turn"
  /** Several actors choose at the same time; a choice is a profile. */
  | "together"
  /** An actor that acts by chance: each choice carries its probability. */
  | "given"
  /** A driver: exactly one choice a node, without a move. */
  | "driver";

export interface Stage {
  readonly kind: StageKind;
  /** Actor ids: one for `turn` and `given`, several for `together`, none for `driver`. */
  readonly actors: readonly number[];
  /** Name of the driver, or of the actors. */
  readonly name: string;
  /** One table for each set of calendar values that matters here. */
  readonly tables: readonly StageTable[];
  /** Index into `tables` by phase of the calendar. */
  readonly tableOfPhase: Int32Array;
}

/**
 * What can be chosen at each node of a position, and what follows. Compressed
 * rows: node i (counted within its block) has the choices
 * `choiceStart[i]` … `choiceStart[i + 1] − 1`, choice c the outcomes
 * `outcomeStart[c]` … `outcomeStart[c + 1] − 1`. A node that cannot be reached
 * in this table's phases has no choices. An actor without an available move
 * has one choice, the pass (`act` 0, cost 0).
 */
export interface StageTable {
  readonly choiceStart: Int32Array;
  /** Act of each choice: which moves are made (see `Game.acts`). */
  readonly act: Int32Array;
  /** Cost in utils to the mover; for `together`, [choice · M + m] for the M members of the group. */
  readonly cost: Float64Array;
  /** `given`: probability of each choice. `together` with a chance member: see `options`. Empty otherwise. */
  readonly given: Float64Array;
  readonly outcomeStart: Int32Array;
  /** Node id (of the next position, or a terminal). */
  readonly target: Int32Array;
  /** Probability of the outcome given the choice, summing to 1. */
  readonly chance: Float64Array;
  /** Only for `together`. */
  readonly options?: TogetherOptions;
}

/**
 * The moves open to each of the M members of a group that moves at the same
 * time. Member m at node i has the options `start[i · M + m]` …
 * `start[i · M + m + 1] − 1`; the profiles of the node stand in row-major
 * order of the members' options (the last member's changes fastest).
 */
export interface TogetherOptions {
  readonly start: Int32Array;
  /** Move id of each option, −1 for a pass. */
  readonly move: Int32Array;
  /** Cost of each option in utils. */
  readonly cost: Float64Array;
  /** Probability of each option of a member that acts by chance; NaN for the others. */
  readonly given: Float64Array;
}

/** What happens at position P, per phase; indexed by node within the block. */
export interface EndTable {
  /** u_j of each node: [i · J + j]. */
  readonly payoff: Float64Array;
  /** s, the chance of the residual ending. */
  readonly residualChance: Float64Array;
  /** Terminal of the residual ending, −1 where there is none. */
  readonly residualTerminal: Int32Array;
}

/** How the level of a variable is read off a state code: floor(code / stride) mod radix. */
export interface GameVariable {
  readonly name: string;
  readonly levels: readonly string[];
  /** 0 where the level is the same in all states of this game; it is `fixed` then. */
  readonly stride: number;
  readonly radix: number;
  readonly fixed: number;
}

export interface Game {
  /** Names of the actors, J of them (those who act by chance included). */
  readonly actors: readonly string[];
  /** λ of each actor; Infinity is best reply, NaN for one that acts by chance. */
  readonly precision: Float64Array;
  /** δ of each actor. */
  readonly discount: Float64Array;
  readonly shocks: "excluded" | "counted";
  /** T; Infinity on an endless clock. */
  readonly steps: number;
  /** Phase of the calendar in each step; one entry on an endless clock. */
  readonly phaseOfStep: Int32Array;
  readonly moves: readonly { readonly actor: number; readonly name: string }[];
  /** Moves made by act a: `move[start[a]]` … `move[start[a + 1] − 1]`. Act 0 is the pass. */
  readonly acts: { readonly start: Int32Array; readonly move: Int32Array };
  readonly endings: readonly string[];
  /** Variables of the state in the order of the crisis; calendars are left out. */
  readonly variables: readonly GameVariable[];
  readonly stages: readonly Stage[];
  /** Block starts of positions 0 … P, then of the terminals, then the number of all nodes: P + 3 entries. */
  readonly blockStart: Int32Array;
  /** How many nodes of block p can be reached by step t: [t · (P + 1) + p]; one row on an endless clock. */
  readonly active: Int32Array;
  /** Which state a node or terminal is: mixed-radix number of its levels. */
  readonly stateCode: Float64Array;
  readonly end: { readonly tables: readonly EndTable[]; readonly tableOfPhase: Int32Array };
  /** Node of position 0 that follows each node of position P (counted within its block). */
  readonly nextNode: Int32Array;
  /** Terminal of the `otherwise` ending for each node of position P after the last step, −1 elsewhere. */
  readonly otherwiseTerminal: Int32Array;
  /** Ending of each terminal (counted within its block). */
  readonly terminalEnding: Int32Array;
  /** U_j of each terminal: [i · J + j]. */
  readonly terminalPayoff: Float64Array;
  /** Nodes of position 0 in which step 0 starts, and their probabilities, summing to 1. */
  readonly start: { readonly node: Int32Array; readonly probability: Float64Array };
  /** Largest minus smallest payoff or cost that occurs; the unit of tolerances. */
  readonly payoffRange: number;
}
