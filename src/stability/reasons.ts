import { type ConflictGraph, movesFrom } from "./conflict-graph.ts";
import { allMoves, improvements, SequenceWalk } from "./reach.ts";
import { type Concept, othersThan } from "./stability.ts";

/** A move of an actor by which it would better itself, and what keeps it from it. */
export interface Temptation {
  readonly to: number;
  /** The answer of the others that deters: who moves where, in order; nothing where there is none. */
  readonly answer: readonly { readonly actor: number; readonly state: number }[] | undefined;
}

/**
 * Why a state is stable for an actor, or not: each of its improvements from
 * there with the answer that deters it in the sense of the concept, the
 * shortest one there is. Under `nash` nothing deters.
 */
export function reasonsFor(graph: ConflictGraph, i: number, state: number, concept: Concept): readonly Temptation[] {
  const rank = graph.rank[i]!;
  const others = othersThan(graph, i);
  const changes = concept === "sequential" ? improvements(graph, others) : allMoves(graph, others);
  const walk = new SequenceWalk(graph.states, others.length, changes);
  const holds = (s: number): boolean => rank[s]! <= rank[state]!;
  const deters = (s: number): boolean =>
    holds(s) && (concept !== "symmetric" || movesFrom(graph, i, s).every((further) => holds(further)));
  const temptations: Temptation[] = [];
  for (const to of movesFrom(graph, i, state)) {
    if (holds(to)) continue;
    const sanction = concept === "nash" ? undefined : walk.from(to).find(deters);
    temptations.push({
      to,
      answer:
        sanction === undefined
          ? undefined
          : walk.sequenceTo(sanction).map((move) => ({ actor: others[move.mover]!, state: move.state })),
    });
  }
  return temptations;
}
