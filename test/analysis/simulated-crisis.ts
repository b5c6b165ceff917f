/**
 * Crises whose truth is drawn from the prior, to see whether ranges hold what
 * they promise (simulation-based calibration: Talts and others, 2018). One run:
 * parameters from their distributions (correlated ones together), a path of the
 * game solved with them, sources reliable or not, and what they report of it.
 * Then the crisis is read with these reports and its parameters are drawn
 * again. If the ranges are right, where the truth lies among the weighted draws
 * is uniform over many runs.
 */
import { readAsOf } from "../../src/analysis/as-of.ts";
import { drawRounds } from "../../src/analysis/ranges/draw-rounds.ts";
import { runDraws, type SolvedDraw } from "../../src/analysis/ranges/run-draws.ts";
import { uncertainParameters } from "../../src/analysis/ranges/uncertain-parameters.ts";
import { parameterValues, partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import type { Game } from "../../src/game/game.ts";
import type { Policy } from "../../src/game/policy.ts";
import { quantileWeighted } from "../../src/numeric/quantile-weighted.ts";
import { type Random, randomStream } from "../../src/numeric/random.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { readText } from "../crisis/read-text.ts";

/** P(report | claim true) of a source that is reliable; told the other way round it is 1 − this. */
const HIT = 0.95;
const SOURCES = { close: 0.9, far: 0.6 };
/** Steps that are told of; the forecast is as of the next. */
const TOLD = 6;

const simulated = `
crisis: Simulated
question: { ask: "Is there a war?", ending: war, by: 9 }
clock: { steps: 9 }
discount: 0.95
parameters:
  lambda: { value: 3, range: [0.5, 8] }
  cost: { value: 1, range: [0, 4], distribution: triangular }
  spark: { value: 0.15, range: [0.02, 0.6], distribution: loguniform }
  hard_share: { value: 0.5, range: [0.1, 0.9] }
correlations: [{ between: [cost, spark], rank: 0.5 }]
actors: { a: { precision: lambda }, b: { precision: 2 } }
state:
  tension: [low, middle, high]
  resolve: { levels: [soft, hard], start: { soft: 1 - hard_share, hard: hard_share } }
drivers:
  accident: { when: tension == high, chance: spark, then: { ends: war } }
moves:
  a:
    hold: nothing
    press: { when: tension < high, cost: 0.4 * cost, then: { tension: up 1 } }
  b:
    hold: nothing
    yield: { when: tension > low, cost: 0.1 + 1.5 * resolve, then: { tension: down 1 } }
payoffs: { a: 0.6 * tension, b: -0.5 * tension }
endings:
  war: { rule: x, payoffs: { a: -2 * cost, b: -1 } }
  peace: { otherwise: true, rule: y }
grades: { A: ${SOURCES.close}, B: ${SOURCES.far} }
credibilities: { "1": ${HIT}, "2": ${1 - HIT} }
sources: { close: { grade: A }, far: { grade: B } }
`;

/** What a run looked at, and where the truth lay. */
export interface CalibrationRun {
  /** By quantity (the parameters, then the question's odds): share of the draws' weight below the truth. */
  readonly ranks: readonly number[];
  /** By quantity: whether the truth lies between the 10 % and 90 % quantiles. */
  readonly covered: readonly boolean[];
  readonly effectiveSampleSize: number;
}

/** The likelihood sees what the others cannot: draws that were not weighed at all would leave their ranks uniform (Modrák and others, 2023). */
export const quantities: readonly string[] = [
  "lambda",
  "cost",
  "spark",
  "hard_share",
  "the question's odds",
  "the likelihood of the reports",
];

/** @param broken makes a mistake on purpose, so that a test can see it found. */
export async function calibrationRun(
  seed: number,
  draws: number,
  broken?: "unweighted" | "uncorrelated",
): Promise<CalibrationRun> {
  const { crisis, truth } = simulate(seed);
  const read = broken === "uncorrelated" ? { ...crisis, correlations: [] } : crisis;
  const asOf = readAsOf(read, String(TOLD + 1));
  if ("code" in asOf) throw new Error(asOf.message);
  const request = { asOfStep: asOf.step, asOfDay: asOf.day };
  const uncertain = uncertainParameters(read, parameterValues(read));
  const solve = async (points: readonly Float64Array[]) => runDraws({ crisis: read, request, draws: points });
  const drawn = await drawRounds(uncertain, { draws, seed, atOnce: draws, solve, watched: () => [] });
  const weights = broken === "unweighted" ? drawn.weights.map(() => 1 / drawn.weights.length) : drawn.weights;
  const odds = (result: SolvedDraw): number =>
    result.endings.slice(0, 9).reduce((sum, own) => sum + own, 0) / result.mass;
  const solved = drawn.results.map((result) => {
    if ("failure" in result) throw new Error(result.failure.message);
    return result;
  });
  const [own] = runDraws({ crisis: read, request, draws: [truth] });
  if (!own || "failure" in own) throw new Error("the truth makes no game");
  const values = valuesOf(drawn.points, uncertain.at);
  const columns = [
    ...quantities.slice(0, 4).map((_, j) => values.map((one) => one[j]!)),
    solved.map(odds),
    solved.map(({ mass }) => mass),
  ];
  const truths = [...truth, odds(own), own.mass];
  return {
    ranks: columns.map((column, q) => column.reduce((sum, x, d) => sum + (x < truths[q]! ? weights[d]! : 0), 0)),
    covered: columns.map((column, q) => {
      const [low = 0, high = 0] = quantileWeighted(column, weights, [0.1, 0.9]);
      return truths[q]! >= low && truths[q]! <= high;
    }),
    effectiveSampleSize: drawn.effectiveSampleSize,
  };
}

function valuesOf(points: readonly Float64Array[], at: (point: Float64Array) => Float64Array): readonly Float64Array[] {
  return points.map(at);
}

/** Draws a truth and its reports; paths that end before they are told of are drawn again, truth and all. */
function simulate(seed: number): { readonly crisis: Crisis; readonly truth: Float64Array } {
  const plain = readText(simulated);
  const uncertain = uncertainParameters(plain, parameterValues(plain));
  const random = randomStream(seed, 7);
  for (;;) {
    const truth = uncertain.at(Float64Array.from({ length: uncertain.count }, () => inside(random)));
    const parts = partsOf(plain, truth);
    const part = parts[random.pick(parts.map(({ weight }) => weight))]!;
    const game = compileGame(plain, { part, parameters: truth }).game!;
    const path = walk(game, solveBackward(game).policy, random);
    if (path === undefined) continue;
    const reliable = Object.entries(SOURCES).map(([name, chance]) => ({ name, reliable: random.next() < chance }));
    const reports = path.flatMap((facts, step) =>
      reliable.flatMap((source) =>
        Object.entries(facts).map(([claim, holds], k) => {
          const yes = source.reliable ? random.next() < HIT === holds : random.next() < 0.5;
          const id = `${source.name}_${step}_${k}`;
          return `  - { id: ${id}, happened: ${step + 1}, told: ${step + 1}, source: ${source.name}, credibility: ${yes ? 1 : 2}, saw: "${claim}" }`;
        }),
      ),
    );
    return { crisis: readText(`${simulated}reports:\n${reports.join("\n")}\n`), truth };
  }
}

function inside(random: Random): number {
  return Math.max(2 ** -53, random.next());
}

/** What can be reported of each step that is told of; undefined where the path ended before. */
function walk(game: Game, policy: Policy, random: Random): readonly Readonly<Record<string, boolean>>[] | undefined {
  const facts: Record<string, boolean>[] = [];
  const positions = game.stages.length;
  let node = game.start.node[random.pick(game.start.probability)]!;
  for (let step = 0; step < TOLD; step++) {
    const made = new Set<string>();
    for (let position = 0; position < positions; position++) {
      const stage = game.stages[position]!;
      const table = stage.tables[stage.tableOfPhase[game.phaseOfStep[step]!]!]!;
      const i = node - game.blockStart[position]!;
      const choices = indexes(table.choiceStart[i]!, table.choiceStart[i + 1]!);
      const odds = stage.kind === "driver" ? undefined : policy.at(step, position);
      const choice = choices[odds ? random.pick(choices.map((c) => odds[c]!)) : 0]!;
      const act = table.act[choice]!;
      for (const k of indexes(game.acts.start[act]!, game.acts.start[act + 1]!)) {
        const { actor, name } = game.moves[game.acts.move[k]!]!;
        made.add(`${game.actors[actor]}.${name}`);
      }
      const outcomes = indexes(table.outcomeStart[choice]!, table.outcomeStart[choice + 1]!);
      node = table.target[outcomes[random.pick(outcomes.map((o) => table.chance[o]!))]!]!;
      if (node >= game.blockStart[positions + 1]!) return undefined;
    }
    const tension = game.variables.find(({ name }) => name === "tension")!;
    const level = Math.floor(game.stateCode[node]! / tension.stride) % tension.radix;
    facts.push({ "tension >= middle": level >= 1, "a.press": made.has("a.press"), "b.yield": made.has("b.yield") });
    node = game.nextNode[node - game.blockStart[positions]!]!;
  }
  return facts;
}

function indexes(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, k) => from + k);
}
