import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { answerTask, type OnProgress, type ToolAnswer, type ToolTask } from "./answer-task.ts";

/** What a worker sends: how far it is, then its answer. */
export type ToolMessage =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "answer"; readonly answer: ToolAnswer };

/** A call was taken back, or took too long. */
export class ToolStopped extends Error {
  readonly reason: "cancelled" | "too-slow" | "too-much-memory";

  constructor(reason: ToolStopped["reason"]) {
    super(reason);
    this.name = "ToolStopped";
    this.reason = reason;
  }
}

export interface ToolThreadsOptions {
  /** Built worker; where it is absent, calls are answered in this thread and cannot be stopped while they compute. */
  readonly workerFile: string;
  /** Seconds after which a call is stopped. */
  readonly limit: number;
}

/** Megabytes of objects a call may hold (tables are beside that, and estimated before they are made). */
const MOST_MEGABYTES = 2048;

/**
 * Answers calls one after the other, each in a thread of its own that ends with
 * it: a call can be stopped at any time, and takes nothing with it.
 */
export class ToolThreads {
  readonly #options: ToolThreadsOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ToolThreadsOptions) {
    this.#options = options;
  }

  /** @throws {ToolStopped} where the call was taken back or took too long. */
  run(task: ToolTask, signal: AbortSignal, onProgress: OnProgress): Promise<ToolAnswer> {
    const turn = this.#last.then(() => this.#run(task, signal, onProgress));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #run(task: ToolTask, signal: AbortSignal, onProgress: OnProgress): Promise<ToolAnswer> {
    if (signal.aborted) throw new ToolStopped("cancelled");
    const { workerFile, limit } = this.#options;
    return existsSync(workerFile)
      ? await inThread(workerFile, task, signal, onProgress, limit * 1000)
      : await answerTask(task, onProgress);
  }
}

function inThread(
  workerFile: string,
  task: ToolTask,
  signal: AbortSignal,
  onProgress: OnProgress,
  limit: number,
): Promise<ToolAnswer> {
  return new Promise((settle, fail) => {
    // What a worker prints must not come between the messages of the protocol.
    const worker = new Worker(workerFile, {
      workerData: task,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    const stop = (reason: ToolStopped["reason"]): void => end(() => fail(new ToolStopped(reason)));
    const cancel = (): void => stop("cancelled");
    const timer = setTimeout(() => stop("too-slow"), limit);
    const end = (then: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      worker.removeAllListeners();
      // An ended worker may still complain.
      worker.on("error", () => undefined);
      void worker.terminate().then(then, then);
    };
    signal.addEventListener("abort", cancel, { once: true });
    worker.on("message", (message: ToolMessage) => {
      if (message.kind === "progress") onProgress(message.done, message.total);
      else end(() => settle(message.answer));
    });
    worker.on("error", (cause: Error & { readonly code?: string }) => {
      if (cause.code === "ERR_WORKER_OUT_OF_MEMORY") stop("too-much-memory");
      else end(() => fail(cause));
    });
    worker.on("exit", () => end(() => fail(new Error("the worker ended without an answer"))));
  });
}
