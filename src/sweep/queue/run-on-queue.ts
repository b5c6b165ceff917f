import type { CrisisBundle } from "../crisis-bundle.ts";
import type { JobRunner } from "../job-runner.ts";
import type { PlannedJob } from "../plan-jobs.ts";
import { SweepError } from "../sweep-error.ts";
import type { JobResult } from "../sweep-job.ts";
import type { JobState } from "./job-queue.ts";
import { cancelledName } from "./queue-names.ts";
import { putCrises, type QueueSession } from "./session.ts";
import { Steady } from "./steady.ts";
import { WorkerWatch } from "./worker-watch.ts";

export interface OnQueueOptions {
  readonly session: QueueSession;
  /** Bundles by hash. */
  readonly bundles: ReadonlyMap<string, CrisisBundle>;
  /** See `planHash`. */
  readonly planHash: string;
  /** Milliseconds without the server after which it is given up; the jobs stay there. */
  readonly patience: number;
  /** Called with what a waiting person should know: no workers, connection lost, workers of another version. */
  readonly onNotice: (notice: string) => void;
}

/** Jobs asked for together, at least; with many workers twice as many as they compute at a time. */
const TOGETHER = 8;
/** Jobs seen in one look, at most: between looks the sweep hears whether it is to stop. */
const MOST_SEEN = 256;
/** Milliseconds between two looks. */
const LOOK_EVERY = 200;
/** One look in so many goes further back too. */
const FURTHER_EVERY = 5;
/** A failed job is given back to the workers so often before the sweep ends. */
const SECOND_CHANCES = 2;

/**
 * Have jobs computed by workers, anywhere. All jobs are laid down at once, so
 * that the workers go on when this process does not. A result is delivered
 * before it is taken out of the queue. Whatever is missing there (a Redis was
 * restarted without its data, somebody cleared it) is laid down again.
 */
export function runOnQueue(options: OnQueueOptions): JobRunner {
  return async (jobs, { deliver, signal }) => {
    const { session, onNotice, patience, planHash, bundles } = options;
    const { shown } = session.server.address;
    const steady = new Steady({
      server: session.server,
      patience,
      signal,
      onLost: () => onNotice(`The connection to ${shown} is lost; trying again. Nothing is lost yet.`),
      onBack: () => onNotice(`The connection to ${shown} is back.`),
    });
    const cancelledHere = cancelledName(planHash);
    const stopIfCancelled = async (): Promise<void> => {
      if ((await steady.do(() => session.kept.get(cancelledHere))) !== undefined) throw cancelled();
    };
    const run = new QueueRun({ session, steady, bundles, deliver, stopIfCancelled });
    await steady.do(() => session.kept.delete(cancelledHere));
    await run.add(jobs);
    const watch = new WorkerWatch(session, steady, onNotice);
    try {
      while (run.outstanding > 0 && !signal.aborted) {
        await run.look(Math.max(TOGETHER, 2 * watch.threads), signal);
        await watch.look(run.outstanding);
        await stopIfCancelled();
        if (run.outstanding > 0) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
      }
    } finally {
      await watch.leave();
    }
  };
}

interface QueueRunOptions {
  readonly session: QueueSession;
  readonly steady: Steady;
  readonly bundles: ReadonlyMap<string, CrisisBundle>;
  readonly deliver: (job: PlannedJob, result: JobResult) => void;
  /** @throws {SweepError} `sweep-cancelled`. */
  readonly stopIfCancelled: () => Promise<void>;
}

class QueueRun {
  readonly #session: QueueSession;
  readonly #steady: Steady;
  readonly #bundles: ReadonlyMap<string, CrisisBundle>;
  readonly #deliver: QueueRunOptions["deliver"];
  readonly #stopIfCancelled: () => Promise<void>;
  /** In the order of the plan. */
  readonly #open = new Map<string, PlannedJob>();
  readonly #failures = new Map<string, number>();
  #looks = 0;
  /** Where the last look further back began. */
  #further = 0;

  constructor({ session, steady, bundles, deliver, stopIfCancelled }: QueueRunOptions) {
    this.#session = session;
    this.#steady = steady;
    this.#bundles = bundles;
    this.#deliver = deliver;
    this.#stopIfCancelled = stopIfCancelled;
  }

  get outstanding(): number {
    return this.#open.size;
  }

  async add(jobs: readonly PlannedJob[]): Promise<void> {
    for (const job of jobs) this.#open.set(job.id, job);
    await this.#steady.do(() => putCrises(this.#session, this.#bundles));
    await this.#steady.do(() => this.#session.queue.add(jobs));
  }

  /**
   * Fetch what is done among the outstanding jobs; lay down again what is
   * missing. Workers take jobs in order, so that behind some that are all still
   * open hardly any is done: asking for each of them each time would cost more
   * than many a job. One that was given back waits behind the others, though, and
   * stands before them here; so now and then some further back are looked at too.
   */
  async look(together: number, signal: AbortSignal): Promise<void> {
    const open = [...this.#open.values()];
    const seen = await this.#lookFrom(open, 0, together, signal);
    if (this.#looks++ % FURTHER_EVERY > 0 || seen >= open.length) return;
    this.#further += together;
    if (this.#further < seen || this.#further >= open.length) this.#further = seen;
    await this.#lookFrom(open, this.#further, together, signal);
  }

  /**
   * Lay down again. What a cancelled sweep misses was taken away on purpose: that
   * it is cancelled is noted before the first job is taken.
   */
  async #addAgain(jobs: readonly PlannedJob[]): Promise<void> {
    await this.#stopIfCancelled();
    await this.add(jobs);
  }

  /** Look at some jobs, and at the next as long as there is news of them; returns where it came to. */
  async #lookFrom(open: readonly PlannedJob[], from: number, together: number, signal: AbortSignal): Promise<number> {
    let to = from;
    let news = true;
    while (news && to < Math.min(open.length, from + MOST_SEEN) && !signal.aborted) {
      news = await this.#lookAt(open.slice(to, to + together));
      to += together;
    }
    return to;
  }

  /** Whether anything was done, missing or failed. */
  async #lookAt(planned: readonly PlannedJob[]): Promise<boolean> {
    const ids = planned.map(({ id }) => id);
    const found = await this.#steady.do(() => this.#session.queue.find(ids));
    const missing = planned.filter(({ id }) => !found.has(id));
    if (missing.length > 0) await this.#addAgain(missing);
    let news = missing.length > 0;
    for (const job of planned) {
      const state: JobState | undefined = found.get(job.id);
      if (state?.kind === "done") await this.#take(job, state.result);
      else if (state?.kind === "failed") await this.#again(job, state.reason);
      news ||= state !== undefined && state.kind !== "open";
    }
    return news;
  }

  async #take(planned: PlannedJob, result: JobResult): Promise<void> {
    if (!Array.isArray(result) || result.length !== planned.job.rows.length) {
      await this.#remove(planned.id);
      return;
    }
    this.#deliver(planned, result);
    this.#open.delete(planned.id);
    await this.#remove(planned.id);
  }

  async #remove(id: string): Promise<void> {
    await this.#steady.do(() => this.#session.queue.remove(id));
  }

  /** A worker may have lost the crisis or its memory; what fails again and again ends the sweep. */
  async #again(planned: PlannedJob, reason: string): Promise<void> {
    const failures = (this.#failures.get(planned.id) ?? 0) + 1;
    this.#failures.set(planned.id, failures);
    await this.#remove(planned.id);
    if (failures <= SECOND_CHANCES) {
      await this.#addAgain([planned]);
      return;
    }
    throw new SweepError(
      "job-failed",
      `${rowsInWords(planned)} cannot be computed: ${reason}`,
      "run the same command without `--queue` to see whether this machine can; what is done is kept.",
      { job: planned.id, reason },
    );
  }
}

function rowsInWords({ firstRow, job }: PlannedJob): string {
  const first = firstRow + 1;
  return job.rows.length === 1 ? `Row ${first}` : `Rows ${first} to ${firstRow + job.rows.length}`;
}

function cancelled(): SweepError {
  return new SweepError(
    "sweep-cancelled",
    "The sweep was cancelled with `--cancel`.",
    "run the same command again to go on from what is done.",
  );
}
