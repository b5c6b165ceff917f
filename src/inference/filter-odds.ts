import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { levelRoom } from "./add-levels.ts";
import { countReports } from "./count-reports.ts";
import type { FilterRequest } from "./filter-request.ts";
import { FilterRun } from "./filter-run.ts";
import { checkRequest, checkSize } from "./filter-size.ts";
import { planFilter } from "./plan-filter.ts";
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
export function filterOdds(game: Game, policy: Policy, evidence: Evidence, request: FilterRequest): PartEndings {
  checkRequest(game, request);
  const { asOfStep } = request;
  const counted = countReports(evidence, (report) => report.toldDay <= request.asOfDay);
  const plan = planFilter(game, evidence, counted, asOfStep, (step) => step === asOfStep);
  checkSize(plan);
  const run = new FilterRun(game, policy, evidence, plan);
  plan.reports.forEach((_, k) => {
    run.include(k, true);
  });
  for (let step = 0; step <= asOfStep; step++) run.advance(step, step === asOfStep);
  const endings = predictEndings(game, policy, { step: asOfStep, ...run.afterAsOf() }, levelRoom(game, game.steps));
  return { mass: endings.reduce((sum, mass) => sum + mass, 0), endings };
}
