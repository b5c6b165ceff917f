import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { addLevels, levelRoom } from "./add-levels.ts";
import { AsOfMoves, reachAsOf } from "./as-of-moves.ts";
import type { PartBelief } from "./belief.ts";
import { type FilterGround, prepareFilter } from "./filter-ground.ts";
import type { FilterRequest } from "./filter-request.ts";
import { type Ahead, FilterRun } from "./filter-run.ts";
import { sizeOfPlan } from "./filter-size.ts";
import type { Block } from "./move-mass.ts";
import { expectEnding, survivalAhead } from "./plain-pass.ts";
import { predictEndings } from "./predict-endings.ts";
import { type ReportClass, reportClasses } from "./report-classes.ts";
import { passBackward, rowSums, weighWithout } from "./smooth.ts";
import { lastUses, readReliable } from "./source-masses.ts";
import { weighInOrder } from "./weigh-in-order.ts";
import { nodeMasses } from "./weigh-rows.ts";

/**
 * What the reports say about one part of a crisis: exact filtering forward
 * over (node, reliable sources, what has been seen), smoothing backward,
 * prediction from the as-of step on.
 *
 * With x the node at the end of step t, b the hidden bits, a the as-of step:
 *
 *     α(t, x, b) = P(x, b, reports of steps < t, survival of steps < t)
 *     β(t, x, b) = P(reports of steps > t, survival of steps t … a − 1 | x, b)
 *
 * Within a step, a report of moves alone is weighed as soon as no later stage
 * can change what it says; t then counts such legs (`LegPlan`).
 *
 * The mass is Σ α·f·β at the end of any step, f the factors of the reports
 * weighed there. To leave a report out, to take only the first ones or to make
 * a source reliable changes f alone, so one pass each way gives them all.
 * Steps before a were survived; what ends in step a is kept, and the reports
 * of that step are weighed at the state it ended in.
 *
 * @param policy   probabilities of the choices where actors choose.
 * @param request  as-of step and day, and the question.
 * @param ground   as prepared before for this evidence and request and a game of the same structure.
 * @returns masses, not probabilities: see `PartBelief`.
 *
 * @throws {GameError} `needs-finite-clock`, `step-outside-clock`, `filter-too-large`.
 *
 * Cost: (outcomes of all stages × columns) for each step, twice up to the
 * as-of step (three times with a question), once with one column after it; see
 * `filterSize`. Masses are not rescaled: some hundreds of reports fit a double.
 * Does not mutate its arguments.
 *
 * Tests: test/inference/filter-part.test.ts (every history enumerated).
 */
export function filterPart(
  game: Game,
  policy: Policy,
  evidence: Evidence,
  request: FilterRequest,
  ground: FilterGround = prepareFilter(game, evidence, request),
): PartBelief {
  const { asOfStep } = request;
  const { counted, plan } = ground;
  const run = new FilterRun(game, policy, ground);
  const survival = survivalAhead(run.flows, asOfStep, plan.legs);
  const plain = survival.at.map((cells, leg): Ahead => {
    return run.isOfAsOfStep(leg) ? run.sureAhead(leg) : { rows: run.rowsOf(leg, cells, 1), ended: null };
  });
  const { prefix, at } = weighInOrder(run, plain);
  const stages = reachAsOf(run, at + 1);
  const classes = reportClasses(run, counted);
  const past = smoothPast(run, policy, evidence, { last: plain[run.last]!, stages, classes });
  const after = run.afterAsOf();
  const endings = predictEndings(run.flows, { step: asOfStep, ...after }, past.levels);
  const asked = request.question;
  return {
    ...past,
    aliveAtEnd: after.atEnd.slice(),
    endings,
    prefix,
    survival: survival.total,
    without: { mass: past.without, question: withoutQuestion(run, classes, request) },
    question: asked === undefined ? 0 : answeredBy(game, endings, asked),
    counted: Int32Array.from(counted, (report) => report.index),
    cells: sizeOfPlan(game, plan, run.columns).cells,
  };
}

type Past = Pick<PartBelief, "mass" | "alive" | "nextMoves" | "levels" | "levelsNow" | "reliable"> & {
  readonly without: Float64Array;
};

/** The backward pass with all reports. */
function smoothPast(
  run: FilterRun,
  policy: Policy,
  evidence: Evidence,
  given: { readonly last: Ahead; readonly stages: readonly Block[]; readonly classes: readonly ReportClass[] },
): Past {
  const { game, plan } = run;
  const { last, stages, classes } = given;
  const levels = levelRoom(game, game.steps);
  const without = new Float64Array(plan.reports.length);
  const reliable = new Float64Array(evidence.sources.length);
  const moves = new AsOfMoves(run, policy, stages);
  const uses = lastUses(plan, evidence);
  let alive = new Float64Array(0);
  passBackward(run, { leg: run.last, ahead: last }, 0, {
    atEnd(leg, ahead) {
      weighWithout(run, classes, leg, ahead, without);
      readReliable(run, evidence, uses, { leg, ahead }, reliable);
      if (leg === run.last || !run.endsStep(leg)) return;
      const masses = nodeMasses(run.weighings[leg]!, run.weightsOf(leg), run.massRows(leg), ahead.rows);
      addLevels(game, game.stages.length, masses, plan.legs[leg]!.step, levels);
    },
    atPosition(leg, position, next, ended) {
      moves.atPosition(leg, position, next, ended);
      if (position === 0) alive = rowSums(stages[0]!, next);
    },
  });
  const mass = alive.reduce((sum, own) => sum + own, 0);
  uses.forEach((use, source) => {
    if (use < 0) reliable[source] = evidence.sources[source]!.reliability * mass;
  });
  const levelsNow = levelRoom(game, 1);
  addLevels(game, 0, alive, 0, levelsNow);
  return { mass, alive, nextMoves: moves.byStage, levels, levelsNow, reliable, without };
}

/** Mass of the question's ending by its step without each report: a backward pass of its own. */
function withoutQuestion(
  run: FilterRun,
  classes: readonly ReportClass[],
  { asOfStep, question }: FilterRequest,
): Float64Array {
  const without = new Float64Array(run.plan.reports.length);
  if (question === undefined || question.byStep < asOfStep || classes.length === 0) return without;
  const worth = Float64Array.from(run.flows.classes.ending, (ending) => Number(ending === question.ending));
  expectEnding(run.flows, { worth, width: 1, from: asOfStep, by: question.byStep }, (step, cells) => {
    if (step > asOfStep) return;
    const last = { rows: run.rowsOf(run.last, cells, 1), ended: run.terminalRows(run.last, worth, 1) };
    passBackward(run, { leg: run.last, ahead: last }, Math.min(...classes.map((own) => own.last)), {
      atEnd: (leg, ahead) => weighWithout(run, classes, leg, ahead, without),
    });
  });
  return without;
}

/** Mass of an ending by a step. */
function answeredBy(game: Game, endings: Float64Array, question: NonNullable<FilterRequest["question"]>): number {
  let mass = 0;
  for (let step = 0; step <= Math.min(question.byStep, game.steps - 1); step++) {
    mass += endings[question.ending * game.steps + step]!;
  }
  return mass;
}
