import { mistakenStart, parameterValues, partsOf, tooManyStarts } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import { readAsOf } from "./as-of.ts";
import type { ForecastResult } from "./forecast-result.ts";
import { nextMoveOdds, probabilityBy, stepLabels } from "./forecast-tables.ts";
import { type JoinedBelief, joinMoves } from "./joined-belief.ts";
import { dealParts } from "./part-runner.ts";
import { QuickParts, type QuickTask, type QuickTaskResult } from "./quick-parts.ts";

/** Answers tasks in their order, however they were scheduled. */
export type QuickRunner = (tasks: readonly QuickTask[]) => Promise<readonly QuickTaskResult[]>;

export interface QuickOptions {
  /** As for `forecast`. */
  readonly asOf?: string;
  /** Values by parameter; those of the file by default. */
  readonly parameters?: Float64Array;
  /** Where parts are solved; one after the other in this thread by default. */
  readonly runner?: QuickRunner;
  /** How many tasks the runner runs at the same time; 1 by default. */
  readonly threads?: number;
}

/** The odds of a forecast, its next moves, and nothing else. */
export interface QuickOdds {
  readonly asOfStep: number;
  /** P(question's ending by its step); null where the crisis asks nothing. */
  readonly question: number | null;
  readonly endings: readonly {
    readonly name: string;
    readonly label: string;
    readonly probability: number;
    /** P(ended so by the end of each step). */
    readonly byStep: readonly number[];
  }[];
  /** By actor: P(move) in the as-of step, as in `ForecastResult`. */
  readonly nextMoves: ForecastResult["nextMoves"];
}

/**
 * The odds of every ending and the next moves as `forecast` gives them, without
 * what takes longer: hidden facts, the weight of reports, baselines. For a page
 * that has to answer while a slider moves.
 *
 * Undefined where there is no such answer (mistakes, an endless clock, private
 * information, reports that cannot be): `forecast` says why.
 *
 * Cost: for each part one pricing, one backward and the forward half of one
 * filter, the as-of step both ways. The same digits for any runner.
 */
export async function quickOdds(crisis: Crisis, options: QuickOptions = {}): Promise<QuickOdds | undefined> {
  if (crisis.clock.steps === undefined || crisis.information === "private" || tooManyStarts(crisis)) return undefined;
  const asOf = readAsOf(crisis, options.asOf);
  if ("code" in asOf) return undefined;
  const asOfStep = crisis.ended ? Math.min(asOf.step, crisis.ended.step) : asOf.step;
  const request = { asOfStep, asOfDay: asOf.day };
  const { parameters = parameterValues(crisis), runner = quickInSequence, threads = 1 } = options;
  if (mistakenStart(crisis, parameters)) return undefined;
  const weights = partsOf(crisis, parameters).map((part) => part.weight);
  const tasks = dealParts(weights.length, threads).map((parts): QuickTask => ({ crisis, request, parameters, parts }));
  const results = (await runner(tasks)).flatMap((found) => found ?? []);
  if (results.length < weights.length) return undefined;
  const mass = results.reduce((sum, part, p) => sum + weights[p]! * part.mass, 0);
  if (!(mass > 0)) return undefined;
  const endings = new Float64Array(results[0]!.endings.length);
  results.forEach((part, p) => {
    for (let i = 0; i < endings.length; i++) endings[i]! += (weights[p]! * part.endings[i]!) / mass;
  });
  return inOdds(crisis, asOfStep, { endings, nextMoves: joinMoves(results, weights) });
}

function inOdds(
  crisis: Crisis,
  asOfStep: number,
  { endings, nextMoves }: Pick<JoinedBelief, "endings" | "nextMoves">,
): QuickOdds {
  const steps = stepLabels(crisis).length;
  const { question } = crisis;
  return {
    asOfStep,
    question: question ? probabilityBy({ endings }, question.ending, question.byStep, steps) : null,
    endings: crisis.endings.map(({ name, label }, e) => {
      const byStep = Array.from({ length: steps }, (_, t) => probabilityBy({ endings }, e, t, steps));
      return { name, label, probability: byStep.at(-1) ?? 0, byStep };
    }),
    nextMoves: nextMoveOdds(crisis, { nextMoves }),
  };
}

const quickInSequence: QuickRunner = async (tasks) => {
  const quick = new QuickParts();
  return tasks.map((task) => quick.answer(task));
};
