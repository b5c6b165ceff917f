/** What `stability` answers; the data of `brink stability --json`. */
import type { Concept } from "../../stability/stability.ts";

export interface StabilityResult {
  readonly brink: string;
  readonly format: 1;
  readonly conflict: string;
  readonly source: string | null;
  readonly actors: readonly { readonly name: string; readonly label: string }[];
  readonly states: readonly StateVerdict[];
  /** By concept: names of the states that are stable for every actor. */
  readonly equilibria: Readonly<Record<Concept, readonly string[]>>;
  /** Coalitions that upset an equilibrium; `null` where they were not asked for. */
  readonly coalitions: readonly CoalitionVerdict[] | null;
  /** Only where a state was asked about. */
  readonly about: StateAccount | null;
  readonly notes: readonly string[];
}

export interface StateVerdict {
  readonly name: string;
  readonly label: string;
  /** By actor: where it can go from here. */
  readonly moves: Readonly<Record<string, readonly string[]>>;
  /** By actor: 1 is the best place; states that are as good share one. */
  readonly place: Readonly<Record<string, number>>;
  /** By concept: the actors for which it is stable. */
  readonly stableFor: Readonly<Record<Concept, readonly string[]>>;
}

export interface CoalitionVerdict {
  readonly members: readonly string[];
  /** By concept: states that the coalition would leave. */
  readonly upsets: Readonly<Record<Concept, readonly string[]>>;
  /** By state the coalition upsets under any concept: where it could go to the gain of all members. */
  readonly improvements: Readonly<Record<string, readonly string[]>>;
}

/** One state, actor by actor. */
export interface StateAccount {
  readonly state: string;
  readonly actors: readonly ActorAccount[];
}

export interface ActorAccount {
  readonly actor: string;
  readonly verdicts: readonly ConceptAccount[];
}

export interface ConceptAccount {
  readonly concept: Concept;
  readonly stable: boolean;
  /** Why, in words. */
  readonly because: string;
  /** Moves by which the actor would better itself, and the answer that deters each, if any. */
  readonly temptations: readonly {
    readonly to: string;
    readonly answer: readonly { readonly actor: string; readonly to: string }[] | null;
  }[];
  /** Each entry is enough for it to be stable: states that the actor would have to like no better than this one. */
  readonly requires: readonly (readonly string[])[];
  /** False where there are more such ways than are listed. */
  readonly requiresAll: boolean;
}
