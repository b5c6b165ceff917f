import type { CountedReport } from "./count-reports.ts";
import type { Before, FilterRun } from "./filter-run.ts";

/** Reports of one event: they are left out together. */
export interface ReportClass {
  /** Places among the counted reports. */
  readonly members: readonly number[];
  /** Legs of the first and the last weighing. */
  readonly first: number;
  readonly last: number;
  /** Mass at the end of the last leg without the class, where that is not the mass with it. */
  readonly before: Before | null;
}

/** The classes of the counted reports. All masses up to the as-of step must be there; they are left as they were. */
export function reportClasses(run: FilterRun, counted: readonly CountedReport[]): ReportClass[] {
  const classes = new Map<number, number[]>();
  counted.forEach((report, k) => {
    const members = classes.get(report.sameAs);
    if (members === undefined) classes.set(report.sameAs, [k]);
    else members.push(k);
  });
  return [...classes.values()].map((members) => {
    const legs = members.map((k) => run.plan.reports[k]!.leg);
    const first = Math.min(...legs);
    const last = Math.max(...legs);
    return { members, first, last, before: first === last ? null : massWithout(run, members, first, last) };
  });
}

/** The mass at the end of leg `last` with the class left out from leg `first` on. */
function massWithout(run: FilterRun, members: readonly number[], first: number, last: number): Before {
  const kept = [...run.mass];
  const keptEnded = [...run.ended];
  for (const k of members) run.include(k, false);
  for (let leg = first + 1; leg <= last; leg++) {
    run.mass[leg] = new Float64Array(kept[leg]!.length);
    delete run.ended[leg];
    run.advance(leg, run.isOfAsOfStep(leg));
  }
  const without = run.before(last);
  for (const k of members) run.include(k, true);
  kept.forEach((cells, leg) => {
    run.mass[leg] = cells;
  });
  keptEnded.forEach((cells, leg) => {
    run.ended[leg] = cells;
  });
  return without;
}

/** Which reports count without a class: all others. */
export function includedWithout(reports: number, { members }: ReportClass): Uint8Array {
  const included = new Uint8Array(reports).fill(1);
  for (const k of members) included[k] = 0;
  return included;
}
