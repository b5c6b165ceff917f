import type { Queue, QueueOptions } from "bullmq";
import type { JobResult, SweepJob } from "../sweep-job.ts";

/** Seconds a result nobody fetched is kept. */
const RESULTS_KEPT = 7 * 86_400;
/** A job is tried so often by the workers before it counts as failed. */
const TRIES = 3;
/** Jobs added in one go. */
const ADDED_AT_ONCE = 500;

/** How a queue treats the jobs of sweeps, on any server. */
export const queueSettings: Omit<QueueOptions, "connection" | "prefix"> = {
  defaultJobOptions: {
    attempts: TRIES,
    backoff: { type: "fixed", delay: 1000 },
    removeOnComplete: { age: RESULTS_KEPT },
  },
  // Nobody listens to events, and each carries a result.
  streams: { events: { maxLen: 100 } },
};

/** Where a job of the queue stands. */
export type JobState =
  /** Waits, or is being computed. */
  | { readonly kind: "open" }
  | { readonly kind: "done"; readonly result: JobResult }
  | { readonly kind: "failed"; readonly reason: string };

/** What is used of BullMQ's queue, whichever server it is on. */
type BullQueue = Pick<Queue<SweepJob, JobResult>, "addBulk" | "remove" | "close">;

/** The queue of one version of the program, seen by who gives it work. Jobs are known by the hash of their content. */
export class JobQueue {
  readonly #queue: BullQueue;
  /** States by id; a job that is not there has none. In one go, so that a server can answer for all at once. */
  readonly find: (ids: readonly string[]) => Promise<ReadonlyMap<string, JobState>>;

  constructor(queue: BullQueue, find: JobQueue["find"]) {
    this.#queue = queue;
    this.find = find;
  }

  /** Add jobs; one that is there already, waiting or done, is not added again. */
  async add(jobs: readonly { readonly id: string; readonly job: SweepJob }[]): Promise<void> {
    for (let from = 0; from < jobs.length; from += ADDED_AT_ONCE) {
      const some = jobs.slice(from, from + ADDED_AT_ONCE);
      await this.#queue.addBulk(some.map(({ id, job }) => ({ name: "rows", data: job, opts: { jobId: id } })));
    }
  }

  /** Whether it was there and nobody is computing it. */
  async remove(id: string): Promise<boolean> {
    return (await this.#queue.remove(id)) === 1;
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }
}
