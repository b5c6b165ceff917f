import type { Crisis } from "../../crisis/model.ts";
import { readAsOf } from "../as-of.ts";
import type { Change } from "../what-if-change.ts";
import { type DrawRunner, runDrawsInSequence } from "./draw-runner.ts";
import type { DrawnGrade } from "./graded-evidence.ts";
import type { DrawResult, DrawTask } from "./run-draws.ts";

/** Draws in a task, where there are enough: so few that threads end at nearly the same time. What one lays out, the next goes on from. */
const DRAWS_IN_TASK = 4;
/** Draws that keep a thread busy for a while. */
export const DRAWS_EACH = 16;
/** Tasks at most, in all or for each thread, whichever is more: sending one takes longer than many a small draw. */
const TASKS = 64;
const TASKS_EACH = 32;

/** Solves draws, given as values by parameter, in their order. */
export type DrawSolver = (draws: readonly Float64Array[]) => Promise<readonly DrawResult[]>;

export interface DrawSolverOptions {
  readonly drawRunner?: DrawRunner;
  /** Called when some draws are done, with how many of how many, over all calls of the solver. */
  readonly onDraws?: (done: number, all: number) => void;
  /** How many draws are planned in all; more than that move the end away. */
  readonly told?: number;
  readonly grades?: readonly DrawnGrade[];
  readonly changes?: readonly Change[];
  /** How many tasks run at the same time; 1 by default. Small batches are dealt out evenly. */
  readonly threads?: number;
}

/**
 * What solves draws of a crisis as of a date, in tasks dealt out to the runner.
 *
 * @param when the as-of step of a forecast, and the date it was asked for with.
 */
export function drawSolver(
  crisis: Crisis,
  when: { readonly asOfStep: number; readonly asOf: string | undefined },
  options: DrawSolverOptions,
): DrawSolver {
  const { drawRunner = runDrawsInSequence, onDraws, told = 0, grades, changes, threads = 1 } = options;
  let before = 0;
  const tell = (done: number): void => onDraws?.(before + done, Math.max(told, before + done));
  // The forecast at hand was asked for with the same date; on an endless clock there is none.
  const asOf = crisis.clock.steps === undefined ? undefined : readAsOf(crisis, when.asOf);
  const request = { asOfStep: when.asOfStep, asOfDay: asOf && "day" in asOf ? asOf.day : 0 };
  return async (draws) => {
    const size = drawsInTask(draws.length, threads);
    const batches = Array.from({ length: Math.ceil(draws.length / size) }, (_, k) =>
      draws.slice(k * size, (k + 1) * size),
    );
    const extras = { ...(grades ? { grades } : {}), ...(changes ? { changes } : {}) };
    const tasks = batches.map((own): DrawTask => ({ crisis, request, draws: own, ...extras }));
    const results = await drawRunner(tasks, (done) => tell(Math.min(draws.length, done * size)));
    before += draws.length;
    return results.flat();
  };
}

/** How many draws go into a task; the digits do not depend on it. */
export function drawsInTask(draws: number, threads: number): number {
  const few = Math.min(DRAWS_IN_TASK, Math.ceil(draws / threads));
  return Math.max(1, few, Math.ceil(draws / Math.max(TASKS, TASKS_EACH * threads)));
}
