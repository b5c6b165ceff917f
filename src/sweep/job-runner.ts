import type { PlannedJob } from "./plan-jobs.ts";
import type { JobResult } from "./sweep-job.ts";

/** Where jobs are computed: threads of this machine, or workers elsewhere. */
export type JobRunner = (jobs: readonly PlannedJob[], options: JobRunnerOptions) => Promise<void>;

export interface JobRunnerOptions {
  /** Takes a result, once for each job, in any order; what it throws ends the run. */
  readonly deliver: (job: PlannedJob, result: JobResult) => void;
  /** Ends the run early: it then returns without having delivered all. */
  readonly signal: AbortSignal;
}
