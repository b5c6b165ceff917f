import { type PartAnswer, type PartRunner, type PartTask, resultsOf } from "brink";

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
  readonly task: PartTask;
  readonly lane: Lane;
  readonly urgent: boolean;
  readonly done: (answer: PartAnswer) => void;
  readonly failed: (reason: unknown) => void;
}

/** Workers of the worker: parts of a crisis are solved at the same time, and other messages are still heard. */
export class PartPool {
  readonly size: number;
  readonly #idle: Worker[] = [];
  readonly #queue: Job[] = [];
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
          const answer = await this.#answer(task, lane, urgent);
          done += 1;
          if (!lane.dropped) onDone?.(done);
          return resultsOf(answer);
        }),
      );
    };
  }

  #answer(task: PartTask, lane: Lane, urgent: boolean): Promise<PartAnswer> {
    return new Promise((done, failed) => {
      const before = urgent ? this.#queue.findIndex((job) => !job.urgent) : -1;
      this.#queue.splice(before < 0 ? this.#queue.length : before, 0, { task, lane, urgent, done, failed });
      this.#next();
    });
  }

  #next(): void {
    const job = this.#queue.shift();
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
    worker.onmessage = ({ data }: MessageEvent<PartAnswer>) => {
      this.#idle.push(worker);
      if (job.lane.dropped) job.failed(new Dropped());
      else job.done(data);
      this.#next();
    };
    worker.onerror = (event) => {
      this.#started -= 1;
      worker.terminate();
      job.failed(
        new Error(event.message || "A worker stopped; the crisis may need more memory than the browser gives."),
      );
      this.#next();
    };
    worker.postMessage(job.task);
  }

  #start(): Worker | undefined {
    if (this.#started >= this.size) return undefined;
    this.#started += 1;
    return new Worker(self.location.href, { type: "module", name: PART_WORKER });
  }
}
