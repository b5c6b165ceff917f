import type { Game } from "../../src/game/game.ts";
import { BackwardStep } from "../../src/solvers/backward-step.ts";
import { policyRow } from "../../src/solvers/solve-backward.ts";

export interface PlainClock {
  /** Probabilities by stage in the first step of the longest clock. */
  readonly row: readonly Float64Array[];
  /** The last twenty steps moved no probability by more than 1e-11. */
  readonly settled: boolean;
}

/** Rule 1 of an endless clock as it is defined: backward steps from a continuation of zero, nothing else. */
export function lengthenPlainly(game: Game, mostSteps: number): PlainClock {
  const step = new BackwardStep(game);
  let row = policyRow(game, 0);
  let before = policyRow(game, 0);
  let quiet = 0;
  for (let t = 0; t < mostSteps && quiet < 20; t++) {
    [row, before] = [before, row];
    step.run(0, game.active, 0, false, row);
    quiet = rowDistance(row, before) <= 1e-11 ? quiet + 1 : 0;
  }
  return { row, settled: quiet >= 20 };
}

/** Largest difference of two probabilities. */
export function rowDistance(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  let worst = 0;
  a.forEach((probabilities, p) => {
    for (let k = 0; k < probabilities.length; k++) {
      worst = Math.max(worst, Math.abs(probabilities[k]! - b[p]![k]!));
    }
  });
  return worst;
}
