/** Draws of the parameters: a script of its own, since nobody waits for them at first. */
import { DrawKeeper, type DrawResult } from "brink";
import type { NamedDrawTask } from "./part-pool.ts";

const keeper = new DrawKeeper();

export function solveDraws(task: NamedDrawTask): readonly DrawResult[] {
  return keeper.on(task.ground, () => task).solve(task.draws);
}
