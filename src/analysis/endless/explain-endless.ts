import { parameterValues } from "../../crisis/compile/parts.ts";
import type { Crisis } from "../../crisis/model.ts";
import { filterPart } from "../../inference/filter-part.ts";
import { Flows } from "../../inference/flows.ts";
import { beginNext, spreadStep, startMass } from "../../inference/plain-pass.ts";
import { exp } from "../../numeric/exp.ts";
import { log } from "../../numeric/log.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { ExplainResult } from "../explain-result.ts";
import { explainedTables } from "../explain-tables.ts";
import { joinBeliefs } from "../joined-belief.ts";
import { waysOfPart } from "../paths-of-part.ts";
import { reasonsOfPart } from "../reasons-of-part.ts";
import type { SolvedPart } from "../run-parts.ts";
import { GOES_ON, longClock } from "./long-clock.ts";
import { type SolvedEndlessPart, solveEndlessParts } from "./solve-endless-parts.ts";

/** Ways are followed until so little still goes on, for so many steps at most. */
const LEFT = 1e-6;
const MOST_STEPS = 3000;
/** Payoffs are counted until a util of then is worth so little now, for so many steps at most: (node, step) pairs. */
const LITTLE = 1e-10;
const MOST_VALUED = 100_000;
const MOST_PAIRS = 3e7;

/**
 * Why the odds of a crisis without a last step are what they are, as `explain`
 * tells it for one that has: reasons and ways of the stationary solution, from
 * the first step on, looked at for so many steps that what comes later hardly
 * counts. What still goes on then is told as an ending of its own.
 *
 * Errors: those of `forecastEndless`.
 *
 * Cost: that of `explainPart` for so many steps.
 */
export function explainEndless(
  crisis: Crisis,
  paths: number,
  parameters: Float64Array = parameterValues(crisis),
): { readonly result: ExplainResult | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const { found: solved, diagnostics } = solveEndlessParts(crisis, parameters, (own) => own);
  if (!solved) return { result: undefined, diagnostics };
  const steps = Math.max(...solved.map((one) => stepsToFollow(crisis, one)));
  const valued = Math.max(...solved.map(stepsToValue));
  const parts = solved.map((one) => explained(crisis, one, { steps, valued }, parameters));
  const weights = solved.map(({ part }) => part.weight);
  const belief = joinBeliefs(
    parts.map((part) => part.belief),
    weights,
  );
  const [first] = solved;
  const long = longClock(crisis, first!.game, first!.policy, steps).crisis;
  const asOf = { label: "the start", step: 0, day: 0 };
  const result = explainedTables({ crisis: long, asOf, belief, parts, weights }, paths);
  return {
    result: {
      ...result,
      steps: [],
      stepEnds: [],
      notes: [...result.notes, lookedAt(steps, result), ...missed(solved, valued)],
    },
    diagnostics,
  };
}

function explained(
  crisis: Crisis,
  { part, game: own, policy: stationary, record }: SolvedEndlessPart,
  { steps, valued }: { readonly steps: number; readonly valued: number },
  parameters: Float64Array,
): SolvedPart {
  const { crisis: long, game, policy } = longClock(crisis, own, stationary, steps);
  const request = {
    asOfStep: 0,
    asOfDay: 0,
    ...(long.question ? { question: { ending: long.question.ending, byStep: long.question.byStep } } : {}),
  };
  const belief = filterPart(game, policy, { sources: [], watches: [], reports: [] }, request);
  const { fixedLevels } = part;
  const input = { crisis: long, game, policy, belief, request, fixedLevels, parameters };
  // Reasons may have to look further ahead than ways, and cost less.
  const movers = reasonsOfPart({ ...input, ...longClock(crisis, own, stationary, valued) });
  const explanation = { mass: belief.mass, movers, ways: waysOfPart(input) };
  return { belief, explanation, record, states: own.blockStart[1]!, steps };
}

/** δ of the actor that looks furthest ahead. */
function longestSight({ game }: SolvedEndlessPart): number {
  return Math.max(...game.discount.filter((_, j) => !Number.isNaN(game.precision[j]!)));
}

/** So many that what is paid later is hardly worth anything now. */
function stepsToValue(part: SolvedEndlessPart): number {
  const delta = longestSight(part);
  const worthless = delta > 0 ? Math.ceil(log(LITTLE) / log(delta)) : 1;
  const most = Math.max(MOST_STEPS, Math.floor(MOST_PAIRS / part.game.stateCode.length));
  return Math.max(1, Math.min(worthless, most, MOST_VALUED));
}

/** So many that hardly anything still goes on. */
function stepsToFollow(crisis: Crisis, { game: own, policy: stationary }: SolvedEndlessPart): number {
  const { game, policy } = longClock(crisis, own, stationary, MOST_STEPS);
  const flows = new Flows(game, policy);
  let cells = startMass(game);
  let step = 0;
  while (step + 1 < MOST_STEPS) {
    cells = beginNext(flows, step, 1, spreadStep(flows, step, 1, { from: 0, cells, ended: null }));
    step++;
    if (cells.reduce((sum, mass) => sum + mass, 0) <= LEFT) break;
  }
  return step + 1;
}

/** What the values of reasons leave out, where it is more than rounding. */
function missed(solved: readonly SolvedEndlessPart[], valued: number): readonly string[] {
  const delta = Math.max(...solved.map(longestSight));
  const share = exp(valued * log(delta));
  if (!(share > 10 * LITTLE)) return [];
  return [
    `Payoffs are counted for ${valued} steps: what is paid later, ${share.toExponential(1)} of what is paid for ever, is missing in what moves are worth.`,
  ];
}

function lookedAt(steps: number, { endings }: ExplainResult): string {
  const left = endings.find(({ label }) => label === GOES_ON)?.probability ?? 0;
  const rest = left > LEFT ? `; what still goes on then is told as \`${GOES_ON}\`` : "";
  return `The clock has no end: ways are followed for ${steps} steps, everyone keeping to the stationary solution${rest}.`;
}
