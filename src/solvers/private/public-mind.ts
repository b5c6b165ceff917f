/** A passage: where play stands, and what everybody remembers (a number of the mind's own). */
export interface Passage {
  readonly step: number;
  readonly position: number;
  readonly memory: number;
  /** Node of the game. */
  readonly node: number;
}

/** Takes one memory that may follow, with its probability. */
export type MemoryVisitor = (memory: number, weight: number) => void;

/**
 * What everybody remembers of the way so far (a public history, or a belief),
 * how it changes, and what actors do with it.
 */
export interface PublicMind {
  /** What is remembered at the start, at a node of the given opening. */
  start(node: number, opening: number): number;
  /** Probabilities of the choices of a node where actors choose, summing to 1. */
  choose(passage: Passage): Float64Array;
  /** What is remembered once `act` led to `target` (no terminal). */
  follow(passage: Passage, act: number, target: number, visit: MemoryVisitor): void;
  /** What is remembered when the step ended and nothing ended the crisis; `next` is a node of position 0. */
  nextStep(passage: Passage, next: number): number;
  /** P(secret), by secret, where the memory itself says what is believed. */
  believed?(memory: number): Float64Array;
}
