import { type SobolIndex, sobolDesign, sobolIndices } from "../../numeric/sobol-indices.ts";
import type { DrawSolver } from "../ranges/draw-solver.ts";
import type { FactorSpace } from "./factor-space.ts";
import { worthOfParameters } from "./knowing.ts";
import { type Output, valuesOf } from "./outputs.ts";
import { type IndicesSummary, orNull, type SensitivityResult, type Share } from "./sensitivity-result.ts";

/** Shares of the variance, and what knowing each factor would be worth, which the same draws tell. */
export interface Variances {
  readonly indices: IndicesSummary;
  readonly knowing: SensitivityResult["knowing"];
}

/**
 * Sobol indices of every output, and what the factors are worth to the question.
 *
 * Cost: 2 × factors + 2 solves a row.
 */
export async function variancesOf(
  space: FactorSpace,
  outputs: readonly Output[],
  { rows, seed }: { readonly rows: number; readonly seed: number },
  solve: DrawSolver,
): Promise<Variances> {
  const names = namesOf(space);
  const design = sobolDesign(space.coordinates, rows, seed);
  const results = await solve(design.points.map((point) => space.uncertain.at(point)));
  const found = outputs.map((output) => sobolIndices(design, valuesOf(space.crisis, output, results), seed));
  const indices = {
    rows,
    solves: design.points.length,
    leftOut: rows - (found[0]?.rows ?? 0),
    factors: names,
    outputs: found.map(({ mean, variance, alone, total, pairs }, o) => ({
      output: outputs[o]!.kind === "question" ? "question" : outputs[o]!.name,
      mean,
      deviation: Math.sqrt(variance),
      alone: alone.map(shareOf),
      total: total.map(shareOf),
      pairs: pairs.map((pair) => ({ between: [names[pair.one]!, names[pair.other]!] as const, ...shareOf(pair) })),
    })),
  };
  const even = design.points.slice(0, 2 * rows);
  const [question] = outputs;
  const knowing =
    question?.kind === "question" ? worthOfParameters(space, even, results.slice(0, even.length), question) : [];
  return { indices, knowing };
}

/** Where factors are only screened. */
export function noIndices(space: FactorSpace): Variances {
  return { indices: { rows: 0, solves: 0, leftOut: 0, factors: namesOf(space), outputs: [] }, knowing: [] };
}

function namesOf({ factors }: FactorSpace): readonly string[] {
  return factors.map(({ name }) => name);
}

function shareOf({ share, error }: SobolIndex): Share {
  return { share: orNull(share), error: orNull(error) };
}
