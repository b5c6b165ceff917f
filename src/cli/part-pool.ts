import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { type PartAnswer, resultsOf } from "../analysis/part-answer.ts";
import { type PartRunner, runInSequence } from "../analysis/part-runner.ts";
import { type DrawRunner, runDrawsInSequence } from "../analysis/ranges/draw-runner.ts";
import type { PartTask } from "../analysis/run-parts.ts";
import { GroundWriter, type PackedResults, type SharedDrawTask, unpackResults } from "./shared-draws.ts";

/** The worker of the built program; run from its sources, the command line computes in one thread. */
const builtWorker = fileURLToPath(new URL("./part-worker.js", import.meta.url));

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
  /** @param name what the worker exports for these tasks. */
  const runAll = async <Task, Found>(
    name: string,
    tasks: readonly Task[],
    onDone: ((done: number) => void) | undefined,
  ): Promise<readonly Found[]> => {
    pool ??= new Piscina({ filename: workerFile, minThreads: Math.min(threads, tasks.length), maxThreads: threads });
    const running = pool;
    let done = 0;
    return await Promise.all(
      tasks.map(async (task) => {
        const found: Found = await running.run(task, { name });
        done += 1;
        onDone?.(done);
        return found;
      }),
    );
  };
  return {
    threads: existsSync(workerFile) ? threads : 1,
    async run(tasks, onDone) {
      if (!worth(tasks.length)) return await runInSequence(tasks, onDone);
      const answers = await runAll<PartTask, PartAnswer>("answerPart", tasks, onDone);
      return answers.map(resultsOf);
    },
    async runDraws(tasks, onDone) {
      if (!worth(tasks.length)) return await runDrawsInSequence(tasks, onDone);
      const shared = tasks.map((task) => grounds.share(task));
      const packed = await runAll<SharedDrawTask, PackedResults>("runDraws", shared, onDone);
      return packed.map(unpackResults);
    },
    async close() {
      await pool?.destroy();
      pool = undefined;
    },
  };
}
