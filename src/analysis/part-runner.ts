import { type PartResult, type PartTask, runParts } from "./run-parts.ts";

/**
 * Runs the parts of a crisis and returns their results in the order of the
 * tasks, however they were scheduled, so that sums over parts have the same
 * digits for any number of threads.
 */
export type PartRunner = (
  tasks: readonly PartTask[],
  onDone?: (done: number) => void,
) => Promise<readonly (readonly PartResult[])[]>;

/** One task after the other in this thread. */
export const runInSequence: PartRunner = async (tasks, onDone) => {
  const results: (readonly PartResult[])[] = [];
  for (const task of tasks) {
    results.push(await runParts(task));
    onDone?.(results.length);
    // Let a page or a progress bar breathe between tasks.
    await Promise.resolve();
  }
  return results;
};

/** So many that structures are shared, so few that progress can be shown. */
const MOST_PARTS = 8;

/**
 * Deal the parts out to tasks: consecutive ones together, since a part that
 * differs from the one before in numbers only is compiled and planned at once.
 *
 * @param threads how many run at the same time; each gets as many tasks as the others.
 */
export function dealParts(parts: number, threads: number): readonly (readonly number[])[] {
  const tasks = Math.min(parts, threads * Math.ceil(parts / (threads * MOST_PARTS)));
  return Array.from({ length: tasks }, (_, k) => {
    const from = Math.floor((k * parts) / tasks);
    const to = Math.floor(((k + 1) * parts) / tasks);
    return Array.from({ length: to - from }, (_part, i) => from + i);
  });
}
