import type { Game } from "../../game/game.ts";
import type { Policy } from "../../game/policy.ts";
import { filterOdds } from "../../inference/filter-odds.ts";

/** P(ending) from the start, no report counted: by ending. */
export function endingShares({ game, policy }: { readonly game: Game; readonly policy: Policy }): Float64Array {
  const nothingTold = { sources: [], watches: [], reports: [] };
  const { endings } = filterOdds(game, policy, nothingTold, { asOfStep: 0, asOfDay: 0 });
  const shares = new Float64Array(game.endings.length);
  endings.forEach((mass, k) => {
    shares[Math.floor(k / game.steps)]! += mass;
  });
  return shares;
}
