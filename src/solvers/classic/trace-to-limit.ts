import type { BranchSystem } from "../../numeric/branch-system.ts";
import { type BranchResult, BranchTracer } from "../../numeric/branch-tracer.ts";

/** Choices that one player makes at one place: entries `first[g]` … `first[g + 1] − 1` of a profile. */
export interface Choices {
  readonly first: Int32Array;
  /** By group: the payoff range of its player. */
  readonly range: Float64Array;
}

export interface LimitResult {
  readonly branch: BranchResult;
  /** Share of the λ the system was loaded with that was reached. */
  readonly share: number;
  /** Largest gain at one place by another action, as a share of the player's payoff range. */
  readonly regret: number;
  /** The regret asked for was reached. */
  readonly converged: boolean;
}

/**
 * The branch of logit equilibria followed until nobody gains more than
 * `regret` (a share of its payoff range) by another action at any one place,
 * given what it believes there.
 *
 * @param system loaded with the largest λ to go to.
 */
export function traceToLimit(system: BranchSystem, choices: Choices, regret: number): LimitResult {
  let share = 0;
  const branch = new BranchTracer(system).trace({
    watch: (s) => {
      share = s;
      return largestGain(system, choices) <= regret;
    },
  });
  if (branch.reason === "unique") share = 1;
  const reached = largestGain(system, choices);
  return { branch, share, regret: reached, converged: reached <= regret };
}

function largestGain({ probability, utility }: BranchSystem, { first, range }: Choices): number {
  let worst = 0;
  for (let g = 0; g + 1 < first.length; g++) {
    let best = Number.NEGATIVE_INFINITY;
    let mean = 0;
    for (let k = first[g]!; k < first[g + 1]!; k++) {
      best = Math.max(best, utility[k]!);
      mean += probability[k]! * utility[k]!;
    }
    worst = Math.max(worst, (best - mean) / (range[g]! || 1));
  }
  return worst;
}
