import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { type FilterGround, prepareFilter } from "./filter-ground.ts";
import type { FilterRequest } from "./filter-request.ts";
import { FilterRun } from "./filter-run.ts";
import { predictEndings } from "./predict-endings.ts";

/** Masses of the endings alone, as in `PartBelief`. */
export interface PartEndings {
  readonly mass: number;
  /** Mass of ending e in step t: [e · T + t]. */
  readonly endings: Float64Array;
}

/**
 * The odds of the endings with all reports counted, and nothing else: the
 * forward half of `filterPart`, for baselines.
 *
 * @throws {GameError} as `filterPart`.
 */
export function filterOdds(
  game: Game,
  policy: Policy,
  evidence: Evidence,
  request: FilterRequest,
  ground: FilterGround = prepareFilter(game, evidence, request),
): PartEndings {
  const { asOfStep } = request;
  const run = new FilterRun(game, policy, ground, { passedOnce: true });
  ground.plan.reports.forEach((_, k) => {
    run.include(k, true);
  });
  for (let leg = 0; leg <= run.last; leg++) run.advance(leg, run.isOfAsOfStep(leg));
  const endings = predictEndings(run.flows, { step: asOfStep, ...run.afterAsOf() }, null);
  return { mass: endings.reduce((sum, mass) => sum + mass, 0), endings };
}
