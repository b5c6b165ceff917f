import { CREDIBILITIES, GRADES } from "../../crisis/check/check-world.ts";
import type { Crisis } from "../../crisis/model.ts";
import { explainedVariance } from "../../numeric/explained-variance.ts";
import type { ForecastResult } from "../forecast-result.ts";
import type { DrawRunner } from "../ranges/draw-runner.ts";
import type { DrawResult } from "../ranges/run-draws.ts";
import { type ClaimToLearn, claimsToLearn, withFact } from "./claims-to-learn.ts";
import { type FactorSpace, placeInRange } from "./factor-space.ts";
import { type Output, valuesOf } from "./outputs.ts";
import type { Knowing } from "./sensitivity-result.ts";
import { type Learned, type ReportQuality, reported, worthOf } from "./worth-of-knowing.ts";

/** The chances behind a grade such as `B2`, by the tables of the language; undefined for what is none. */
export function reportQuality(grade: string): ReportQuality | undefined {
  const reliability = GRADES.get(grade.slice(0, 1));
  const hit = CREDIBILITIES.get(grade.slice(1));
  return reliability === undefined || hit === undefined ? undefined : { grade, reliability, hit };
}

/** A report not yet seen, unless asked for otherwise. */
export const USUAL_REPORT: ReportQuality = reportQuality("B2")!;

interface Facts {
  readonly claim: ClaimToLearn;
  readonly learned: Learned;
}

/**
 * What learning each hidden variable for certain would do to the question's
 * odds, and a report of each next move that is in doubt, or of a hidden
 * variable's level. Everything at the values of the file, as of the same date.
 *
 * Cost: one solve for each level of a hidden variable and each move in doubt.
 */
export async function worthOfFacts(
  crisis: Crisis,
  point: ForecastResult,
  how: {
    readonly asOfDay: number;
    readonly parameters: Float64Array;
    readonly question: Output;
    readonly quality: ReportQuality;
    readonly drawRunner: DrawRunner;
  },
): Promise<readonly Knowing[]> {
  const { question, quality, parameters, asOfDay } = how;
  const { asOfStep } = point;
  const claims = claimsToLearn(crisis, point);
  const worlds = [crisis, ...claims.map((claim) => withFact(crisis, claim, asOfStep, asOfDay))];
  const results = await how.drawRunner(
    worlds.map((world) => ({ crisis: world, request: { asOfStep, asOfDay }, draws: [parameters] })),
  );
  const odds = results.map((own) => {
    const [result] = own;
    // A claim that cannot be true given the reports has the mass 0 and no odds.
    const mass = result && "mass" in result ? result.mass : 0;
    return { mass, question: mass > 0 ? valuesOf(crisis, question, own)[0]! : 0 };
  });
  const [base, ...found] = odds;
  if (!base || !(base.mass > 0)) return [];
  const facts = claims.map((claim, c): Facts => {
    const { mass, question: then } = found[c]!;
    return { claim, learned: { answer: claim.level ?? "made", probability: mass / base.mass, question: then } };
  });
  return [...variablesKnown(base.question, facts), ...reportsSeen(base.question, facts, quality)];
}

/** How many solves `worthOfFacts` takes. */
export function factSolves(crisis: Crisis, point: ForecastResult): number {
  return crisis.clock.steps === undefined || !point.question ? 0 : 1 + claimsToLearn(crisis, point).length;
}

function variablesKnown(question: number, facts: readonly Facts[]): readonly Knowing[] {
  const names = [...new Set(facts.filter(({ claim }) => claim.kind === "level").map(({ claim }) => claim.name))];
  return names.map((name): Knowing => {
    const own = facts.filter(({ claim }) => claim.name === name);
    const answers = own.map(({ learned }) => learned);
    return { kind: "hidden", name, label: own[0]!.claim.label, ...worthOf(question, answers), answers };
  });
}

function reportsSeen(question: number, facts: readonly Facts[], quality: ReportQuality): readonly Knowing[] {
  const seen = new Set<string>();
  return facts.flatMap(({ claim, learned }): readonly Knowing[] => {
    // Of two levels, a report of one is a report of the other.
    const levels = facts.filter((other) => other.claim.kind === "level" && other.claim.name === claim.name).length;
    if (levels === 2 && seen.has(claim.name)) return [];
    seen.add(claim.name);
    const answers = reported(question, learned, quality);
    const name = claim.level === undefined ? claim.name : `${claim.name} == ${claim.level}`;
    const label = claim.level === undefined ? claim.label : `${claim.label}: ${claim.level}`;
    return [{ kind: "report", name, label, ...worthOf(question, answers), answers }];
  });
}

/**
 * What learning each parameter of the factors would do: the draws, weighted by
 * how well they explain the reports, fitted by a cubic along the parameter.
 *
 * @param points of the factors' cube, even and independent; `results` are theirs.
 */
export function worthOfParameters(
  space: FactorSpace,
  points: readonly Float64Array[],
  results: readonly DrawResult[],
  question: Output,
): readonly Knowing[] {
  const odds = valuesOf(space.crisis, question, results);
  const weights = Float64Array.from(results, (result) => ("mass" in result ? result.mass : 0));
  const values = points.map((point) => space.uncertain.at(point));
  return space.uncertain.indexes.map((p): Knowing => {
    const parameter = space.crisis.parameters[p]!;
    const places = Float64Array.from(values, (own) => placeInRange(parameter, own[p]!));
    const { mean, variance, change } = explainedVariance(places, odds, weights);
    const whole = mean * (1 - mean);
    return {
      kind: "parameter",
      name: parameter.name,
      label: parameter.label,
      change: 100 * change,
      share: whole > 0 ? variance / whole : 0,
      answers: [],
    };
  });
}
