/**
 * A conflict as the graph model sees it: states, what each actor can change
 * from each of them alone, and in which order it likes them. Nothing is said of
 * chances or of time.
 *
 * Source: Kilgour, Hipel and Fang, The graph model for conflicts, Automatica 23
 * (1987); Fang, Hipel and Kilgour, Interactive Decision Making (1993).
 */
export interface ConflictGraph {
  readonly actors: number;
  readonly states: number;
  /** By actor. */
  readonly moves: readonly MoveLists[];
  /** By actor and state: higher is better, equal is as good. Only the order counts. */
  readonly rank: readonly Float64Array[];
}

/** Where one actor can go from each state in one move: `target[start[s]]` … `target[start[s + 1] − 1]`, each once, never s. */
export interface MoveLists {
  readonly start: Int32Array;
  readonly target: Int32Array;
}

/** From lists of targets by state; repeated ones are kept once, and s itself is left out. */
export function moveLists(targets: readonly Iterable<number>[]): MoveLists {
  const start = new Int32Array(targets.length + 1);
  const target: number[] = [];
  targets.forEach((own, s) => {
    for (const to of new Set(own)) if (to !== s) target.push(to);
    start[s + 1] = target.length;
  });
  return { start, target: Int32Array.from(target) };
}

/** What actor i can reach from s in one move. */
export function movesFrom(graph: ConflictGraph, i: number, s: number): Int32Array {
  const { start, target } = graph.moves[i]!;
  return target.subarray(start[s]!, start[s + 1]!);
}

/** Ranks 0, 1, … by value; values within `tolerance` of the one before are as good. */
export function ranksOf(values: Float64Array, tolerance: number): Float64Array {
  const order = Array.from(values, (_, s) => s).sort((a, b) => values[a]! - values[b]!);
  const rank = new Float64Array(values.length);
  let level = 0;
  order.forEach((s, k) => {
    const before = order[k - 1];
    if (before !== undefined && values[s]! - values[before]! > tolerance) level++;
    rank[s] = level;
  });
  return rank;
}
