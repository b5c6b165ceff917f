import type { Crisis } from "../../crisis/model.ts";
import type { Game } from "../../game/game.ts";
import { type Opening, ownOpening } from "../../solvers/private/opening.ts";
import { sightOf } from "./sight-of.ts";
import { gridPlan, solveOnGrid } from "./solve-on-grid.ts";
import { type PrivateSolution, solveOnTree, TREE_LIMITS } from "./solve-on-tree.ts";

/**
 * Solve a game in which actors see different things, on its tree where that is
 * small enough, on a grid of public beliefs elsewhere; undefined where all see
 * everything. The game that comes back remembers what everybody knows, so that
 * reports are weighed on it as on any other.
 *
 * @param openings where it begins; at its own start by default.
 * @throws {GameError} `private-too-large`.
 */
export function solvePrivate(
  crisis: Crisis,
  game: Game,
  openings: readonly Opening[] = ownOpening(game),
): PrivateSolution | undefined {
  const sight = sightOf(crisis);
  if (!sight) return undefined;
  return (
    solveOnTree(game, sight, TREE_LIMITS, openings) ?? solveOnGrid(crisis, game, sight, gridPlan(crisis), openings)
  );
}
