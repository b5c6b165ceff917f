import type { DrawSolver } from "../ranges/draw-solver.ts";
import type { Factor, FactorSpace } from "./factor-space.ts";
import { type Output, valuesOf } from "./outputs.ts";
import type { TornadoBar, TornadoEnd } from "./sensitivity-result.ts";

const LOW = 0.1;
const HIGH = 0.9;

/**
 * The odds with each factor alone at the 10 % and 90 % quantiles of its draws,
 * all else as in the file. Parameters that are drawn together: the first at its
 * quantile, the others at what then is their median.
 *
 * Cost: two solves a factor.
 */
export async function tornadoOf(
  space: FactorSpace,
  factors: readonly Factor[],
  outputs: readonly Output[],
  solve: DrawSolver,
): Promise<readonly TornadoBar[]> {
  const ends = factors.flatMap((factor) => {
    const { uncertain } = space.only([factor]);
    return [LOW, HIGH].map((u) =>
      uncertain.at(Float64Array.from({ length: uncertain.count }, (_, j) => (j === 0 ? u : 0.5))),
    );
  });
  const results = await solve(ends);
  const values = outputs.map((output) => valuesOf(space.crisis, output, results));
  const end = (factor: Factor, e: number): TornadoEnd => ({
    at: factor.parameters.map((p) => space.shown(p, ends[e]![p]!)),
    odds: values.map((own) => (Number.isFinite(own[e]!) ? own[e]! : null)),
  });
  return factors.map((factor, f) => {
    return { factor: factor.name, label: factor.label, low: end(factor, 2 * f), high: end(factor, 2 * f + 1) };
  });
}
