import {
  type DrawResult,
  type DrawRunner,
  type DrawTask,
  type PartAnswer,
  type PartRunner,
  type PartTask,
  resultsOf,
} from "brink";

/** Name of a worker of the worker: the same script, fetched once, in another role. */
export const PART_WORKER = "part";

/** Thrown into work whose lane was taken over or stopped. */
export class Dropped extends Error {
  constructor() {
    super("dropped");
    this.name = "Dropped";
  }
}

/** Which work is still wanted. */
export interface Lane {
  dropped: boolean;
}

interface Job {
  readonly task: PartTask | DrawTask;
  readonly lane: Lane;
  readonly urgent: boolean;
  readonly done: (answer: unknown) => void;
  readonly failed: (reason: unknown) => void;
}

/** Workers of the worker: parts of a crisis are solved at the same time, and other messages are still heard. */
export class PartPool {
  readonly size: number;
  readonly #idle: Worker[] = [];
  readonly #queue: Job[] = [];
  readonly #running = new Map<Worker, Job>();
  #started = 0;

  constructor(size: number) {
    this.size = size;
  }

  /**
   * A runner for one piece of work; it ends with `Dropped` when the work is no longer wanted.
   *
   * @param urgent before all that is not
   */
  runner(lane: Lane, urgent = true): PartRunner {
    return async (tasks, onDone) => {
      let done = 0;
      return await Promise.all(
        tasks.map(async (task) => {
          const answer = await this.#answer<PartAnswer>(task, lane, urgent);
          done += 1;
          if (!lane.dropped) onDone?.(done);
          return resultsOf(answer);
        }),
      );
    };
  }

  /** The same for draws of the parameters; they wait for everything else. */
  drawRunner(lane: Lane): DrawRunner {
    return async (tasks, onDone) => {
      let done = 0;
      return await Promise.all(
        tasks.map(async (task) => {
          const results = await this.#answer<readonly DrawResult[]>(task, lane, false);
          done += 1;
          if (!lane.dropped) onDone?.(done);
          return results;
        }),
      );
    };
  }

  /** Ends tasks of dropped work that could run for long; others are let finish. */
  endDropped(): void {
    for (const [worker, job] of this.#running) {
      if (!job.lane.dropped || job.urgent) continue;
      this.#lose(worker);
      job.failed(new Dropped());
    }
    this.#next();
  }

  #answer<Answer>(task: PartTask | DrawTask, lane: Lane, urgent: boolean): Promise<Answer> {
    return new Promise((settle, failed) => {
      // The worker answers each kind of task with the results of that kind.
      const done = (answer: unknown): void => settle(answer as Answer);
      const before = urgent ? this.#queue.findIndex((job) => !job.urgent) : -1;
      this.#queue.splice(before < 0 ? this.#queue.length : before, 0, { task, lane, urgent, done, failed });
      this.#next();
    });
  }

  #next(): void {
    const job = this.#take();
    if (!job) return;
    if (job.lane.dropped) {
      job.failed(new Dropped());
      this.#next();
      return;
    }
    const worker = this.#idle.pop() ?? this.#start();
    if (!worker) {
      this.#queue.unshift(job);
      return;
    }
    this.#running.set(worker, job);
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#running.delete(worker);
      this.#idle.push(worker);
      if (job.lane.dropped) job.failed(new Dropped());
      else job.done(data);
      this.#next();
    };
    worker.onerror = (event) => {
      this.#lose(worker);
      job.failed(
        new Error(event.message || "A worker stopped; the crisis may need more memory than the browser gives."),
      );
      this.#next();
    };
    worker.postMessage(job.task);
  }

  /** The next job that may start: one worker is kept free of work that can wait. */
  #take(): Job | undefined {
    const waiting = [...this.#running.values()].filter(({ urgent }) => !urgent).length;
    const full = waiting >= Math.max(1, this.size - 1);
    const place = this.#queue.findIndex((job) => job.urgent || job.lane.dropped || !full);
    return place < 0 ? undefined : this.#queue.splice(place, 1)[0];
  }

  #lose(worker: Worker): void {
    this.#running.delete(worker);
    this.#started -= 1;
    worker.terminate();
  }

  #start(): Worker | undefined {
    if (this.#started >= this.size) return undefined;
    this.#started += 1;
    return new Worker(self.location.href, { type: "module", name: PART_WORKER });
  }
}
