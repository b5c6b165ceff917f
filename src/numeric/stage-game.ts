/**
 * A normal-form game of n players in one flat tensor. Player i has
 * `counts[i]` strategies; the profiles stand in row-major order, the last
 * player's strategy changing fastest; `payoff[profile · n + i]` is what i
 * gets, in utils.
 *
 * `counts` and `payoff` may be longer than needed (they are often reused).
 */
export interface StageGame {
  readonly players: number;
  readonly counts: Int32Array;
  readonly payoff: Float64Array;
}

/** Number of profiles of a stage game. */
export function countProfiles(game: StageGame): number {
  let profiles = 1;
  for (let i = 0; i < game.players; i++) profiles *= game.counts[i]!;
  return profiles;
}

/** Number of strategies of all players together. */
export function countStrategies(game: StageGame): number {
  let strategies = 0;
  for (let i = 0; i < game.players; i++) strategies += game.counts[i]!;
  return strategies;
}
