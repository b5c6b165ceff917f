import type { Ahead, FilterRun } from "./filter-run.ts";
import { momentsAt } from "./moments.ts";
import type { Block } from "./move-mass.ts";
import { includedWithout, type ReportClass } from "./report-classes.ts";
import { weighMoments } from "./weigh-rows.ts";
import { pairWeights } from "./weigh-step.ts";

/** What a backward pass shows on its way. */
export interface BackwardVisit {
  /** The end of a step: the likelihood after its reports. */
  atEnd(step: number, ahead: Ahead): void;
  /** A position of the as-of step: the likelihood there, and of what ends. */
  atPosition?(position: number, block: Block, ended: Block | null): void;
}

/** Carry a likelihood from the end of the as-of step back to the end of step `until`. */
export function passBackward(run: FilterRun, last: Ahead, until: number, visit: BackwardVisit): void {
  const asOf = run.plan.steps.length - 1;
  let ahead = last;
  for (let step = asOf; step >= until; step--) {
    visit.atEnd(step, ahead);
    if (step === until && (step !== asOf || visit.atPosition === undefined)) return;
    const seen = visit.atPosition?.bind(visit);
    const start = run.retreat(step, ahead, step === asOf ? seen : undefined);
    if (step > until) ahead = run.survive(step - 1, start);
  }
}

/** Mass (times likelihood) with each class of reports left out that is weighed last in this step, by report. */
export function weighWithout(
  run: FilterRun,
  classes: readonly ReportClass[],
  step: number,
  ahead: Ahead,
  into: Float64Array,
): void {
  for (const own of classes) {
    if (own.last !== step) continue;
    const weights = pairWeights(run.weighings[step]!, { included: includedWithout(run, own) });
    const mass = weighMoments(weights, momentsAt(run, step, own.before ?? run.before(step), ahead));
    for (const k of own.members) into[k] = mass;
  }
}
