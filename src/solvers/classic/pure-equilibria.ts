import type { StageGame } from "../../numeric/stage-game.ts";

/** Gains below this share of the payoff range do not count. */
const TIE = 1e-12;

/**
 * All pure equilibria of a game in strategic form: the strategy of each
 * player, profile by profile.
 *
 * @param ranges payoff range of each player, the unit of ties.
 *
 * Cost: O(profiles · players).
 */
export function pureEquilibria(game: StageGame, ranges: Float64Array): readonly Int32Array[] {
  const { players, counts, payoff } = game;
  const profiles = payoff.length / players;
  const isStable = new Uint8Array(profiles).fill(1);
  let stride = profiles;
  for (let i = 0; i < players; i++) {
    const block = stride;
    stride /= counts[i]!;
    const slack = TIE * ranges[i]!;
    for (let profile = 0; profile < profiles; profile++) {
      if (profile % block >= stride) continue;
      let best = Number.NEGATIVE_INFINITY;
      for (let a = 0; a < counts[i]!; a++) best = Math.max(best, payoff[(profile + a * stride) * players + i]!);
      for (let a = 0; a < counts[i]!; a++) {
        const at = profile + a * stride;
        if (payoff[at * players + i]! < best - slack) isStable[at] = 0;
      }
    }
  }
  const found: Int32Array[] = [];
  isStable.forEach((stable, profile) => {
    if (stable === 1) found.push(digitsOf(profile, counts));
  });
  return found;
}

/** The strategy of each player in a profile. */
export function digitsOf(profile: number, counts: Int32Array): Int32Array {
  const digits = new Int32Array(counts.length);
  let rest = profile;
  for (let i = counts.length - 1; i >= 0; i--) {
    digits[i] = rest % counts[i]!;
    rest = Math.floor(rest / counts[i]!);
  }
  return digits;
}
