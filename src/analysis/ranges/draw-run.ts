import { LaneGames } from "../../lanes/lane-games.ts";
import { EndingsSolver } from "../solve-endings.ts";
import { GradedEvidence } from "./graded-evidence.ts";
import { PairedRunner } from "./paired-runner.ts";
import type { DrawGround, DrawResult } from "./run-draws.ts";

/**
 * Solves draws on one ground, now and later ones too, on a clock with a last
 * step. The structure of a part is laid out once and priced again for every
 * part and draw that shares it; the digits of a draw are those it has alone.
 *
 * Cost: for each draw and part one pricing, one backward and one forward pass;
 * with changes what `PairedRunner` says.
 */
export class DrawRun {
  private readonly solver: { solve(draws: readonly Float64Array[]): readonly DrawResult[] };

  constructor(ground: DrawGround) {
    this.solver = ground.changes ? new PairedRunner(ground, ground.changes) : new PlainRunner(ground);
  }

  solve(draws: readonly Float64Array[]): readonly DrawResult[] {
    return this.solver.solve(draws);
  }
}

/** Each draw as it is. */
class PlainRunner {
  private readonly solver: EndingsSolver;

  constructor({ crisis, request, grades }: DrawGround) {
    const graded = new GradedEvidence(grades ?? []);
    this.solver = new EndingsSolver(crisis, request, {
      regrade: (told, parameters) => graded.of(told, parameters),
      lanes: new LaneGames(),
    });
  }

  solve(draws: readonly Float64Array[]): readonly DrawResult[] {
    return this.solver.wholes(draws).map((found) => ("code" in found ? { failure: found } : found));
  }
}
