import type { StageGame } from "../../numeric/stage-game.ts";
import { firstStrategies } from "../../tree/strategic-game.ts";
import type { ProfileWorth } from "./profile-worth.ts";

/** What a mixed profile is worth to everybody, and what each could still gain. Cost: O(profiles · players²). */
export function strategicWorth(game: StageGame, profile: Float64Array): ProfileWorth {
  const { players, counts, payoff } = game;
  const first = firstStrategies(game);
  const utility = new Float64Array(first[players]!);
  const digit = new Int32Array(players);
  for (let at = 0; at < payoff.length; at += players) {
    for (let i = 0; i < players; i++) {
      let weight = 1;
      for (let j = 0; j < players; j++) if (j !== i) weight *= profile[first[j]! + digit[j]!]!;
      utility[first[i]! + digit[i]!]! += weight * payoff[at + i]!;
    }
    for (let i = players - 1; i >= 0; i--) {
      digit[i]! += 1;
      if (digit[i]! < counts[i]!) break;
      digit[i] = 0;
    }
  }
  const payoffs = new Float64Array(players);
  const gains = new Float64Array(players);
  for (let i = 0; i < players; i++) {
    let best = Number.NEGATIVE_INFINITY;
    for (let k = first[i]!; k < first[i + 1]!; k++) {
      payoffs[i]! += profile[k]! * utility[k]!;
      best = Math.max(best, utility[k]!);
    }
    gains[i] = Math.max(0, best - payoffs[i]!);
  }
  return { payoffs, gains };
}
