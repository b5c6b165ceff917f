import type { Evidence } from "../game/evidence.ts";
import type { Ahead, FilterRun } from "./filter-run.ts";
import { momentsAt } from "./moments.ts";
import type { FilterPlan } from "./plan-filter.ts";
import { weighMoments } from "./weigh-rows.ts";
import { pairWeights, placeOfSource } from "./weigh-step.ts";

/** By source, the step at whose end a report last tells something about it; −1 for none. */
export function lastUses(plan: FilterPlan, evidence: Evidence): Int32Array {
  const uses = new Int32Array(evidence.sources.length).fill(-1);
  for (const { step, shared, alone } of plan.reports) {
    for (const source of [...shared, ...alone]) uses[source] = Math.max(uses[source]!, step);
  }
  return uses;
}

/** Mass with a source reliable, read off at a step in which it plays a part. */
export function reliableMass(run: FilterRun, evidence: Evidence, step: number, source: number, ahead: Ahead): number {
  const reliable = placeOfSource(evidence, run.plan, step, source);
  if (reliable === null) throw new RangeError(`source ${source} plays no part in step ${step}`);
  const weights = pairWeights(run.weighings[step]!, { included: run.included, reliable });
  return weighMoments(weights, momentsAt(run, step, run.before(step), ahead));
}
