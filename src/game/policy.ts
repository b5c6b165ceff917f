/**
 * Probabilities of the choices at every stage where actors choose.
 * `at(step, stage)` has one entry for each choice of the table that is in
 * force in that step (a profile's probability where actors move at the same
 * time), summing to 1 at each reachable node.
 */
export interface Policy {
  at(step: number, stage: number): Float64Array;
}

/** What a search for several equilibria met, over the (step, node) pairs at which actors move at the same time. */
export interface MultiplicityRecord {
  /** Pairs with more than one equilibrium. */
  readonly several: number;
  /** Most equilibria of one pair. */
  readonly most: number;
  /** Pairs whose indices do not add up to 1: some equilibria were not found there. */
  readonly incomplete: number;
}

/** How a solution was got. */
export interface SolveRecord {
  readonly method: string;
  readonly converged: boolean;
  /** Largest violation of the equilibrium equations met, in probability; 0 where each is met in closed form. */
  readonly residual: number;
  readonly iterations: number;
  /** (step, node) pairs at which best replies were tied and split evenly. */
  readonly ties: number;
  /** (step, node) pairs whose same-time branch met a fork. */
  readonly forks: number;
  /** (state, step) pairs solved, all stages. */
  readonly positions: number;
  /** Where a search for several equilibria was asked for: what it met. */
  readonly multiplicity?: MultiplicityRecord;
  /** Private information solved on a grid of public beliefs. */
  readonly beliefGrid?: BeliefGridRecord;
  /** Sentences a user should read, for instance how one of several equilibria was selected. */
  readonly notes: readonly string[];
}

/** How fine a grid of public beliefs is, and what that matters. */
export interface BeliefGridRecord {
  readonly points: number;
  /** An edge, by block of hidden variables. */
  readonly intervals: readonly number[];
  /** Largest change of an ending's probability, no report counted, when the grid is half as fine. */
  readonly changeWhenHalved: number;
}

export interface Solution {
  readonly policy: Policy;
  /** W_j of each node of position 0 at the first step: [i · J + j]; 0 for actors that act by chance. */
  readonly value: Float64Array;
  readonly record: SolveRecord;
}
