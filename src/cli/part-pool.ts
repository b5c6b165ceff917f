import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { type PartAnswer, resultsOf } from "../analysis/part-answer.ts";
import { type PartRunner, runInSequence } from "../analysis/part-runner.ts";

/** The worker of the built program; run from its sources, the command line computes in one thread. */
const builtWorker = fileURLToPath(new URL("./part-worker.js", import.meta.url));

export interface PartPool {
  readonly threads: number;
  readonly run: PartRunner;
  /** Ends the threads; a process with living threads does not end. */
  close(): Promise<void>;
}

/**
 * Runs parts on worker threads. The threads start with the first parts and
 * serve later ones too. One thread, or one part, is computed where it is.
 *
 * @param threads at least 1; the number of cores by default. Never more than
 *   there are parts. The results are the same for any number.
 * @param workerFile what the threads run; where it is absent, one thread computes.
 */
export function partPool(threads: number = availableParallelism(), workerFile: string = builtWorker): PartPool {
  let pool: Piscina | undefined;
  return {
    threads: existsSync(workerFile) ? threads : 1,
    async run(tasks, onDone) {
      const wanted = Math.min(threads, tasks.length);
      if (wanted <= 1 || !existsSync(workerFile)) return await runInSequence(tasks, onDone);
      pool ??= new Piscina({ filename: workerFile, minThreads: wanted, maxThreads: wanted });
      const running = pool;
      let done = 0;
      const answers = await Promise.all(
        tasks.map(async (task) => {
          const answer: PartAnswer = await running.run(task);
          done += 1;
          onDone?.(done);
          return answer;
        }),
      );
      return answers.map(resultsOf);
    },
    async close() {
      await pool?.destroy();
      pool = undefined;
    },
  };
}
