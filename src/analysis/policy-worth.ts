import type { Crisis } from "../crisis/model.ts";
import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { columnsOf } from "./reasons-columns.ts";
import { ColumnValues } from "./reasons-values.ts";

/**
 * What each actor expects of a game from its start, W_j of equations (3) and
 * (4), where everyone keeps to a policy; in utils, 0 for actors that act by
 * chance. For solutions that come without values, as those of private
 * information do.
 *
 * @param parameters the values the game was compiled with.
 *
 * Cost: one backward pass for each payoff part. Tests: test/analysis/policy-worth.test.ts.
 */
export function policyWorth(crisis: Crisis, game: Game, policy: Policy, parameters: Float64Array): Float64Array {
  const worth = new Float64Array(game.actors.length);
  const actors = crisis.actors.flatMap(({ actsByChance }, j) => (actsByChance ? [] : [j]));
  const columns = columnsOf(crisis, game, parameters, actors);
  const start = new ColumnValues({ crisis, game, policy, step: 0 }, columns).walk(() => {});
  game.start.node.forEach((node, i) => {
    columns.forEach(({ actor, place }, k) => {
      if (place !== null) worth[actor]! += game.start.probability[i]! * start[node * columns.length + k]!;
    });
  });
  return worth;
}
