import { checkCrisis } from "../analysis/check-crisis.ts";
import type { Crisis } from "../crisis/model.ts";
import { rowsPerGroup } from "./check-plan.ts";
import { hasChanges, type Scenario, type SweepPlan } from "./plan.ts";

/** Seconds a job should take on a usual core: at most 8, so that it is below 30 on one three times as slow; at least 1. */
const MOST_SECONDS = 8;
const LEAST_SECONDS = 1;
/** A scenario and date is divided among so many, where jobs do not get shorter than they should. */
const JOBS_IN_GROUP = 8;
/** Seconds a row takes beside its solve, and for each (state, move, step) triple; measured from 10² to 10⁷ triples. */
const ROW_SECONDS = 1e-3;
const TRIPLE_SECONDS = 4e-8;
/** A row that is a forecast or a what-if of its own, with its baselines and without a shared layout, takes so many times that. */
const ALONE = 4;
/** Times a plain triple: one at a point of a belief grid, and a node of a tree for each pair of its unknowns. */
const AT_A_POINT = 500;
const IN_THE_TREE = 25;
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
  const share = (seconds * rowsPerGroup(plan)) / JOBS_IN_GROUP;
  const target = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, share));
  return Math.min(MOST_ROWS, Math.max(1, Math.round(target / seconds)));
}

/**
 * What a solve of a crisis costs, as a number of (state, move, step) triples;
 * 0 where it makes no game at the values of its file. With private information
 * it is that of the belief grid, or of the tree of histories.
 */
export function triplesOf(crisis: Crisis, onProgress?: (done: number, all: number) => void): number {
  const result = checkCrisis(crisis, onProgress).result;
  if (!result) return 0;
  const { positions, beliefs } = result;
  if (!beliefs) return positions;
  if (beliefs.solvedOn === "grid") return positions * beliefs.points * AT_A_POINT;
  return beliefs.nodes * beliefs.freeProbabilities ** 2 * IN_THE_TREE;
}
