import { type MorrisEffect, morrisDesign, morrisEffects } from "../../numeric/morris.ts";
import { SOBOL_DIMENSIONS } from "../../numeric/sobol-directions.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { DrawSolver } from "../ranges/draw-solver.ts";
import type { FactorSpace } from "./factor-space.ts";
import { type Output, valuesOf } from "./outputs.ts";
import type { SensitivitySize } from "./plan.ts";
import { noneCounts } from "./sensitivity-problems.ts";
import { orNull, type ScreenedFactor } from "./sensitivity-result.ts";

/** All factors, strongest first, and how many draws made no game. */
export interface Screening {
  /** Those that go on to the indices are marked. */
  readonly screened: readonly ScreenedFactor[];
  readonly leftOut: number;
}

/**
 * Screening by Morris' method. By strength, the largest mean change of what is
 * asked about, or of an ending where nothing is asked, at most `most` go on,
 * and no more than the design of the indices has coordinates for.
 *
 * Errors: `no-draw-counts`.
 *
 * Cost: (factors + 1) solves a path.
 */
export async function screenFactors(
  space: FactorSpace,
  outputs: readonly Output[],
  { paths, most, seed }: Pick<SensitivitySize, "paths" | "most"> & { readonly seed: number },
  solve: DrawSolver,
): Promise<Screening | Diagnostic> {
  const design = morrisDesign(space.coordinates, paths, seed);
  const results = await solve(design.points.map((point) => space.uncertain.at(point)));
  const wrong = noneCounts(space.crisis, results);
  if (wrong) return wrong;
  const effects = outputs.map((output) => morrisEffects(design, valuesOf(space.crisis, output, results), seed));
  const strength = (f: number): number =>
    Math.max(...effects.filter((_, o) => o === 0 || outputs[0]!.kind === "ending").map((own) => own[f]!.size || 0));
  const order = space.factors.map((_, f) => f).sort((a, b) => strength(b) - strength(a) || a - b);
  const going = new Set(order.slice(0, most).filter((f) => strength(f) > 0));
  const coordinates = (): number => [...going].reduce((sum, f) => sum + space.coordinates[f]!.length, 0);
  // The design of the indices takes two coordinates for each.
  for (const f of [...going].reverse()) if (2 * coordinates() > SOBOL_DIMENSIONS) going.delete(f);
  // Where nothing moves the odds at all, the first still goes on, to show just that.
  if (going.size === 0) going.add(order[0]!);
  const screened = order.map((f): ScreenedFactor => {
    const { name, label, kind, parameters } = space.factors[f]!;
    return {
      name,
      label,
      kind,
      spreads: parameters.map((p) => space.spread(p)),
      kept: going.has(f),
      effects: effects.map((own) => effectOf(own[f]!)),
    };
  });
  return { screened, leftOut: results.filter((result) => "failure" in result).length };
}

function effectOf({ size, error, mean, deviation }: MorrisEffect): ScreenedFactor["effects"][number] {
  return { size: orNull(size), error: orNull(error), mean: orNull(mean), deviation: orNull(deviation) };
}
