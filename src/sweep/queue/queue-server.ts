import type { Job, WorkerOptions } from "bullmq";
import type { SweepError } from "../sweep-error.ts";
import type { JobResult, SweepJob } from "../sweep-job.ts";
import type { JobQueue } from "./job-queue.ts";
import type { QueueAddress } from "./queue-address.ts";

/**
 * A server that holds queues. What differs between Redis and Postgres is
 * behind this; who gives work and who does it know nothing of either.
 */
export interface QueueServer {
  readonly address: QueueAddress;
  /** As it stands in sentences. */
  readonly name: "Redis" | "Postgres";
  /**
   * Says hello, so that a wrong address is told at once and in plain words.
   *
   * @throws {SweepError} `queue-unreachable`, `queue-refuses`, `queue-too-old`.
   */
  greet(): Promise<void>;
  /** A connection that comes back by itself. */
  connect(options: ConnectOptions): QueueConnection;
  /** The server answers, but does not do as told; undefined for everything else. */
  refusalOf(thrown: unknown): SweepError | undefined;
  /** Whether the connection is gone, or the server just starts or is full, so that trying again may help. */
  isLost(thrown: unknown): boolean;
}

export interface ConnectOptions {
  /** Whether what is asked waits for a lost connection to come back, as a worker's must; else it fails at once. */
  readonly patient: boolean;
  /** Called once when the connection is lost, and once when it is back. */
  readonly onLost?: () => void;
  readonly onBack?: () => void;
}

/** What a sweep keeps on the server beside its jobs: texts by name, each for some time. */
export interface KeptTexts {
  put(name: string, text: string, seconds: number): Promise<void>;
  get(name: string): Promise<string | undefined>;
  /** The texts whose names begin so, in no order. */
  list(prefix: string): Promise<readonly string[]>;
  delete(name: string): Promise<void>;
}

export interface QueueConnection {
  readonly kept: KeptTexts;
  /** Whether the server can be asked now, as far as is known. */
  readonly isReady: boolean;
  /** The queue, for who gives it work. */
  openQueue(name: string): Promise<JobQueue>;
  /**
   * Takes jobs from the queue until closed.
   *
   * @throws {SweepError} `clock-off`.
   */
  startWorker(name: string, processorFile: string, options: WorkerSettings): Promise<JobWorker>;
  /** At once, whatever is still asked for. */
  close(): Promise<void>;
}

/** What is used of BullMQ's worker, whichever server it is on. */
export interface JobWorker {
  on(event: "completed", listener: (job: Job<SweepJob, JobResult>) => void): unknown;
  on(event: "failed", listener: (job: Job<SweepJob, JobResult> | undefined, error: Error) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  /** @param force without waiting for the jobs at hand. */
  close(force: boolean): Promise<void>;
}

/** Settings of BullMQ that are the same for every server. */
export type WorkerSettings = Omit<WorkerOptions, "connection" | "prefix"> & { readonly lockDuration: number };
