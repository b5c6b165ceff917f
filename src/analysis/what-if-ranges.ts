import { parameterValues } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import { quantileWeighted } from "../numeric/quantile-weighted.ts";
import { SOBOL_DIMENSIONS } from "../numeric/sobol-directions.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import { type DrawnRounds, drawRounds } from "./ranges/draw-rounds.ts";
import type { DrawRunner } from "./ranges/draw-runner.ts";
import { DRAWS_EACH, drawSolver } from "./ranges/draw-solver.ts";
import { noRanges, problemsOf, tooManyRanges } from "./ranges/range-problems.ts";
import type { DrawResult } from "./ranges/run-draws.ts";
import { uncertainParameters } from "./ranges/uncertain-parameters.ts";
import { weightedMean } from "./ranges/weigh-draws.ts";
import { type Output, outputsOf, valuesOf } from "./sensitivity/outputs.ts";
import type { WhatIfOptions } from "./what-if.ts";
import type { Change } from "./what-if-change.ts";
import type { ActorWorth, RangeOfOdds, WhatIfRanges } from "./what-if-result.ts";

export interface WhatIfDrawOptions extends WhatIfOptions {
  /** Draws of the parameters, at least 1. */
  readonly draws: number;
  readonly seed?: number;
  readonly drawRunner?: DrawRunner;
  readonly onDraws?: (done: number, all: number) => void;
}

const LOW = 0.1;
const HIGH = 0.9;

/**
 * Ranges of several changes and of their differences from the crisis as it is,
 * from the same draws of the parameters on both sides, each draw counted by how
 * well the crisis as it is explains the reports in it. What is the same on both
 * sides falls out of the difference; so its range is narrower than the two
 * ranges set against each other.
 *
 * @param asOfStep of the answer at hand.
 * @returns by change; empty where no parameter has a range, which is said.
 *
 * Errors: `too-many-ranges`, `no-draw-counts`. Warnings: `no-ranges`,
 * `ranges-collapsed`, `few-draws`, `draws-left-out`.
 *
 * The same digits for any runner and any number of threads.
 * Cost: for each draw the base run with its backward half, and two runs from
 * where a change begins.
 */
export async function whatIfRanges(
  crisis: Crisis,
  changes: readonly Change[],
  asOfStep: number,
  options: WhatIfDrawOptions,
): Promise<{ readonly ranges: readonly WhatIfRanges[]; readonly diagnostics: readonly Diagnostic[] }> {
  const uncertain = uncertainParameters(crisis, options.parameters ?? parameterValues(crisis));
  const { count } = uncertain;
  if (count > SOBOL_DIMENSIONS) return { ranges: [], diagnostics: [tooManyRanges(crisis, count)] };
  if (count === 0) return { ranges: [], diagnostics: [noRanges()] };
  const { seed = 1, threads = 1, drawRunner, onDraws, draws, asOf } = options;
  const solve = drawSolver(
    crisis,
    { asOfStep, asOf },
    { changes, threads, told: draws, ...(drawRunner ? { drawRunner } : {}), ...(onDraws ? { onDraws } : {}) },
  );
  const drawn = await drawRounds(uncertain, { draws, seed, atOnce: threads * DRAWS_EACH, solve, watched: () => [] });
  const diagnostics = problemsOf(crisis, drawn);
  if (hasErrors(diagnostics)) return { ranges: [], diagnostics };
  return { ranges: changes.map((_, c) => rangesOf(crisis, drawn, c, { seed, parameters: count })), diagnostics };
}

/** What one draw at the values of the file makes of the worth of a change to each actor; null where it is none. */
export async function worthOfChange(
  crisis: Crisis,
  change: Change,
  asOfStep: number,
  options: Pick<WhatIfDrawOptions, "parameters" | "drawRunner" | "asOf">,
): Promise<readonly ActorWorth[] | null> {
  const { drawRunner, asOf } = options;
  const solving = { changes: [change], ...(drawRunner ? { drawRunner } : {}) };
  const solve = drawSolver(crisis, { asOfStep, asOf }, solving);
  const [result] = await solve([options.parameters ?? parameterValues(crisis)]);
  const worth = result && "changed" in result ? result.changed?.[0]?.worth : undefined;
  if (!worth) return null;
  return crisis.actors.flatMap(({ name, label, actsByChance }, actor) =>
    actsByChance ? [] : [{ name, label, base: worth.base[actor]!, changed: worth.changed[actor]! }],
  );
}

function rangesOf(
  crisis: Crisis,
  drawn: DrawnRounds,
  change: number,
  { seed, parameters }: { readonly seed: number; readonly parameters: number },
): WhatIfRanges {
  const { results, weights } = drawn;
  const rangeOf = (odds: Float64Array): RangeOfOdds => {
    const [low = Number.NaN, high = Number.NaN] = quantileWeighted(odds, weights, [LOW, HIGH]);
    return { mean: weightedMean(weights, odds), low, high };
  };
  const rows = outputsOf(crisis).map((output) => {
    const base = valuesOf(crisis, output, results);
    const changed = changedBy(crisis, output, results, change);
    const difference = base.map((odds, d) => changed[d]! - odds);
    return { output, base: rangeOf(base), changed: rangeOf(changed), difference: rangeOf(difference) };
  });
  const question = rows.find(({ output }) => output.kind === "question");
  return {
    parameters,
    draws: results.length,
    effectiveSampleSize: drawn.effectiveSampleSize,
    collapsed: drawn.collapsed,
    leftOut: results.filter((result) => "failure" in result).length,
    rounds: drawn.rounds,
    seed,
    question: question ? { base: question.base, changed: question.changed, difference: question.difference } : null,
    endings: rows
      .filter(({ output }) => output.kind === "ending")
      .map(({ output: { name, label }, base, changed, difference }) => ({ name, label, base, changed, difference })),
  };
}

/** Odds by draw with the change; NaN for draws without a say. */
function changedBy(crisis: Crisis, output: Output, results: readonly DrawResult[], change: number): Float64Array {
  const steps = crisis.clock.steps ?? 1;
  return Float64Array.from(results, (result) => {
    const odds = "changed" in result ? result.changed?.[change]?.odds : undefined;
    if (!odds) return Number.NaN;
    let sum = 0;
    for (let t = 0; t <= output.byStep; t++) sum += odds[output.ending * steps + t]!;
    return sum;
  });
}
