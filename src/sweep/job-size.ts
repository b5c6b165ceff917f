import { checkCrisis } from "../analysis/check-crisis.ts";
import type { Crisis } from "../crisis/model.ts";
import { hasChanges, type Scenario, type SweepPlan } from "./plan.ts";

/** Seconds a job should take on a usual core; between 1 and 30 on cores three times as fast or slow. */
const JOB_SECONDS = 8;
/** Seconds a row takes beside its solve, and for each (state, move, step) triple; measured from 10² to 10⁷ triples. */
const ROW_SECONDS = 1e-3;
const TRIPLE_SECONDS = 4e-8;
/** A row that is a forecast or a what-if of its own, with its baselines and without a shared layout, takes so many times that. */
const ALONE = 4;
/** So many that the fixed cost of a job does not matter, so few that progress can be seen. */
const MOST_ROWS = 4096;

/**
 * Rows of a job of a scenario. It follows from the size of the game alone, not
 * from a clock: the same plan gives the same jobs on every machine and in
 * every run, so that what was computed before is found again.
 */
export function rowsInJob(plan: SweepPlan, scenario: Scenario, triples: number): number {
  if (plan.rowsPerJob !== undefined) return plan.rowsPerJob;
  const alone = hasChanges(scenario.changes) || plan.answers.some((answer) => answer !== "endings");
  const seconds = (alone ? ALONE : 1) * (ROW_SECONDS + TRIPLE_SECONDS * triples);
  return Math.min(MOST_ROWS, Math.max(1, Math.round(JOB_SECONDS / seconds)));
}

/** (state, move, step) triples of a crisis, all parts; 0 where it makes no game at the values of its file. */
export function triplesOf(crisis: Crisis): number {
  return checkCrisis(crisis).result?.positions ?? 0;
}
