import { randomUUID } from "node:crypto";
import { AGAIN, inTime } from "./connection-errors.ts";
import { leave, ownPresence, present, TELL_EVERY, tell } from "./presence.ts";
import type { QueueAddress } from "./queue-address.ts";
import { queueName } from "./queue-names.ts";
import type { JobWorker, QueueConnection, QueueServer, WorkerSettings } from "./queue-server.ts";
import { serverAt } from "./server-at.ts";

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
  /** Ends after the jobs at hand; at once where the server is gone. */
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
 * @throws {SweepError} `package-missing`, `queue-unreachable`, `queue-refuses`, `queue-too-old`, `clock-off`.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { address, version, processorFile, onNotice } = options;
  const server = await serverAt(address);
  await server.greet();
  let tellAgain = (): void => {};
  const connection = server.connect({
    patient: true,
    onLost: () => onNotice(`The connection to ${address.shown} is lost; trying again.`),
    onBack() {
      onNotice(`The connection to ${address.shown} is back.`);
      tellAgain();
    },
  });
  const starting = connection.startWorker(queueName(version), processorFile, settingsOf(options));
  const worker = await starting.catch(async (thrown: unknown) => {
    await connection.close();
    throw thrown;
  });
  follow(worker, server, options);
  const presence = beThere(connection, options);
  tellAgain = presence.tell;
  return {
    async close() {
      await presence.end();
      // Without the server nobody could be given what is computed; it is computed elsewhere.
      const gone = !connection.isReady;
      const closed = gone ? connection.close() : undefined;
      await worker.close(gone);
      await (closed ?? connection.close());
    },
  };
}

function settingsOf({ address, version, threads, lock }: WorkerOptions): WorkerSettings {
  const data: ProcessorData = { url: address.url, version };
  return {
    concurrency: threads,
    useWorkerThreads: true,
    workerThreadsOptions: { workerData: data },
    lockDuration: lock,
    stalledInterval: Math.max(500, lock / 2),
    maxStalledCount: KILLED,
    runRetryDelay: AGAIN,
  };
}

/** Tell what becomes of the jobs. */
function follow(worker: JobWorker, server: QueueServer, { onNotice, onRows }: WorkerOptions): void {
  // A server may refuse a thousand times a second: told once, and anew when something worked in between.
  let refused = "";
  worker.on("completed", (job) => {
    refused = "";
    onRows(job.data.rows.length);
  });
  worker.on("failed", (job, error) =>
    onNotice(`A job failed${job ? ` (${job.id?.slice(0, 12)})` : ""}: ${error.message}`),
  );
  worker.on("error", (error) => {
    const refusal = server.refusalOf(error);
    if (refusal && refusal.message !== refused) onNotice(refusal.message);
    refused = refusal?.message ?? refused;
  });
}

/** Tell the others of this worker, and this worker of sweeps it cannot take part in. */
function beThere(
  connection: QueueConnection,
  { version, threads, onNotice }: WorkerOptions,
): { tell(): void; end(): Promise<void> } {
  const { kept } = connection;
  const name = randomUUID();
  const told = new Set<string>();
  const once = async (): Promise<void> => {
    await tell(kept, "worker", name, ownPresence(version, threads));
    for (const sweep of await present(kept, "sweep")) {
      if (sweep.version === version || told.has(sweep.version)) continue;
      told.add(sweep.version);
      onNotice(
        `A sweep of version ${sweep.version} waits on ${sweep.host}. This worker is of ${version} and does not take its jobs; install that version to take part.`,
      );
    }
  };
  // What goes wrong here goes wrong for the jobs too, and is told there.
  const quietly = (): void => void once().catch(() => {});
  quietly();
  const timer = setInterval(() => {
    if (connection.isReady) quietly();
  }, TELL_EVERY);
  return {
    tell: quietly,
    async end() {
      clearInterval(timer);
      if (connection.isReady) await inTime(leave(kept, "worker", name)).catch(() => {});
    },
  };
}
