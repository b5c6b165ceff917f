import { dateOfStep } from "../crisis/calendar.ts";
import { privateVariables } from "../crisis/compile/private-variables.ts";
import { dateInWords } from "./date-in-words.ts";
import type { ExplainedPart } from "./explain-part.ts";
import type { ExplainedEnding, ExplainResult } from "./explain-result.ts";
import type { ReportWeight } from "./forecast-result.ts";
import { endingOdds, reportWeights, stepDates } from "./forecast-tables.ts";
import { joinPaths } from "./paths-joined.ts";
import { joinReasons } from "./reasons-joined.ts";
import { askedOf, headOf } from "./result-head.ts";
import type { SolvedCrisis } from "./solved-crisis.ts";

/**
 * The tables of an explanation.
 *
 * @param count ways to tell for each ending.
 */
export function explainedTables(solved: SolvedCrisis, count: number): ExplainResult {
  const { crisis, weights } = solved;
  const parts = solved.parts.flatMap(({ explanation }) => explanation ?? []);
  const question = askedOf(solved);
  return {
    ...headOf(solved),
    ...(question ? { question } : {}),
    endings: endingsOf(solved, parts, count),
    reasons: joinReasons(crisis, parts, weights),
    reports: reportsOf(solved),
    solution: {
      converged: solved.parts.every(({ record }) => record.converged),
      residual: Math.max(...solved.parts.map(({ record }) => record.residual)),
    },
    notes: notesOf(solved, parts),
  };
}

function endingsOf(solved: SolvedCrisis, parts: readonly ExplainedPart[], count: number): readonly ExplainedEnding[] {
  const { crisis, asOf, belief, weights } = solved;
  const endings = endingOdds(crisis, belief, crisis.clock.steps ?? 0);
  const odds = endings.map(({ probability }) => probability);
  const paths = joinPaths(crisis, parts, weights, { asOfStep: asOf.step, odds, count });
  return endings
    .map(({ name, label, probability }, e) => ({ name, label, probability, ...paths[e]! }))
    .sort((a, b) => b.probability - a.probability);
}

function reportsOf({ crisis, belief }: SolvedCrisis): readonly ReportWeight[] {
  const weight = ({ counts, effect, surprise }: ReportWeight): number =>
    counts ? Math.abs(effect ?? surprise ?? 0) : -1;
  return [...reportWeights(crisis, belief)].sort((a, b) => weight(b) - weight(a));
}

/** Differences below this, in probability, are not worth a note. */
const NOTABLE = 0.005;

function notesOf(solved: SolvedCrisis, parts: readonly ExplainedPart[]): readonly string[] {
  const { crisis, asOf } = solved;
  const step = dateInWords(stepDates(crisis).steps, dateOfStep(crisis.clock, asOf.step));
  const events = crisis.variables.some((variable) => variable.ladder)
    ? "the first time each rung is reached"
    : "the first time each variable reaches a level";
  const notes = [
    `Paths are grouped by ${events}, from ${step} on; a story is the likeliest single history of its group.`,
    privateVariables(crisis).length > 0
      ? "Payoffs are expected from now on, discounted, and averaged over what is not known; what an actor does not see either it weighs by its own beliefs."
      : "Payoffs are expected from now on, discounted, and averaged over what is not known; each actor knows its situation.",
  ];
  if (crisis.ended && crisis.ended.step <= asOf.step) {
    const ending = crisis.endings[crisis.ended.ending]!.label;
    notes.push(`The crisis ended in ${crisis.ended.date} (${ending}); reasons and paths look ahead from before that.`);
  } else if (reportsTellOfThisStep(solved, parts)) {
    notes.push(`Reports tell of ${step} itself; reasons and shares of paths are as expected before its moves.`);
  }
  return [...notes, ...new Set(solved.parts.flatMap(({ record }) => record.notes))];
}

/** Whether the forecast's endings differ from those expected at the start of the as-of step. */
function reportsTellOfThisStep({ crisis, belief, weights }: SolvedCrisis, parts: readonly ExplainedPart[]): boolean {
  const mass = parts.reduce((sum, part, p) => sum + weights[p]! * part.mass, 0);
  const odds = endingOdds(crisis, belief, crisis.clock.steps ?? 0);
  return odds.some(({ probability }, e) => {
    const expected = parts.reduce((sum, part, p) => sum + weights[p]! * part.ways.endings[e]!, 0) / mass;
    return Math.abs(expected - probability) > NOTABLE;
  });
}
