import { type DrawWork, drawWork } from "./draw-work.ts";
import type { DrawResult, DrawTask } from "./run-draws.ts";
import { sameGround } from "./same-ground.ts";

/** Solves batches of draws and returns their results in the order of the tasks, however they were scheduled. */
export type DrawRunner = (
  tasks: readonly DrawTask[],
  onDone?: (done: number) => void,
) => Promise<readonly (readonly DrawResult[])[]>;

/** One batch after the other in this thread; what one lays out, the next on the same ground goes on from. */
export const runDrawsInSequence: DrawRunner = async (tasks, onDone) => {
  const results: (readonly DrawResult[])[] = [];
  let last: { readonly task: DrawTask; readonly work: DrawWork } | undefined;
  for (const task of tasks) {
    if (last === undefined || !sameGround(last.task, task)) last = { task, work: drawWork(task) };
    results.push(last.work.solve(task.draws));
    onDone?.(results.length);
    // Let a page or a progress bar breathe between batches.
    await Promise.resolve();
  }
  return results;
};
