import type { PlannedJob } from "../plan-jobs.ts";
import { cancelledName } from "./queue-names.ts";
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
  { queue, kept }: QueueSession,
  jobs: readonly PlannedJob[],
  planHash: string,
): Promise<Cancelled> {
  await kept.put(cancelledName(planHash), "1", TOLD_FOR);
  const count = { removed: 0, running: 0, done: 0 };
  for (let from = 0; from < jobs.length; from += AT_ONCE) {
    const found = await queue.find(jobs.slice(from, from + AT_ONCE).map(({ id }) => id));
    for (const [id, state] of found) {
      if (state.kind === "done") count.done += 1;
      else if (await queue.remove(id)) count.removed += 1;
      // A worker has it, perhaps since just now.
      else count.running += 1;
    }
  }
  return count;
}
