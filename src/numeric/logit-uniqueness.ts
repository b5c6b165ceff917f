/**
 * A proof, where there is one, that a stage game has a single logit
 * equilibrium. A single one must be where the branch from λ = 0 ends, so it
 * may be found by any means.
 *
 * The logit response moves player i's log-ratios by at most Σ_j A_ij times
 * what the log-ratios of the others moved (in span, largest minus smallest):
 *
 *     A_ij = λ_i · w_ij · κ_j
 *     w_ij = largest change, over all of j's switches and all else the others
 *            play, of the difference between two of i's strategies
 *     κ_j  = largest P(S)(1 − P(S)) over sets S of j's strategies: at most ¼,
 *            and ε(1 − ε) where one strategy always keeps at least 1 − ε ≥ ½
 *
 * (a mixture p = softmax(y) moves by Σ_b |dp_b| ≤ 2κ · span dy). If A shrinks
 * everything the equations are a contraction and have one solution. Two
 * players with two strategies each also have one solution if the first gains
 * from agreeing with the second where the second gains from not agreeing.
 */
import { exp } from "./exp.ts";
import { countProfiles, type StageGame } from "./stage-game.ts";

/** How much the logit response may keep of a change to count as shrinking it. */
const LARGEST_SHARE_KEPT = 0.9;

/** True only where it is proved that one logit equilibrium exists. Cost O(n² · profiles · strategies²). */
export function hasUniqueLogitEquilibrium(game: StageGame, precision: Float64Array): boolean {
  if (game.players <= 1) return true;
  if (game.players === 2) {
    if (game.counts[0] === 2 && game.counts[1] === 2 && opposed(game.payoff)) return true;
    const there = precision[0]! * influence(game, 0, 1) * freedom(game, precision, 1);
    const back = precision[1]! * influence(game, 1, 0) * freedom(game, precision, 0);
    return there * back < LARGEST_SHARE_KEPT * LARGEST_SHARE_KEPT;
  }
  for (let i = 0; i < game.players; i++) {
    let row = 0;
    for (let j = 0; j < game.players; j++) {
      if (j !== i) row += precision[i]! * influence(game, i, j) * freedom(game, precision, j);
    }
    if (!(row < LARGEST_SHARE_KEPT)) return false;
  }
  return true;
}

/** 2 × 2: what the other's switch adds to a switch of one's own has opposite signs (or none). */
function opposed(payoff: Float64Array): boolean {
  const first = payoff[0]! - payoff[2]! - payoff[4]! + payoff[6]!;
  const second = payoff[1]! - payoff[3]! - payoff[5]! + payoff[7]!;
  return (first >= 0 && second <= 0) || (first <= 0 && second >= 0);
}

/** w_ij. */
function influence(game: StageGame, i: number, j: number): number {
  const n = game.players;
  const own = strideOf(game, i);
  const other = strideOf(game, j);
  const profiles = countProfiles(game);
  let largest = 0;
  for (let profile = 0; profile < profiles; profile++) {
    if (digitAt(game, profile, i, own) !== 0 || digitAt(game, profile, j, other) !== 0) continue;
    for (let a = 0; a < game.counts[i]!; a++) {
      for (let b = a + 1; b < game.counts[i]!; b++) {
        let low = Number.POSITIVE_INFINITY;
        let high = Number.NEGATIVE_INFINITY;
        for (let c = 0; c < game.counts[j]!; c++) {
          const at = profile + c * other;
          const gain = game.payoff[(at + a * own) * n + i]! - game.payoff[(at + b * own) * n + i]!;
          low = Math.min(low, gain);
          high = Math.max(high, gain);
        }
        largest = Math.max(largest, high - low);
      }
    }
  }
  return largest;
}

/** κ_j, from the strategy that keeps the largest share whatever the others do. */
function freedom(game: StageGame, precision: Float64Array, j: number): number {
  const count = game.counts[j]!;
  let least = Number.POSITIVE_INFINITY;
  for (let a = 0; a < count; a++) {
    let rivals = 0;
    for (let b = 0; b < count; b++) if (b !== a) rivals += exp(precision[j]! * largestGain(game, j, b, a));
    least = Math.min(least, rivals === Number.POSITIVE_INFINITY ? 1 : rivals / (1 + rivals));
  }
  return least < 0.5 ? least * (1 - least) : 0.25;
}

/** Largest payoff difference between j's strategies `to` and `from` over all the others play. */
function largestGain(game: StageGame, j: number, to: number, from: number): number {
  const n = game.players;
  const stride = strideOf(game, j);
  const profiles = countProfiles(game);
  let largest = Number.NEGATIVE_INFINITY;
  for (let profile = 0; profile < profiles; profile++) {
    if (digitAt(game, profile, j, stride) !== 0) continue;
    const gain = game.payoff[(profile + to * stride) * n + j]! - game.payoff[(profile + from * stride) * n + j]!;
    largest = Math.max(largest, gain);
  }
  return largest;
}

function strideOf(game: StageGame, i: number): number {
  let stride = 1;
  for (let k = i + 1; k < game.players; k++) stride *= game.counts[k]!;
  return stride;
}

function digitAt(game: StageGame, profile: number, i: number, stride: number): number {
  return Math.floor(profile / stride) % game.counts[i]!;
}
