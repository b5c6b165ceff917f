import type { Evidence } from "../game/evidence.ts";
import type { Ahead, FilterRun } from "./filter-run.ts";
import { momentsAt } from "./moments.ts";
import type { FilterPlan } from "./plan-filter.ts";
import { weighMoments } from "./weigh-rows.ts";
import { pairWeights, placeOfSource } from "./weigh-step.ts";

/** By source, the leg at whose end a report last tells something about it; −1 for none. */
export function lastUses(plan: FilterPlan, evidence: Evidence): Int32Array {
  const uses = new Int32Array(evidence.sources.length).fill(-1);
  for (const { leg, shared, alone } of plan.reports) {
    for (const source of [...shared, ...alone]) uses[source] = Math.max(uses[source]!, leg);
  }
  return uses;
}

/** Mass with each source reliable that is read off at the end of this leg, one after which it plays no part any more. */
export function readReliable(
  run: FilterRun,
  evidence: Evidence,
  uses: ArrayLike<number>,
  at: { readonly leg: number; readonly ahead: Ahead },
  into: Float64Array,
): void {
  const { leg, ahead } = at;
  let moments: Float64Array | null = null;
  for (let source = 0; source < uses.length; source++) {
    if (uses[source] !== leg) continue;
    const reliable = placeOfSource(evidence, run.plan, leg, source);
    if (reliable === null) continue;
    moments ??= momentsAt(run, leg, run.before(leg), ahead);
    const weights = pairWeights(run.weighings[leg]!, { included: run.included, reliable });
    into[source] = weighMoments(weights, moments);
  }
}
