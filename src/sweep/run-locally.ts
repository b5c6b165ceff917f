import { existsSync } from "node:fs";
import { Piscina } from "piscina";
import { DrawKeeper } from "../analysis/ranges/draw-keeper.ts";
import type { CrisisBundle } from "./crisis-bundle.ts";
import { CrisisShelf } from "./crisis-shelf.ts";
import type { JobRunner, JobRunnerOptions } from "./job-runner.ts";
import type { PlannedJob } from "./plan-jobs.ts";
import { runJob } from "./run-job.ts";
import { SweepError } from "./sweep-error.ts";
import type { JobResult, SweepJob } from "./sweep-job.ts";

/** What a thread is sent. */
export interface SweepTask {
  readonly job: SweepJob;
  readonly bundle: CrisisBundle;
}

export interface LocalOptions {
  readonly threads: number;
  /** What the threads run (its export `runSweepTask`); where it is absent, this thread computes. */
  readonly workerFile: string;
  /** Bundles by hash. */
  readonly bundles: ReadonlyMap<string, CrisisBundle>;
}

/** Compute jobs on threads of this machine; the results are the same for any number. */
export function runLocally({ threads, workerFile, bundles }: LocalOptions): JobRunner {
  return async (jobs, options) => {
    const tasks = jobs.map((planned) => ({
      planned,
      task: { job: planned.job, bundle: bundles.get(planned.job.crisis)! },
    }));
    if (existsSync(workerFile)) await onThreads(tasks, Math.min(threads, tasks.length), workerFile, options);
    else await here(tasks, options);
  };
}

interface Waiting {
  readonly planned: PlannedJob;
  readonly task: SweepTask;
}

async function onThreads(
  waiting: readonly Waiting[],
  threads: number,
  workerFile: string,
  { deliver, signal }: JobRunnerOptions,
): Promise<void> {
  if (waiting.length === 0) return;
  const pool = new Piscina({ filename: workerFile, minThreads: threads, maxThreads: threads });
  const open = waiting.values();
  // One thread that fails stops the others: what they deliver would be lost on the way out.
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  const serve = async (): Promise<void> => {
    for (const { planned, task } of open) {
      if (stop.aborted) return;
      const rows: JobResult = await pool.run(task, { name: "runSweepTask", signal: stop });
      deliver(planned, rows);
    }
  };
  try {
    await Promise.all(
      Array.from({ length: threads }, async () => {
        try {
          await serve();
        } catch (thrown) {
          if (signal.aborted || failed.signal.aborted) return;
          failed.abort();
          throw threadFailure(thrown, threads);
        }
      }),
    );
  } finally {
    await pool.destroy();
  }
}

/** A thread that ends for want of memory has a code; all else is a fault of ours. */
function threadFailure(thrown: unknown, threads: number): unknown {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  if (code !== "ERR_WORKER_OUT_OF_MEMORY") return thrown;
  return new SweepError(
    "job-failed",
    `A thread ran out of memory; ${threads === 1 ? "it ran alone" : `${threads} ran at the same time`}. What is done is kept.`,
    threads === 1
      ? "make the crisis smaller: `brink check` says what makes it large."
      : "run the same command with `--threads 1`.",
    { threads },
  );
}

/** One job after the other in this thread. */
async function here(waiting: readonly Waiting[], { deliver, signal }: JobRunnerOptions): Promise<void> {
  const shelf = new CrisisShelf();
  const keeper = new DrawKeeper();
  for (const { planned, task } of waiting) {
    // Let signals and a progress bar have their turn.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return;
    const crisis = await shelf.crisis(task.job.crisis, () => task.bundle);
    deliver(planned, await runJob(task.job, crisis, keeper));
  }
}
