import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { type PartAnswer, resultsOf } from "../analysis/part-answer.ts";
import { type PartRunner, runInSequence } from "../analysis/part-runner.ts";
import { type DrawRunner, runDrawsInSequence } from "../analysis/ranges/draw-runner.ts";
import type { DrawResult, DrawTask } from "../analysis/ranges/run-draws.ts";
import type { PartTask } from "../analysis/run-parts.ts";
import { GroundWriter, type PackedResults, unpackResults } from "./shared-draws.ts";

/** The worker of the built program; run from its sources, the command line computes in one thread. */
const builtWorker = fileURLToPath(new URL("./part-worker.js", import.meta.url));

/** Milliseconds: a thread that waits for its next task loses more than a little of so short a one. */
const SHORT = 50;

export interface PartPool {
  readonly threads: number;
  readonly run: PartRunner;
  readonly runDraws: DrawRunner;
  /** Ends the threads; a process with living threads does not end. */
  close(): Promise<void>;
}

/**
 * Runs parts, and draws of the parameters, on worker threads. The threads start
 * with the first tasks and serve later ones too. One thread, or one task, is
 * computed where it is.
 *
 * @param threads at least 1; the number of cores by default. Never more than
 *   there are tasks. The results are the same for any number.
 * @param workerFile what the threads run; where it is absent, one thread computes.
 */
export function partPool(threads: number = availableParallelism(), workerFile: string = builtWorker): PartPool {
  let pool: Piscina | undefined;
  const grounds = new GroundWriter();
  const worth = (tasks: number): boolean => Math.min(threads, tasks) > 1 && existsSync(workerFile);
  /** Threads for so many tasks: a thread that has work would take a second task before another is started. */
  const poolFor = async (tasks: number): Promise<Piscina> => {
    const wanted = Math.min(threads, tasks);
    if (pool !== undefined && pool.options.minThreads < wanted && pool.queueSize === 0) await end();
    pool ??= new Piscina({
      filename: workerFile,
      minThreads: wanted,
      maxThreads: threads,
      concurrentTasksPerWorker: 2,
    });
    return pool;
  };
  const end = async (): Promise<void> => {
    const old = pool;
    pool = undefined;
    // What a thread has sent by then is nobody's any more.
    old?.on("error", () => {});
    await old?.destroy();
  };
  /**
   * @param name what the worker exports for these tasks.
   * @param pack makes a task ready to be sent, `open` reads what comes back, both while other tasks run; they never throw.
   */
  const runAll = async <Task, Found, Result>(
    name: string,
    tasks: readonly Task[],
    { pack, open }: { readonly pack: (task: Task) => unknown; readonly open: (found: Found) => Result },
    onDone: ((done: number) => void) | undefined,
  ): Promise<readonly Result[]> => {
    const running = await poolFor(tasks.length);
    const results: Result[] = [];
    let next = 0;
    let done = 0;
    let tell: (areShort: boolean) => void = () => {};
    const short = new Promise<boolean>((resolve) => {
      tell = resolve;
    });
    /** One task after the other. */
    const line = async (): Promise<void> => {
      while (next < tasks.length) {
        const own = next++;
        const begin = performance.now();
        results[own] = open(
          await running.run(pack(tasks[own]!), { name }).catch((thrown: unknown) => {
            // Nobody waits for the others any more.
            next = tasks.length;
            throw thrown;
          }),
        );
        onDone?.(++done);
        if (performance.now() - begin < SHORT) tell(true);
      }
      tell(false);
    };
    /** With short tasks a thread has a second line, so that its next task is there when it is done with one. */
    const second = async (): Promise<void> => {
      if (await short) await line();
    };
    await Promise.all(Array.from({ length: 2 * threads }, (_, k) => (k < threads ? line() : second())));
    return results;
  };
  return {
    threads: existsSync(workerFile) ? threads : 1,
    async run(tasks, onDone) {
      if (!worth(tasks.length)) return await runInSequence(tasks, onDone);
      // Read when all are there: of several failures the first in their order is told, on any number of threads.
      const answers = await runAll<PartTask, PartAnswer, PartAnswer>(
        "answerPart",
        tasks,
        { pack: same, open: same },
        onDone,
      );
      return answers.map(resultsOf);
    },
    async runDraws(tasks, onDone) {
      if (!worth(tasks.length)) return await runDrawsInSequence(tasks, onDone);
      return await runAll<DrawTask, PackedResults, readonly DrawResult[]>(
        "runDraws",
        tasks,
        { pack: (task) => grounds.share(task), open: unpackResults },
        onDone,
      );
    },
    close: end,
  };
}

function same<T>(one: T): T {
  return one;
}
