/**
 * Stability of states for coalitions: several actors that move together where
 * all of them gain. With R_H(s) what coalition H reaches by legal sequences of
 * its members' moves, an improvement of H is an s₁ ∈ R_H(s) that every member
 * likes better than s. A state s₂ deters where at least one member of H likes
 * it no better than s. s is for H
 *
 *     Nash stable      there is no improvement
 *     general …        for every improvement some s₂ ∈ R_{N−H}(s₁) deters
 *     symmetric …      … and everything H reaches from s₂ deters as well
 *     sequential …     for every improvement some s₂ deters that the others reach by
 *                      improvements, those of their own coalitions among them
 *
 * Source: Kilgour, Hipel, Fang and Peng, Coalition analysis in group decision
 * support, Group Decision and Negotiation 10 (2001); Inohara and Hipel,
 * Coalition analysis in the graph model for conflict resolution, Systems
 * Engineering 11 (2008).
 */
import type { ConflictGraph } from "./conflict-graph.ts";
import { allMoves, type Changes, SequenceWalk } from "./reach.ts";
import { CONCEPTS, type Concept, othersThan } from "./stability.ts";

export interface CoalitionStability {
  /** Actors, ascending; two at least. */
  readonly members: readonly number[];
  /** By concept: states that are not stable for the coalition, ascending. */
  readonly upset: Readonly<Record<Concept, readonly number[]>>;
  /** By state: where the coalition could go to its members' joint gain. */
  readonly improvements: readonly (readonly number[])[];
}

/** Largest number of actors whose coalitions are looked at one by one. */
export const MOST_ACTORS_IN_COALITIONS = 6;
/** Largest number of states with coalitions: every coalition walks from every state. */
export const MOST_STATES_IN_COALITIONS = 400;

/** All coalitions of two actors or more, the smaller ones first. */
export function coalitionStabilityOf(graph: ConflictGraph): readonly CoalitionStability[] {
  const reach = new CoalitionReach(graph);
  return coalitionsOf(othersThan(graph))
    .filter((members) => members.length > 1)
    .map((members) => coalitionStability(graph, reach, members));
}

function coalitionsOf(actors: readonly number[]): readonly (readonly number[])[] {
  const all: (readonly number[])[] = [];
  for (let mask = 1; mask < 2 ** actors.length; mask++) all.push(actors.filter((_, k) => (mask >> k) & 1));
  return all.sort((a, b) => a.length - b.length);
}

/** What each coalition reaches from each state, worked out once. */
class CoalitionReach {
  private readonly graph: ConflictGraph;
  private readonly walks = new Map<string, SequenceWalk>();
  private readonly known = new Map<string, readonly number[]>();

  constructor(graph: ConflictGraph) {
    this.graph = graph;
  }

  /** R_H(s). */
  of(members: readonly number[], s: number): readonly number[] {
    const name = members.join(" ");
    const key = `${name}:${s}`;
    let found = this.known.get(key);
    if (!found) {
      let walk = this.walks.get(name);
      if (!walk) {
        walk = new SequenceWalk(this.graph.states, members.length, allMoves(this.graph, members));
        this.walks.set(name, walk);
      }
      found = walk.from(s);
      this.known.set(key, found);
    }
    return found;
  }

  improvements(members: readonly number[], s: number): readonly number[] {
    const { rank } = this.graph;
    return this.of(members, s).filter((to) => members.every((i) => rank[i]![to]! > rank[i]![s]!));
  }
}

function coalitionStability(
  graph: ConflictGraph,
  reach: CoalitionReach,
  members: readonly number[],
): CoalitionStability {
  const others = othersThan(graph, ...members);
  const opposing = coalitionsOf(others);
  const changes: Changes = (mover, state) => reach.improvements(opposing[mover]!, state);
  const walk = new SequenceWalk(graph.states, opposing.length, changes);
  const answers = new Map<number, readonly number[]>();
  const sequentialAnswers = (s: number): readonly number[] => {
    const known = answers.get(s) ?? walk.from(s);
    answers.set(s, known);
    return known;
  };
  const upset: Record<Concept, number[]> = { nash: [], sequential: [], symmetric: [], general: [] };
  const improvements: (readonly number[])[] = [];
  for (let s = 0; s < graph.states; s++) {
    const deters = (to: number): boolean => members.some((i) => graph.rank[i]![to]! <= graph.rank[i]![s]!);
    const isDeterred: Readonly<Record<Concept, (to: number) => boolean>> = {
      nash: () => false,
      general: (to) => reach.of(others, to).some(deters),
      symmetric: (to) => reach.of(others, to).some((s2) => deters(s2) && reach.of(members, s2).every(deters)),
      sequential: (to) => sequentialAnswers(to).some(deters),
    };
    const own = reach.improvements(members, s);
    improvements.push(own);
    for (const concept of CONCEPTS) if (!own.every(isDeterred[concept])) upset[concept].push(s);
  }
  return { members, upset, improvements };
}
