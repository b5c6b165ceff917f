import type { Crisis } from "../../crisis/model.ts";
import { type Quantile, quantileOfParameter } from "./quantile-of-parameter.ts";

/** The parameters of a crisis that have a range, each a coordinate of the unit cube. */
export interface UncertainParameters {
  /** Number of coordinates. */
  readonly count: number;
  /** Index of the parameter of each coordinate. */
  readonly indexes: readonly number[];
  /** Values by parameter at a point of the cube; those without a range keep theirs. */
  at(point: Float64Array): Float64Array;
}

/** @param values by parameter, for those without a range. */
export function uncertainParameters(crisis: Crisis, values: Float64Array): UncertainParameters {
  const indexes: number[] = [];
  const quantiles: Quantile[] = [];
  crisis.parameters.forEach((parameter, p) => {
    const quantile = quantileOfParameter(parameter);
    if (!quantile) return;
    indexes.push(p);
    quantiles.push(quantile);
  });
  return {
    count: indexes.length,
    indexes,
    at(point) {
      const drawn = Float64Array.from(values);
      indexes.forEach((p, j) => {
        drawn[p] = quantiles[j]!(point[j]!);
      });
      return drawn;
    },
  };
}
