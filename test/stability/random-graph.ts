import { type Random, randomStream } from "../../src/numeric/random.ts";
import { type ConflictGraph, moveLists } from "../../src/stability/conflict-graph.ts";

/** A small conflict at random, ties among its preferences. */
export function randomGraph(seed: number, actors: number, states: number): ConflictGraph {
  const random: Random = randomStream(seed);
  const whole = (below: number): number => Math.floor(random.next() * below);
  return {
    actors,
    states,
    moves: Array.from({ length: actors }, () =>
      moveLists(
        Array.from({ length: states }, () =>
          Array.from({ length: states }, (_, to) => to).filter(() => random.next() < 0.35),
        ),
      ),
    ),
    rank: Array.from({ length: actors }, () => Float64Array.from({ length: states }, () => whole(states))),
  };
}
