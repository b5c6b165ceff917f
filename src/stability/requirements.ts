/**
 * The inverse question: what an actor would have to prefer for a state to hold
 * for it, the preferences of the others as they are.
 *
 * All concepts ask of actor i's own order only which states it likes no better
 * than s. For each state s₁ it can move to, one of these must hold: s₁ is no
 * better than s; or (but under Nash) some answer s₂ of the others is no better
 * than s, under symmetric metarationality with all that i can still reach from
 * s₂. So a sufficient change is a set of states, better than s now, that would
 * have to be no better; the smallest such sets are the answer.
 *
 * Source: Kinsara, Kilgour and Hipel, Inverse approach to the graph model for
 * conflict resolution, IEEE Transactions on SMC: Systems 45 (2015).
 */
import { type ConflictGraph, movesFrom } from "./conflict-graph.ts";
import { allMoves, improvements, SequenceWalk } from "./reach.ts";
import { type Concept, othersThan } from "./stability.ts";

export interface Requirement {
  /**
   * Each entry is enough: states that would have to be no better than this
   * one, ascending. One empty entry: the state holds already.
   */
  readonly ways: readonly (readonly number[])[];
  /** No way with fewer states was left out; false where there were too many combinations to look at all. */
  readonly complete: boolean;
}

/** Combinations that are kept while they are put together. */
const MOST_WAYS = 2000;
/** Ways that are told. */
const MOST_TOLD = 8;

/** The smallest changes of actor i's order that make `state` stable for it. */
export function requirementFor(graph: ConflictGraph, i: number, state: number, concept: Concept): Requirement {
  const rank = graph.rank[i]!;
  const others = othersThan(graph, i);
  const changes = concept === "sequential" ? improvements(graph, others) : allMoves(graph, others);
  const walk = new SequenceWalk(graph.states, others.length, changes);
  const isBetter = (s: number): boolean => rank[s]! > rank[state]!;
  let ways: readonly (readonly number[])[] = [[]];
  let complete = true;
  for (const to of movesFrom(graph, i, state)) {
    if (!isBetter(to)) continue;
    const enough: (readonly number[])[] = [[to]];
    if (concept !== "nash") {
      for (const answer of walk.from(to)) {
        // Whatever is changed, a state is no better than itself.
        const within = concept === "symmetric" ? [answer, ...movesFrom(graph, i, answer)] : [answer];
        enough.push(within.filter(isBetter));
      }
    }
    const joined = smallest(ways.flatMap((way) => smallest(enough).map((more) => union(way, more))));
    complete &&= joined.length <= MOST_WAYS;
    ways = joined.slice(0, MOST_WAYS);
  }
  return { ways: ways.slice(0, MOST_TOLD), complete: complete && ways.length <= MOST_TOLD };
}

function union(one: readonly number[], other: readonly number[]): readonly number[] {
  return [...new Set([...one, ...other])].sort((a, b) => a - b);
}

/** Sets that contain no other of them, fewest states first. */
function smallest(sets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const kept: { readonly set: readonly number[]; readonly has: ReadonlySet<number> }[] = [];
  const inOrder = sets.map((set, k) => ({ set, k })).sort((a, b) => a.set.length - b.set.length || a.k - b.k);
  for (const { set } of inOrder) {
    const has = new Set(set);
    if (!kept.some((smaller) => smaller.set.every((s) => has.has(s)))) kept.push({ set, has });
    if (kept.length > MOST_WAYS) break;
  }
  return kept.map(({ set }) => set);
}
