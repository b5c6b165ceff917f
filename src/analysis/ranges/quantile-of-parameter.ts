import type { Parameter } from "../../crisis/model.ts";
import { exp } from "../../numeric/exp.ts";
import { log } from "../../numeric/log.ts";
import { quantileBeta } from "../../numeric/quantile-beta.ts";
import { quantileNormal } from "../../numeric/quantile-normal.ts";

/** From a probability strictly between 0 and 1 to the value below which a parameter lies with it. */
export type Quantile = (probability: number) => number;

/** The 90 % quantile of a standard normal draw. */
const NINETY = quantileNormal(0.9);
/** How much a `beta` draw is drawn to the value: that of PERT, whose mean is (low + 4 · value + high) / 6. */
const PEAK = 4;

/**
 * How draws of a parameter spread over its range [l, h], v being its value:
 * uniform, triangular with its peak at v, beta (1 + 4(v−l)/(h−l),
 * 1 + 4(h−v)/(h−l)) stretched over the range, or uniform in the logarithm. The
 * normal distribution has l and h as its 10 % and 90 % quantiles, the lognormal
 * too; both are cut at `limits` where there are any.
 *
 * Digits are equal on every engine. Tests: test/analysis/ranges-draws.test.ts.
 *
 * @returns undefined for a parameter without a range: it is certain.
 */
export function quantileOfParameter({ value, range, distribution, limits }: Parameter): Quantile | undefined {
  if (!range) return undefined;
  const [low, high] = range;
  const width = high - low;
  const peak = Math.min(high, Math.max(low, value));
  const within = (x: number): number => Math.min(high, Math.max(low, x));
  switch (distribution ?? "uniform") {
    case "uniform":
      return (u) => within(low + u * width);
    case "triangular":
      return (u) => within(triangular(u, low, peak, high));
    case "beta": {
      const a = 1 + (PEAK * (peak - low)) / width;
      const b = 1 + (PEAK * (high - peak)) / width;
      return (u) => within(low + width * quantileBeta(u, a, b));
    }
    case "loguniform": {
      const start = log(low);
      return (u) => within(exp(start + u * (log(high) - start)));
    }
    case "normal":
      return cut(normal(low, high), limits);
    case "lognormal": {
      const inLogs = normal(log(low), log(high));
      return cut((u) => exp(inLogs(u)), limits);
    }
  }
}

function triangular(u: number, low: number, peak: number, high: number): number {
  const before = (peak - low) / (high - low);
  return u < before
    ? low + Math.sqrt(u * (high - low) * (peak - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - peak));
}

function normal(low: number, high: number): Quantile {
  const middle = (low + high) / 2;
  const deviation = (high - low) / (2 * NINETY);
  return (u) => middle + deviation * quantileNormal(u);
}

/** The same draws, those beyond the limits left out. */
function cut(quantile: Quantile, limits: readonly [number, number] | undefined): Quantile {
  if (!limits) return quantile;
  const [low, high] = limits;
  const from = probabilityBelow(quantile, low);
  const to = probabilityBelow(quantile, high);
  return (u) => Math.min(high, Math.max(low, quantile(from + u * (to - from))));
}

/** Turns a quantile round by halving an interval until it is one number wide. */
function probabilityBelow(quantile: Quantile, x: number): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (quantile(middle) < x) low = middle;
    else high = middle;
  }
}
