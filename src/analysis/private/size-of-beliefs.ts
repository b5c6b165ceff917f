import { privateVariables } from "../../crisis/compile/private-variables.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Game } from "../../game/game.ts";
import { gridBytes } from "../../solvers/private/grid-bytes.ts";
import type { SizeOfBeliefs } from "../check-result.ts";
import { sightOf } from "./sight-of.ts";
import { gridPlan, gridPoints, MOST_GRID_BYTES } from "./solve-on-grid.ts";
import { TREE_LIMITS, unrollWithin } from "./solve-on-tree.ts";

/** How the private information of a part will be solved, and how large that is; undefined where there is none. */
export function sizeOfBeliefs(crisis: Crisis, game: Game): SizeOfBeliefs | undefined {
  const sight = sightOf(crisis);
  if (!sight || !Number.isFinite(game.steps)) return undefined;
  const tree = unrollWithin(game, sight, TREE_LIMITS);
  if (tree) return { solvedOn: "tree", nodes: tree.nodes, freeProbabilities: tree.ratios };
  const plan = gridPlan(crisis);
  const points = gridPoints(crisis, plan);
  const secret = privateVariables(crisis);
  return {
    solvedOn: "grid",
    points,
    blocks: plan.blocks.map((block, b) => ({
      variables: block.map((k) => crisis.variables[secret[k]!]!.name),
      intervals: plan.intervals[b]!,
    })),
    bytes: gridBytes(game, points),
    limit: MOST_GRID_BYTES,
  };
}

/** The larger of two sizes; a grid is larger than a tree. */
export function largerBeliefs(
  one: SizeOfBeliefs | undefined,
  other: SizeOfBeliefs | undefined,
): SizeOfBeliefs | undefined {
  if (!one || !other) return one ?? other;
  const weight = (size: SizeOfBeliefs): number => (size.solvedOn === "grid" ? 1e9 + size.bytes : size.nodes);
  return weight(other) > weight(one) ? other : one;
}
