import type { ConflictGraph } from "../../stability/conflict-graph.ts";

/** A conflict with its names, from a conflict file or from a crisis. */
export interface Conflict {
  readonly title: string;
  /** Where it was taken from, in the words of its file. */
  readonly source?: string;
  readonly actors: readonly Named[];
  readonly states: readonly Named[];
  readonly graph: ConflictGraph;
  /** What was assumed, for the reader. */
  readonly notes: readonly string[];
}

export interface Named {
  /** As written in the file; of a crisis' states the number, from 1. */
  readonly name: string;
  /** What a reader sees. */
  readonly label: string;
}

/** States that are taken on; walks over all of them grow with the square. */
export const MOST_STATES = 2000;
