import type { Crisis } from "../../crisis/model.ts";
import { correlatedCube } from "../../numeric/rank-correlation.ts";
import { type Quantile, quantileOfParameter } from "./quantile-of-parameter.ts";

/** The parameters of a crisis that have a range, each a coordinate of the unit cube. */
export interface UncertainParameters {
  /** Number of coordinates. */
  readonly count: number;
  /** Index of the parameter of each coordinate. */
  readonly indexes: readonly number[];
  /**
   * Values by parameter at a point of the cube; those without a range keep
   * theirs. Coordinates of correlated parameters are still even and
   * independent: the correlation comes in here.
   */
  at(point: Float64Array): Float64Array;
}

/**
 * @param values by parameter, for those without a range.
 * @param fixed indexes of parameters that keep their value in spite of their range.
 */
export function uncertainParameters(
  crisis: Crisis,
  values: Float64Array,
  fixed: ReadonlySet<number> = new Set(),
): UncertainParameters {
  const indexes: number[] = [];
  const quantiles: Quantile[] = [];
  crisis.parameters.forEach((parameter, p) => {
    const quantile = fixed.has(p) ? undefined : quantileOfParameter(parameter);
    if (!quantile) return;
    indexes.push(p);
    quantiles.push(quantile);
  });
  const place = new Map(indexes.map((p, j) => [p, j]));
  const pairs = crisis.correlations.flatMap(({ one, other, rank }) => {
    const [first, second] = [place.get(one), place.get(other)];
    return first === undefined || second === undefined ? [] : [{ one: first, other: second, rank }];
  });
  // The check of the file refuses correlations that no draws can have; fewer of them can always be had.
  const cube = correlatedCube(indexes.length, pairs)!;
  return {
    count: indexes.length,
    indexes,
    at(point) {
      const drawn = Float64Array.from(values);
      const placed = cube(point);
      indexes.forEach((p, j) => {
        drawn[p] = quantiles[j]!(placed[j]!);
      });
      return drawn;
    },
  };
}
