/**
 * Stability of single states for single actors. With R_i(s) what actor i can
 * reach from s in one move, R_i⁺(s) those it likes better than s, and
 * R_{N−i}(s), R⁺_{N−i}(s) what the others reach by legal sequences of moves, of
 * improvements, state s is for actor i
 *
 *     Nash stable          R_i⁺(s) is empty
 *     general metarational for all s₁ ∈ R_i⁺(s) some s₂ ∈ R_{N−i}(s₁) is no better for i than s
 *     symmetric metarational   … and so is every s₃ ∈ R_i(s₂)
 *     sequentially stable  for all s₁ ∈ R_i⁺(s) some s₂ ∈ R⁺_{N−i}(s₁) is no better for i than s
 *
 * A state that is stable for everybody is an equilibrium.
 *
 * Sources: Nash (1950); Howard, Paradoxes of Rationality (1971); Fraser and
 * Hipel, Conflict Analysis (1984); for several opponents Fang, Hipel and
 * Kilgour, Interactive Decision Making (1993), ch. 3.
 * Tests: test/stability, against solved conflicts and a slow second way.
 */
import { type ConflictGraph, movesFrom } from "./conflict-graph.ts";
import { allMoves, improvements, SequenceWalk } from "./reach.ts";

/** From what asks most to what asks least, apart from `sequential`, which implies `general`. */
export const CONCEPTS = ["nash", "sequential", "symmetric", "general"] as const;
export type Concept = (typeof CONCEPTS)[number];

export interface Stability {
  /** By concept and actor, for each state: 1 where it is stable. */
  readonly stable: Readonly<Record<Concept, readonly Uint8Array[]>>;
  /** By concept: states that are stable for every actor, ascending. */
  readonly equilibria: Readonly<Record<Concept, readonly number[]>>;
}

/** Cost: for each actor and state one walk over what the others can reach. */
export function stabilityOf(graph: ConflictGraph): Stability {
  const stable: Record<Concept, Uint8Array[]> = { nash: [], sequential: [], symmetric: [], general: [] };
  for (let i = 0; i < graph.actors; i++) {
    const own = stabilityFor(graph, i);
    for (const concept of CONCEPTS) stable[concept].push(own[concept]);
  }
  const all = (concept: Concept): readonly number[] =>
    Array.from({ length: graph.states }, (_, s) => s).filter((s) => stable[concept].every((own) => own[s] === 1));
  return {
    stable,
    equilibria: {
      nash: all("nash"),
      sequential: all("sequential"),
      symmetric: all("symmetric"),
      general: all("general"),
    },
  };
}

/** The actors but those given. */
export function othersThan(graph: ConflictGraph, ...actors: readonly number[]): readonly number[] {
  return Array.from({ length: graph.actors }, (_, i) => i).filter((i) => !actors.includes(i));
}

function stabilityFor(graph: ConflictGraph, i: number): Readonly<Record<Concept, Uint8Array>> {
  const worst = worstAnswers(graph, i);
  const rank = graph.rank[i]!;
  const verdicts = {
    nash: new Uint8Array(graph.states).fill(1),
    sequential: new Uint8Array(graph.states).fill(1),
    symmetric: new Uint8Array(graph.states).fill(1),
    general: new Uint8Array(graph.states).fill(1),
  };
  for (let s = 0; s < graph.states; s++) {
    for (const to of movesFrom(graph, i, s)) {
      if (!(rank[to]! > rank[s]!)) continue;
      verdicts.nash[s] = 0;
      if (worst.general[to]! > rank[s]!) verdicts.general[s] = 0;
      if (worst.symmetric[to]! > rank[s]!) verdicts.symmetric[s] = 0;
      if (worst.sequential[to]! > rank[s]!) verdicts.sequential[s] = 0;
    }
  }
  return verdicts;
}

/**
 * By state that actor i has gone to, the lowest rank (i's own) to which the
 * others can bring it from there: a move to it is deterred where that is no
 * higher than the rank it came from.
 */
function worstAnswers(
  graph: ConflictGraph,
  i: number,
): Readonly<Record<"general" | "symmetric" | "sequential", Float64Array>> {
  const { states } = graph;
  const rank = graph.rank[i]!;
  const others = othersThan(graph, i);
  const any = new SequenceWalk(states, others.length, allMoves(graph, others));
  const better = new SequenceWalk(states, others.length, improvements(graph, others));
  // The best that i can still make of each state by one more move.
  const bestReach = rank.map((own, s) => movesFrom(graph, i, s).reduce((best, to) => Math.max(best, rank[to]!), own));
  const lowest = (found: readonly number[], worth: Float64Array): number =>
    found.reduce((least, s) => Math.min(least, worth[s]!), Number.POSITIVE_INFINITY);
  const isTarget = new Uint8Array(states);
  for (const to of graph.moves[i]!.target) isTarget[to] = 1;
  const answers = {
    general: new Float64Array(states),
    symmetric: new Float64Array(states),
    sequential: new Float64Array(states),
  };
  for (let s = 0; s < states; s++) {
    if (isTarget[s] === 0) continue;
    const reached = any.from(s);
    answers.general[s] = lowest(reached, rank);
    answers.symmetric[s] = lowest(reached, bestReach);
    answers.sequential[s] = lowest(better.from(s), rank);
  }
  return answers;
}
