import { parameterValues } from "../../crisis/compile/parts.ts";
import type { Crisis } from "../../crisis/model.ts";
import { filterPart } from "../../inference/filter-part.ts";
import { Flows } from "../../inference/flows.ts";
import { beginNext, spreadStep, startMass } from "../../inference/plain-pass.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { ExplainResult } from "../explain-result.ts";
import { explainedTables } from "../explain-tables.ts";
import { type JoinedBelief, joinBeliefs } from "../joined-belief.ts";
import { percent } from "../odds-in-words.ts";
import { waysOfPart } from "../paths-of-part.ts";
import { type ExplainedMover, reasonsOfPart } from "../reasons-of-part.ts";
import type { SolvedPart } from "../run-parts.ts";
import { followPart } from "./follow-part.ts";
import { GOES_ON, longClock } from "./long-clock.ts";
import { type SolvedEndlessPart, solveEndlessParts } from "./solve-endless-parts.ts";

/** Ways are followed until so little still goes on, for so many steps at most. */
const LEFT = 1e-6;
const MOST_STEPS = 3000;
/** Shares below this are rounding. */
const ROUNDING = 1e-12;
/**
 * Why the odds of a crisis without a last step are what they are, as `explain`
 * tells it for one that has: reasons and ways of the stationary solution, from
 * the first step on. Odds and reasons are those of the long run; ways are
 * followed until hardly anything still goes on. What never ends is told as an
 * ending of its own.
 *
 * Errors: those of `forecastEndless`.
 *
 * @throws {GameError} `chain-too-large`.
 *
 * Cost: that of `explainPart` for the steps that are followed, and of `stationaryColumns`.
 */
export function explainEndless(
  crisis: Crisis,
  paths: number,
  parameters: Float64Array = parameterValues(crisis),
): { readonly result: ExplainResult | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const { found: solved, diagnostics } = solveEndlessParts(crisis, parameters, (own) => own);
  if (!solved) return { result: undefined, diagnostics };
  const steps = Math.max(...solved.map((one) => stepsToFollow(crisis, one)));
  const parts = solved.map((one) => explained(crisis, one, steps, parameters));
  const weights = solved.map(({ part }) => part.weight);
  const [first] = solved;
  const long = longClock(crisis, first!.game, first!.policy, steps).crisis;
  const followed = joinBeliefs(
    parts.map((part) => part.belief),
    weights,
  );
  const { belief, later } = inTheLongRun(long, followed, everOf(solved));
  const asOf = { label: "the start", step: 0, day: 0 };
  const result = explainedTables({ crisis: long, asOf, belief, parts, weights }, paths);
  return {
    result: {
      ...result,
      steps: [],
      stepEnds: [],
      notes: [...result.notes, lookedAt(steps, { later, never: endsNever(result) })],
    },
    diagnostics,
  };
}

function explained(
  crisis: Crisis,
  { part, game: own, policy: stationary, record }: SolvedEndlessPart,
  steps: number,
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
  const endless = { ...own, endings: game.endings };
  const movers = reasonsOfPart({ ...input, game: endless, policy: stationary }).map(withGoingOn);
  const explanation = { mass: belief.mass, movers, ways: waysOfPart(input) };
  return { belief, explanation, record, states: own.blockStart[1]!, steps };
}

/** No step brings what never ends, the last of the endings: it is what the others leave. */
function withGoingOn(mover: ExplainedMover): ExplainedMover {
  const parts = mover.parts.length;
  return {
    ...mover,
    cases: mover.cases.map((own) => {
      const width = own.values.length / own.moves.length;
      const values = own.values.slice();
      own.moves.forEach((_, m) => {
        const ends = values.subarray(m * width + parts, (m + 1) * width - 1);
        values[(m + 1) * width - 1] = rest(own.mass, ends);
      });
      return { ...own, values };
    }),
  };
}

/** P(the crisis ever ends this way), over all parts. */
function everOf(solved: readonly SolvedEndlessPart[]): Float64Array {
  const odds = new Float64Array(solved[0]!.game.endings.length);
  for (const { part, game, policy } of solved) {
    followPart(game, policy).endings.forEach((own, e) => {
      odds[e]! += part.weight * own;
    });
  }
  return odds;
}

/** What comes later than was followed is told as of the last step followed. */
function inTheLongRun(
  { question }: Crisis,
  followed: JoinedBelief,
  ever: Float64Array,
): { readonly belief: JoinedBelief; readonly later: number } {
  const all = [...ever, rest(1, ever)];
  const steps = followed.endings.length / all.length;
  const endings = followed.endings.slice();
  let later = 0;
  all.forEach((odds, e) => {
    const known = followed.endings.subarray(e * steps, (e + 1) * steps).reduce((sum, own) => sum + own, 0);
    endings[(e + 1) * steps - 1]! += odds - known;
    if (e < ever.length) later += odds - known;
  });
  return { belief: { ...followed, endings, question: question ? ever[question.ending]! : 0 }, later };
}

/** What some odds leave of a mass; less than rounding is nothing. */
function rest(mass: number, odds: Float64Array): number {
  const left = odds.reduce((sum, own) => sum - own, mass);
  return left > ROUNDING * mass ? left : 0;
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

function lookedAt(steps: number, { later, never }: { readonly later: number; readonly never: boolean }): string {
  const missing = later > LEFT ? `; ${percent(later)} of all comes about later, of which no way is told` : "";
  const goesOn = never ? `; what never ends is told as \`${GOES_ON}\`` : "";
  return `The clock has no end: ways are followed for ${steps} steps, everyone keeping to the stationary solution${missing}${goesOn}.`;
}

function endsNever({ endings }: ExplainResult): boolean {
  return endings.some(({ label, probability }) => label === GOES_ON && probability > 0);
}
