import type { Fraction } from "../numeric/fraction.ts";
import type { StageGame } from "../numeric/stage-game.ts";

/**
 * A game in strategic form with its names. Profiles stand in row-major order,
 * the last player's strategy changing fastest (`StageGame`).
 */
export interface StrategicGame extends StageGame {
  readonly title: string;
  readonly names: readonly string[];
  readonly strategies: readonly (readonly string[])[];
  /** The payoffs exactly, [profile · n + i], where they are known so. */
  readonly exact: readonly Fraction[] | undefined;
}

/** Offset of each player's strategies in a profile, and the number of strategies at the end. */
export function firstStrategies(game: StageGame): Int32Array {
  const first = new Int32Array(game.players + 1);
  for (let i = 0; i < game.players; i++) first[i + 1] = first[i]! + game.counts[i]!;
  return first;
}

/** Largest minus smallest payoff of each player. */
export function rangesOfGame({ players, payoff }: StageGame): Float64Array {
  const ranges = new Float64Array(players);
  for (let i = 0; i < players; i++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = i; at < payoff.length; at += players) {
      low = Math.min(low, payoff[at]!);
      high = Math.max(high, payoff[at]!);
    }
    ranges[i] = high - low;
  }
  return ranges;
}
