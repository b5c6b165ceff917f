import type { GameTree } from "../../tree/game-tree.ts";
import { CHANCE, TERMINAL } from "../../tree/game-tree.ts";
import { bestReply, logitResponse } from "../respond.ts";

export interface RecursiveSolution {
  readonly profile: Float64Array;
  /** Expected payoff of each player at the root. */
  readonly payoffs: Float64Array;
  /** Information sets at which several actions were best. */
  readonly ties: number;
}

/** Best replies closer than this, as a share of the payoff range, are ties. */
const TIE = 1e-12;

/**
 * A tree of perfect information from its ends to its root, each node once:
 * the agent logit equilibrium, or with λ = Infinity the subgame-perfect one
 * (of tied actions the first is taken).
 *
 * @param precision λ per player, ≥ 0.
 * @param range largest payoff range, the unit of ties.
 *
 * Cost: O(nodes · players). Does not mutate its arguments.
 */
export function solveRecursively(tree: GameTree, precision: Float64Array, range: number): RecursiveSolution {
  const players = tree.players.length;
  const profile = new Float64Array(tree.first[tree.infosets.length]!);
  const value = tree.payoff.slice();
  const widest = tree.infoset.reduce((most, _, n) => Math.max(most, tree.childStart[n + 1]! - tree.childStart[n]!), 1);
  const worth = new Float64Array(widest);
  let ties = 0;
  for (let n = tree.infoset.length - 1; n >= 0; n--) {
    const h = tree.infoset[n]!;
    if (h === TERMINAL) continue;
    const from = tree.childStart[n]!;
    const count = tree.childStart[n + 1]! - from;
    if (h >= 0) {
      const { player } = tree.infosets[h]!;
      for (let a = 0; a < count; a++) worth[a] = value[tree.child[from + a]! * players + player]!;
      if (respond(worth, count, precision[player]!, TIE * range, profile, tree.first[h]!)) ties++;
    }
    for (let i = 0; i < players; i++) {
      let sum = 0;
      for (let a = 0; a < count; a++) {
        const weight = h === CHANCE ? tree.chance[from + a]! : profile[tree.first[h]! + a]!;
        if (weight > 0) sum += weight * value[tree.child[from + a]! * players + i]!;
      }
      value[n * players + i] = sum;
    }
  }
  return { profile, payoffs: value.slice(0, players), ties };
}

/** True where several actions are best and λ = Infinity. */
function respond(
  worth: Float64Array,
  count: number,
  precision: number,
  tolerance: number,
  profile: Float64Array,
  at: number,
): boolean {
  if (precision !== Number.POSITIVE_INFINITY) {
    logitResponse(worth, 0, 1, count, precision, profile, at, false);
    return false;
  }
  const best = bestReply(worth, 0, 1, count, tolerance, profile, at);
  if (best === 1) return false;
  const first = profile.subarray(at, at + count).findIndex((share) => share > 0);
  profile.fill(0, at, at + count);
  profile[at + first] = 1;
  return true;
}
