import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import type { JobResult, SweepJob } from "../sweep-job.ts";
import { connection, greet, refusalOf } from "./connect.ts";
import { leave, ownPresence, present, TELL_EVERY, tell } from "./presence.ts";
import type { QueueAddress } from "./queue-address.ts";
import { queueLibrary } from "./queue-library.ts";
import { PREFIX, queueName } from "./queue-names.ts";

export interface WorkerOptions {
  readonly address: QueueAddress;
  readonly version: string;
  /** Jobs computed at the same time. */
  readonly threads: number;
  /** Milliseconds after which the jobs of a worker that is not heard of are given to others. */
  readonly lock: number;
  /** What the threads run; its default export takes a job of BullMQ. */
  readonly processorFile: string;
  readonly onNotice: (notice: string) => void;
  readonly onRows: (rows: number) => void;
}

export interface RunningWorker {
  /** Ends after the jobs at hand; at once where Redis is gone. */
  close(): Promise<void>;
}

/** What a thread is told when it starts. */
export interface ProcessorData {
  readonly url: string;
  readonly version: string;
}

/**
 * A worker may be killed a thousand times with the same job: that is the
 * machine's doing, not the job's. A job that fails by itself is another matter.
 */
const KILLED = 1000;

/**
 * Takes jobs of this version from a queue and computes them on threads, until
 * closed. The threads keep this one free to say that the jobs are in good
 * hands, however long they take.
 *
 * @throws {SweepError} `package-missing`, `queue-unreachable`, `queue-refuses`, `queue-too-old`.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { address, version, threads, lock, onNotice, onRows } = options;
  const library = await queueLibrary();
  await greet(library, address);
  const client = connection(library, address, true);
  const data: ProcessorData = { url: address.url, version };
  const worker = new library.bullmq.Worker<SweepJob, JobResult>(queueName(version), options.processorFile, {
    connection: client,
    prefix: PREFIX,
    concurrency: threads,
    useWorkerThreads: true,
    workerThreadsOptions: { workerData: data },
    lockDuration: lock,
    stalledInterval: Math.max(500, lock / 2),
    maxStalledCount: KILLED,
  });
  // Redis may refuse a thousand times a second: told once, and anew when something worked in between.
  let refused = "";
  worker.on("completed", (job) => {
    refused = "";
    onRows(job.data.rows.length);
  });
  worker.on("failed", (job, error) =>
    onNotice(`A job failed${job ? ` (${job.id?.slice(0, 12)})` : ""}: ${error.message}`),
  );
  worker.on("error", (error) => {
    const refusal = refusalOf(error, address);
    if (refusal && refusal.message !== refused) onNotice(refusal.message);
    refused = refusal?.message ?? refused;
  });
  noticeLosses(client, address, onNotice);
  const presence = beThere(client, options);
  return {
    async close() {
      await presence.end();
      // Without Redis nobody could be given what is computed; it is computed elsewhere.
      await worker.close(client.status !== "ready");
      client.disconnect();
    },
  };
}

/** A lost connection is told once, and so is its return; commands wait for it. */
function noticeLosses(client: Redis, { shown }: QueueAddress, onNotice: (notice: string) => void): void {
  let lost = false;
  let ending = false;
  client.on("error", () => {});
  client.on("end", () => {
    ending = true;
  });
  client.on("close", () => {
    if (!lost && !ending && client.status !== "end") onNotice(`The connection to ${shown} is lost; trying again.`);
    lost = true;
  });
  client.on("ready", () => {
    if (lost) onNotice(`The connection to ${shown} is back.`);
    lost = false;
  });
}

/** Tell the others of this worker, and this worker of sweeps it cannot take part in. */
function beThere(client: Redis, { version, threads, onNotice }: WorkerOptions): { end(): Promise<void> } {
  const name = randomUUID();
  const told = new Set<string>();
  const once = async (): Promise<void> => {
    if (client.status !== "ready") return;
    await tell(client, "worker", name, ownPresence(version, threads));
    for (const sweep of await present(client, "sweep")) {
      if (sweep.version === version || told.has(sweep.version)) continue;
      told.add(sweep.version);
      onNotice(
        `A sweep of version ${sweep.version} waits on ${sweep.host}. This worker is of ${version} and does not take its jobs; install that version to take part.`,
      );
    }
  };
  // What goes wrong here goes wrong for the jobs too, and is told there.
  const quietly = (): void => void once().catch(() => {});
  client.on("ready", quietly);
  quietly();
  const timer = setInterval(quietly, TELL_EVERY);
  return {
    async end() {
      clearInterval(timer);
      if (client.status === "ready") await leave(client, "worker", name).catch(() => {});
    },
  };
}
