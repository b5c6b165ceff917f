import {
  type DrawResult,
  type DrawRunner,
  type DrawTask,
  type PartAnswer,
  type PartRunner,
  type PartTask,
  type QuickRunner,
  type QuickTask,
  type QuickTaskResult,
  resultsOf,
  sameGround,
} from "brink";

/** Draws that are solved at once in a worker: on a large crisis half a second, which is how long other work may wait. */
const PIECE = 1;
/** Milliseconds without work that someone waits for after which all workers take work that can wait. */
const QUIET = 3000;

/** Milliseconds for which a worker may go on with what nobody wants any more: a new one takes as long to come to speed. */
const PATIENCE = 700;

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

export interface NamedDrawTask extends DrawTask {
  /** Tells what its draws have in common from that of other tasks: a worker keeps what it laid out for it. */
  readonly ground: string;
}

/** A quick task with a name for its crisis and date: a worker keeps what the next task about them can use. */
export interface NamedQuickTask {
  readonly quick: QuickTask;
  readonly about: string;
}

export type WorkerTask = PartTask | NamedDrawTask | NamedQuickTask;

export interface Urgency {
  /** Before all that is not. */
  readonly urgent: boolean;
  /** Soon done: it is let finish when it is no longer wanted; other work is ended with its worker. */
  readonly short: boolean;
}

/** A worker that solves one task after the other. */
export interface PartWorker {
  solve(task: WorkerTask): void;
  end(): void;
}

/** What is heard of a worker: the results of its task, or why it stopped. */
export interface Hearer {
  answered(answer: unknown): void;
  failed(message: string): void;
}

interface Job {
  readonly task: WorkerTask;
  readonly lane: Lane;
  readonly urgency: Urgency;
  readonly done: (answer: unknown) => void;
  readonly failed: (reason: unknown) => void;
}

/** Workers of the worker: parts of a crisis are solved at the same time, and other messages are still heard. */
export class PartPool {
  readonly size: number;
  readonly #startWorker: (hearer: Hearer) => PartWorker;
  readonly #idle: PartWorker[] = [];
  readonly #queue: Job[] = [];
  readonly #running = new Map<PartWorker, Job>();
  #started = 0;
  readonly #grounds = new GroundNames();
  /** When work that someone waits for last began. */
  #lastWanted = Number.NEGATIVE_INFINITY;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(size: number, startWorker: (hearer: Hearer) => PartWorker) {
    this.size = size;
    this.#startWorker = startWorker;
  }

  /** A runner for one piece of work; it ends with `Dropped` when the work is no longer wanted. */
  runner(lane: Lane, urgency: Urgency): PartRunner {
    return async (tasks, onDone) => {
      let done = 0;
      return await Promise.all(
        tasks.map(async (task) => {
          const answer = await this.#answer<PartAnswer>(task, lane, urgency);
          done += 1;
          if (!lane.dropped) onDone?.(done);
          return resultsOf(answer);
        }),
      );
    };
  }

  /** The same for draws of the parameters; they wait for everything else, and are dealt out in pieces soon done. */
  drawRunner(lane: Lane): DrawRunner {
    return async (tasks, onDone) => {
      let done = 0;
      const largest = Math.max(1, ...tasks.map(({ draws }) => draws.length));
      const solve = async (task: NamedDrawTask): Promise<readonly DrawResult[]> => {
        const results = await this.#answer<readonly DrawResult[]>(task, lane, { urgent: false, short: false });
        done += task.draws.length;
        // In tasks, a piece being a part of one.
        if (!lane.dropped) onDone?.(done / largest);
        return results;
      };
      return await Promise.all(
        tasks.map(async (task) => {
          const ground = this.#grounds.of(task);
          return (await Promise.all(piecesOf({ ...task, ground }).map(solve))).flat();
        }),
      );
    };
  }

  /** The same for the odds alone. */
  quickRunner(lane: Lane, about: string, urgent: boolean): QuickRunner {
    const urgency = { urgent, short: true };
    return (tasks) => Promise.all(tasks.map((quick) => this.#answer<QuickTaskResult>({ quick, about }, lane, urgency)));
  }

  /** Nothing of a lane is wanted any more: what waits is not begun. */
  drop(lane: Lane): void {
    lane.dropped = true;
    this.#endDropped();
  }

  /** Ends tasks of dropped work that run on for long; others are let finish. */
  #endDropped(): void {
    for (const [worker, job] of this.#running) {
      if (!job.lane.dropped) continue;
      job.failed(new Dropped());
      if (!job.urgency.short) setTimeout(() => this.#endUnlessDone(worker, job), PATIENCE);
    }
    this.#next();
  }

  #endUnlessDone(worker: PartWorker, job: Job): void {
    if (this.#running.get(worker) !== job) return;
    this.#lose(worker);
    this.#next();
  }

  #answer<Answer>(task: WorkerTask, lane: Lane, urgency: Urgency): Promise<Answer> {
    return new Promise((settle, failed) => {
      // The worker answers each kind of task with the results of that kind.
      const done = (answer: unknown): void => settle(answer as Answer);
      const before = this.#queue.findIndex((job) => orderOf(job.urgency) > orderOf(urgency));
      this.#queue.splice(before < 0 ? this.#queue.length : before, 0, { task, lane, urgency, done, failed });
      this.#next();
    });
  }

  /** Begins what may begin, as long as there is a worker for it. */
  #next(): void {
    for (let job = this.#take(); job; job = this.#take()) {
      if (job.lane.dropped) {
        job.failed(new Dropped());
        continue;
      }
      const worker = this.#idle.pop() ?? this.#start();
      if (!worker) {
        this.#queue.unshift(job);
        return;
      }
      if (!canWait(job.urgency)) this.#lastWanted = performance.now();
      this.#running.set(worker, job);
      worker.solve(job.task);
    }
  }

  #answered(worker: PartWorker, answer: unknown): void {
    const job = this.#running.get(worker);
    // Its worker was ended while the answer was on its way.
    if (!job) return;
    this.#running.delete(worker);
    this.#idle.push(worker);
    if (job.lane.dropped) job.failed(new Dropped());
    else job.done(answer);
    this.#next();
  }

  /** A worker has stopped by itself: the work its task is part of cannot be done. */
  #failed(worker: PartWorker, message: string): void {
    const job = this.#running.get(worker);
    if (!job) return;
    this.#lose(worker);
    job.failed(new Error(message || "A worker stopped; the crisis may need more memory than the browser gives."));
    this.drop(job.lane);
  }

  /** The next job that may start: while someone is at work one worker is kept free of work that takes long and can wait. */
  #take(): Job | undefined {
    const waiting = [...this.#running.values()].filter(({ urgency }) => canWait(urgency)).length;
    const quiet = performance.now() - this.#lastWanted;
    const full = quiet < QUIET && waiting >= Math.max(1, this.size - 1);
    const place = this.#queue.findIndex((job) => !canWait(job.urgency) || job.lane.dropped || !full);
    if (place < 0 && this.#queue.length > 0) this.#lookAgain(QUIET - quiet);
    return place < 0 ? undefined : this.#queue.splice(place, 1)[0];
  }

  #lookAgain(milliseconds: number): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.#next(), milliseconds + 1);
  }

  #lose(worker: PartWorker): void {
    this.#running.delete(worker);
    this.#started -= 1;
    worker.end();
  }

  #start(): PartWorker | undefined {
    if (this.#started >= this.size) return undefined;
    this.#started += 1;
    const worker = this.#startWorker({
      answered: (answer) => this.#answered(worker, answer),
      failed: (message) => this.#failed(worker, message),
    });
    return worker;
  }
}

/** One name for tasks that differ in nothing but their draws. */
class GroundNames {
  #last: DrawTask | undefined;
  #count = 0;

  of(task: DrawTask): string {
    if (this.#last === undefined || !sameGround(this.#last, task)) this.#count += 1;
    this.#last = task;
    return String(this.#count);
  }
}

/** A task in smaller ones, in order. */
function piecesOf(task: NamedDrawTask): readonly NamedDrawTask[] {
  return Array.from({ length: Math.ceil(task.draws.length / PIECE) }, (_, k) => ({
    ...task,
    draws: task.draws.slice(k * PIECE, (k + 1) * PIECE),
  }));
}

const canWait = ({ urgent, short }: Urgency): boolean => !urgent && !short;

/** What is asked for first, then what is soon done, then what can wait. */
function orderOf({ urgent, short }: Urgency): number {
  return (urgent ? 0 : 2) + (short ? 0 : 1);
}
