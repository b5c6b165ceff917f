import { DrawRun } from "./draw-run.ts";
import { EndlessDraws } from "./endless-draws.ts";
import type { DrawGround, DrawResult } from "./run-draws.ts";

/** Solves draws on one ground, now and later ones too. */
export interface DrawWork {
  /** Results in the order of the draws, each a set of values by parameter. */
  solve(draws: readonly Float64Array[]): readonly DrawResult[];
}

/** Who solves the draws of a crisis: its clock decides. */
export function drawWork(ground: DrawGround): DrawWork {
  return ground.crisis.clock.steps === undefined ? new EndlessDraws(ground) : new DrawRun(ground);
}
