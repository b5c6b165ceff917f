import type { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { CrisisBundle } from "../crisis-bundle.ts";
import type { JobResult, SweepJob } from "../sweep-job.ts";
import { connection, greet } from "./connect.ts";
import type { QueueAddress } from "./queue-address.ts";
import { type QueueLibrary, queueLibrary } from "./queue-library.ts";
import { crisisKey, PREFIX, queueName } from "./queue-names.ts";

/** Seconds a result nobody fetched is kept, and the text of a crisis nobody asks for. */
const RESULTS_KEPT = 7 * 86_400;
const CRISIS_KEPT = 14 * 86_400;
/** A job is tried so often by the workers before it counts as failed. */
const TRIES = 3;
/** Jobs added in one go. */
const ADDED_AT_ONCE = 500;

/** The queue of one version of the program in one Redis, seen by who gives it work. */
export interface QueueSession {
  readonly library: QueueLibrary;
  readonly address: QueueAddress;
  readonly version: string;
  /** Commands fail at once while the connection is lost. */
  readonly client: Redis;
  readonly queue: Queue<SweepJob, JobResult>;
  close(): Promise<void>;
}

/**
 * @throws {SweepError} `package-missing`, `queue-unreachable`, `queue-refuses`, `queue-too-old`.
 */
export async function openSession(address: QueueAddress, version: string): Promise<QueueSession> {
  const library = await queueLibrary();
  await greet(library, address);
  const client = connection(library, address, false);
  // What breaks a connection is told by the commands that need it.
  client.on("error", () => {});
  const queue = new library.bullmq.Queue<SweepJob, JobResult>(queueName(version), {
    connection: client,
    prefix: PREFIX,
    defaultJobOptions: {
      attempts: TRIES,
      backoff: { type: "fixed", delay: 1000 },
      removeOnComplete: { age: RESULTS_KEPT },
    },
  });
  queue.on("error", () => {});
  return {
    library,
    address,
    version,
    client,
    queue,
    async close() {
      await queue.close().catch(() => {});
      client.disconnect();
    },
  };
}

/** Lay the texts of crises down where workers find them. */
export async function putCrises({ client }: QueueSession, bundles: ReadonlyMap<string, CrisisBundle>): Promise<void> {
  for (const [hash, bundle] of bundles) await client.set(crisisKey(hash), JSON.stringify(bundle), "EX", CRISIS_KEPT);
}

/** Add jobs; one that is there already, waiting or done, is not added again. */
export async function addJobs(
  { queue }: QueueSession,
  jobs: readonly { readonly id: string; readonly job: SweepJob }[],
): Promise<void> {
  for (let from = 0; from < jobs.length; from += ADDED_AT_ONCE) {
    const some = jobs.slice(from, from + ADDED_AT_ONCE);
    await queue.addBulk(some.map(({ id, job }) => ({ name: "rows", data: job, opts: { jobId: id } })));
  }
}
