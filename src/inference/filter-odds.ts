import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { AsOfMoves, reachAsOf } from "./as-of-moves.ts";
import { type FilterGround, prepareFilter } from "./filter-ground.ts";
import type { FilterRequest } from "./filter-request.ts";
import { FilterRun } from "./filter-run.ts";
import { predictEndings } from "./predict-endings.ts";
import { passBackward } from "./smooth.ts";

/** Masses of the endings alone, as in `PartBelief`. */
export interface PartEndings {
  readonly mass: number;
  /** Mass of ending e in step t: [e · T + t]. */
  readonly endings: Float64Array;
}

/** The same with the moves of the as-of step. */
export interface PartOutlook extends PartEndings {
  /** By stage: mass of each move, and last of passing. */
  readonly nextMoves: readonly Float64Array[];
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
  const run = runWithAll(game, policy, ground);
  for (let leg = 0; leg <= run.last; leg++) run.advance(leg, run.isOfAsOfStep(leg));
  return endingsOf(run, request);
}

/**
 * The same, to the last digit, with the moves of the as-of step.
 *
 * Cost: that of `filterOdds` and of `filterNextMoves`.
 *
 * @throws {GameError} as `filterPart`.
 */
export function filterOutlook(
  game: Game,
  policy: Policy,
  evidence: Evidence,
  request: FilterRequest,
  ground: FilterGround = prepareFilter(game, evidence, request),
): PartOutlook {
  const endings = filterOdds(game, policy, evidence, request, ground);
  return { ...endings, nextMoves: filterNextMoves(game, policy, ground) };
}

/**
 * The moves of the as-of step alone, for who knows the endings.
 *
 * Cost: the forward pass up to the as-of step, and that step both ways once more.
 */
export function filterNextMoves(game: Game, policy: Policy, ground: FilterGround): PartOutlook["nextMoves"] {
  const run = runWithAll(game, policy, ground);
  const moves = new AsOfMoves(run, policy, reachAsOf(run, 0));
  passBackward(run, { leg: run.last, ahead: run.sureAhead(run.last) }, run.firstOfAsOfStep, {
    atPosition: (...place) => moves.atPosition(...place),
  });
  return moves.byStage;
}

function runWithAll(game: Game, policy: Policy, ground: FilterGround): FilterRun {
  const run = new FilterRun(game, policy, ground, { passedOnce: true });
  ground.plan.reports.forEach((_, k) => {
    run.include(k, true);
  });
  return run;
}

function endingsOf(run: FilterRun, { asOfStep }: FilterRequest): PartEndings {
  const endings = predictEndings(run.flows, { step: asOfStep, ...run.afterAsOf() }, null);
  return { mass: endings.reduce((sum, mass) => sum + mass, 0), endings };
}
