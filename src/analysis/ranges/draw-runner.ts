import { type DrawResult, type DrawTask, runDraws } from "./run-draws.ts";

/** Solves batches of draws and returns their results in the order of the tasks, however they were scheduled. */
export type DrawRunner = (
  tasks: readonly DrawTask[],
  onDone?: (done: number) => void,
) => Promise<readonly (readonly DrawResult[])[]>;

/** One batch after the other in this thread. */
export const runDrawsInSequence: DrawRunner = async (tasks, onDone) => {
  const results: (readonly DrawResult[])[] = [];
  for (const task of tasks) {
    results.push(runDraws(task));
    onDone?.(results.length);
    // Let a page or a progress bar breathe between batches.
    await Promise.resolve();
  }
  return results;
};
