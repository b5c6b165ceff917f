import type { Part } from "../../crisis/compile/parts.ts";
import type { Game } from "../../game/game.ts";
import { type Opening, ownOpening } from "../../solvers/private/opening.ts";

/** Where the game of a part begins: at the public situations of its start, where it has some, else at its one start. */
export function openingsOf(game: Game, { start }: Part): readonly Opening[] {
  // With situations, the states of a part are all different, and the game has them in their order.
  return (
    start.situations?.map(({ states, believed, weights }) => ({
      nodes: Int32Array.from(states, (state) => game.start.node[state]!),
      believed: Float64Array.from(believed),
      probability: Float64Array.from(weights),
    })) ?? ownOpening(game)
  );
}
