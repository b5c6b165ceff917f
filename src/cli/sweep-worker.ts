/** What a thread of a sweep runs: for `brink sweep` on this machine, and for `brink worker` on any. */
import { workerData } from "node:worker_threads";
import { DrawKeeper } from "../analysis/ranges/draw-keeper.ts";
import { CrisisShelf } from "../sweep/crisis-shelf.ts";
import { fetchCrisis } from "../sweep/queue/fetch-crisis.ts";
import type { ProcessorData } from "../sweep/queue/start-worker.ts";
import { runJob } from "../sweep/run-job.ts";
import type { SweepTask } from "../sweep/run-locally.ts";
import type { JobResult, SweepJob } from "../sweep/sweep-job.ts";

const shelf = new CrisisShelf();
const keeper = new DrawKeeper();

/** A job of this machine, its crisis with it. */
export async function runSweepTask({ job, bundle }: SweepTask): Promise<JobResult> {
  return await runJob(job, await shelf.crisis(job.crisis, () => bundle), keeper);
}

/** A job of a queue: BullMQ calls this in a sandbox; the crisis is fetched from its server once. */
export default async function runQueuedJob({ data: job }: { readonly data: SweepJob }): Promise<JobResult> {
  // BullMQ hands over what `startWorker` gave it.
  const { url, version } = workerData as ProcessorData;
  if (job.version !== version) throw new Error(`The job is of version ${job.version}, this worker of ${version}.`);
  return await runJob(job, await shelf.crisis(job.crisis, () => fetchCrisis(url, job.crisis)), keeper);
}
