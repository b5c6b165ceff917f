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
  /** A position of the step it starts from: the likelihood there, and of what ends. The rows are overwritten two positions on. */
  atPosition?(position: number, block: Block, ended: Block | null): void;
}

/** Carry a likelihood from the end of a step back to the end of step `until`. */
export function passBackward(
  run: FilterRun,
  from: { readonly step: number; readonly ahead: Ahead },
  until: number,
  visit: BackwardVisit,
): void {
  let { ahead } = from;
  for (let step = from.step; step >= until; step--) {
    visit.atEnd(step, ahead);
    const seen = step === from.step ? visit.atPosition?.bind(visit) : undefined;
    if (step === until && seen === undefined) return;
    const start = run.retreat(step, ahead, seen);
    if (step > until) ahead = run.survive(step - 1, start);
  }
}

/** Mass times likelihood of each node. */
export function rowSums(mass: Block, likelihood: Block): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(mass.count);
  for (let i = 0; i < sums.length; i++) {
    for (let k = i * mass.width; k < (i + 1) * mass.width; k++) sums[i]! += mass.cells[k]! * likelihood.cells[k]!;
  }
  return sums;
}

/** Mass (times likelihood) with each class of reports left out that is weighed last in this step, by report. */
export function weighWithout(
  run: FilterRun,
  classes: readonly ReportClass[],
  step: number,
  ahead: Ahead,
  into: Float64Array,
): void {
  let whole: Float64Array | null = null;
  for (const own of classes) {
    if (own.last !== step) continue;
    const weights = pairWeights(run.weighings[step]!, { included: includedWithout(run, own) });
    if (own.before === null) whole ??= momentsAt(run, step, run.before(step), ahead);
    const moments = own.before === null ? whole! : momentsAt(run, step, own.before, ahead);
    const mass = weighMoments(weights, moments);
    for (const k of own.members) into[k] = mass;
  }
}
