import { readAsOf } from "../analysis/as-of.ts";
import type { Crisis } from "../crisis/model.ts";
import { bundleHash, type CrisisBundle } from "./crisis-bundle.ts";
import { rowsInJob } from "./job-size.ts";
import type { Scenario, SweepPlan } from "./plan.ts";
import { type PlanRows, planRows } from "./plan-rows.ts";
import { jobId, type SweepJob } from "./sweep-job.ts";

/** A crisis of a sweep: that of the plan, or that with the reports of a scenario. */
export interface SweepCrisis {
  readonly crisis: Crisis;
  readonly bundle: CrisisBundle;
}

/** A job and where its rows stand in the results. */
export interface PlannedJob {
  readonly id: string;
  readonly job: SweepJob;
  readonly scenario: string;
  /** Label of the date, also where none was asked for. */
  readonly asOf: string;
  /** First row, counted from 0 within the sweep. */
  readonly firstRow: number;
}

/** All jobs of a plan in the order of their rows: scenario by scenario, date by date. */
export interface PlannedSweep {
  readonly plan: SweepPlan;
  readonly rows: PlanRows;
  /** The crisis of each scenario. */
  readonly crises: readonly SweepCrisis[];
  readonly jobs: readonly PlannedJob[];
  readonly rowCount: number;
  readonly version: string;
}

/**
 * @param crises by scenario.
 * @param triples what a solve costs, see `triplesOf`; other reports leave the game as it is.
 */
export function planJobs(
  plan: SweepPlan,
  crises: readonly SweepCrisis[],
  { triples, version }: { readonly triples: number; readonly version: string },
): PlannedSweep {
  const rows = planRows(plan, crises[0]!.crisis);
  const hashes = new Map(crises.map(({ bundle }) => [bundle, bundleHash(bundle)]));
  const jobs: PlannedJob[] = [];
  let firstRow = 0;
  plan.scenarios.forEach((scenario, s) => {
    const own = crises[s]!;
    const size = rowsInJob(plan, scenario, triples);
    for (const asOf of plan.asOf) {
      for (let from = 0; from < rows.count; from += size) {
        const count = Math.min(size, rows.count - from);
        const job = jobOf({ plan, scenario, rows, asOf, version }, hashes.get(own.bundle)!, from, count);
        const label = dateLabel(own.crisis, asOf);
        jobs.push({ id: jobId(job), job, scenario: scenario.name, asOf: label, firstRow });
        firstRow += count;
      }
    }
  });
  return { plan, rows, crises, jobs, rowCount: firstRow, version };
}

interface Group {
  readonly plan: SweepPlan;
  readonly scenario: Scenario;
  readonly rows: PlanRows;
  readonly asOf: string | undefined;
  readonly version: string;
}

function jobOf({ plan, scenario, rows, asOf, version }: Group, crisis: string, from: number, count: number): SweepJob {
  return {
    format: 1,
    version,
    crisis,
    changes: scenario.changes,
    asOf: asOf ?? null,
    answers: plan.answers,
    parameters: rows.parameters,
    rows: Array.from({ length: count }, (_, k) => rows.valuesOf(scenario, from + k)),
  };
}

function dateLabel(crisis: Crisis, asOf: string | undefined): string {
  if (crisis.clock.steps === undefined) return "";
  const found = readAsOf(crisis, asOf);
  return "code" in found ? (asOf ?? "") : found.label;
}
