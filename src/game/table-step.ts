import type { Game } from "./game.ts";

/** The step of the game whose tables hold in a step of the clock: without an end, every step is like the first. */
export function tableStep({ steps }: Game, step: number): number {
  return Number.isFinite(steps) ? step : 0;
}
