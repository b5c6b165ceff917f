import type { PlannedJob } from "../plan-jobs.ts";
import { cancelledKey } from "./queue-names.ts";
import type { QueueSession } from "./session.ts";

/** Seconds a command that waits for results has to see that its sweep is cancelled. */
const TOLD_FOR = 3600;
const AT_ONCE = 256;

export interface Cancelled {
  /** Jobs taken out of the queue. */
  readonly removed: number;
  /** Jobs being computed; they end by themselves. */
  readonly running: number;
  /** Jobs whose results wait to be fetched, by the same command without `--cancel`. */
  readonly done: number;
}

/** Take the jobs of a sweep that nobody has begun out of the queue, and end commands that wait for it. */
export async function cancelSweep(
  { library, queue, client }: QueueSession,
  jobs: readonly PlannedJob[],
  planHash: string,
): Promise<Cancelled> {
  await client.set(cancelledKey(planHash), "1", "EX", TOLD_FOR);
  const count = { removed: 0, running: 0, done: 0 };
  for (let from = 0; from < jobs.length; from += AT_ONCE) {
    const found = await Promise.all(
      jobs.slice(from, from + AT_ONCE).map(({ id }) => library.bullmq.Job.fromId(queue, id)),
    );
    for (const job of found) {
      if (!job) continue;
      const state = await job.getState();
      if (state === "active") count.running += 1;
      else if (state === "completed") count.done += 1;
      // 0: a worker took it just now.
      else if ((await queue.remove(job.id!)) === 1) count.removed += 1;
      else count.running += 1;
    }
  }
  return count;
}
