import type { Game } from "../../game/game.ts";
import type { Policy } from "../../game/policy.ts";
import { followStep } from "./follow-step.ts";
import { chainOf, everOdds, MOST_STATES } from "./stationary-chain.ts";

/** Share of the probability still going on that is too little to be followed. */
const LEFT = 1e-13;
/** When following ends. */
interface Limits {
  /** Steps after which the chain is solved in place of being followed. */
  readonly patient: number;
  /** States of the largest chain that is. */
  readonly states: number;
  /** Steps that are followed where it is larger. */
  readonly steps: number;
}

const LIMITS: Limits = { patient: 1000, states: MOST_STATES, steps: 200_000 };

/** Where a policy leads from the start of a game without a last step. */
export interface EndlessCourse {
  /** P(the crisis ever ends this way). */
  readonly endings: Float64Array;
  /** Probability of which is not known how it ends, if it does: 0 but in games too large to be solved for it. */
  readonly unknown: number;
  /** By stage: P(move m in the first step), the last entry a pass. */
  readonly firstMoves: readonly Float64Array[];
}

/**
 * Follow a stationary policy until next to nothing goes on. Where that takes
 * long, or for ever, the odds are those of the chain of states (`everOdds`).
 */
export function followPart(game: Game, policy: Policy, limits: Limits = LIMITS): EndlessCourse {
  const endings = new Float64Array(game.endings.length);
  const firstMoves = game.stages.map(() => new Float64Array(game.moves.length + 1));
  const solvable = game.blockStart[1]! <= limits.states;
  let mass = new Float64Array(game.stateCode.length);
  game.start.node.forEach((node, k) => {
    mass[node]! += game.start.probability[k]!;
  });
  let left = 1;
  for (let step = 0; left > LEFT && step < (solvable ? limits.patient : limits.steps); step++) {
    const after = followStep(game, policy, mass, endings, step === 0 ? firstMoves : undefined);
    mass = after.next;
    left = after.left;
  }
  if (left <= LEFT || !solvable) return { endings, unknown: left <= LEFT ? 0 : left, firstMoves };
  return { endings: oddsFromStart(game, everOdds(chainOf(game, policy))), unknown: 0, firstMoves };
}

function oddsFromStart({ start, endings }: Game, odds: Float64Array): Float64Array {
  const sum = new Float64Array(endings.length);
  start.node.forEach((node, k) => {
    for (let e = 0; e < sum.length; e++) sum[e]! += start.probability[k]! * odds[node * sum.length + e]!;
  });
  return sum;
}
