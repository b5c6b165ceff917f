import { type PartResult, type PartTask, runPart } from "./run-part.ts";

/**
 * Runs the parts of a crisis and returns their results in the order of the
 * tasks, however they were scheduled, so that sums over parts have the same
 * digits for any number of threads.
 */
export type PartRunner = (tasks: readonly PartTask[], onDone?: (done: number) => void) => Promise<readonly PartResult[]>;

/** One part after the other in this thread; each part's tables and policy are freed before the next. */
export const runInSequence: PartRunner = async (tasks, onDone) => {
  const results: PartResult[] = [];
  for (const task of tasks) {
    results.push(runPart(task));
    onDone?.(results.length);
    // Let a page or a progress bar breathe between parts.
    await Promise.resolve();
  }
  return results;
};
