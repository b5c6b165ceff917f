import type { Ahead, FilterRun } from "./filter-run.ts";
import { momentsAt } from "./moments.ts";
import type { Block } from "./move-mass.ts";
import type { ReportClass } from "./report-classes.ts";
import { weighMoments } from "./weigh-rows.ts";

/** What a backward pass shows on its way. */
export interface BackwardVisit {
  /** The end of a leg: the likelihood after its reports. */
  atEnd?(leg: number, ahead: Ahead): void;
  /** A position of a leg of the step it starts from: the likelihood there, and of what ends. The rows are overwritten two positions on. */
  atPosition?(leg: number, position: number, block: Block, ended: Block | null): void;
}

/** Carry a likelihood from the end of a leg back to the end of leg `until`. */
export function passBackward(
  run: FilterRun,
  from: { readonly leg: number; readonly ahead: Ahead },
  until: number,
  visit: BackwardVisit,
): void {
  let { ahead } = from;
  for (let leg = from.leg; leg >= until; leg--) {
    visit.atEnd?.(leg, ahead);
    const sees = run.plan.legs[leg]!.step === run.plan.legs[from.leg]!.step && visit.atPosition !== undefined;
    if (leg === until && !sees) return;
    const start = run.retreat(leg, ahead, sees ? (...at) => visit.atPosition?.(leg, ...at) : undefined);
    if (leg > until) ahead = run.survive(leg - 1, start);
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

/** Mass (times likelihood) with each class of reports left out that is weighed last in this leg, by report. */
export function weighWithout(
  run: FilterRun,
  classes: readonly ReportClass[],
  leg: number,
  ahead: Ahead,
  into: Float64Array,
): void {
  let whole: Float64Array | null = null;
  for (const own of classes) {
    if (own.last !== leg) continue;
    const weights = run.weightsWithout(own);
    if (own.before === null) whole ??= momentsAt(run, leg, run.before(leg), ahead);
    const moments = own.before === null ? whole! : momentsAt(run, leg, own.before, ahead);
    const mass = weighMoments(weights, moments);
    for (const k of own.members) into[k] = mass;
  }
}
