/**
 * The standard normal distribution function, with the same digits on every
 * engine. Up to |x| = 6 the series
 *
 *     Φ(x) = 1/2 + φ(x) · (x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + …)
 *
 * (G. Marsaglia, Journal of Statistical Software 11(4), 2004), whose terms all
 * have one sign; beyond, the continued fraction of the tail (DLMF 7.9.1),
 * φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))).
 */
import { exp } from "./exp.ts";

const ROOT = Math.sqrt(2 * Math.PI);
/** From here on the tail is computed by itself, so that it keeps its digits. */
const FAR = 6;
/** Links of the continued fraction; enough for 16 digits from `FAR` on. */
const LINKS = 60;

/**
 * P(a standard normal draw ≤ x). Absolute error below 1e-15; relative error
 * of the lower tail about 1e-14 beyond −6. NaN for NaN.
 *
 * Tests: test/numeric/quantile.test.ts (against the quantile).
 */
export function distributionNormal(x: number): number {
  if (x < -FAR) return tail(-x);
  if (x > FAR) return 1 - tail(x);
  let term = x;
  let sum = x;
  for (let n = 3; sum + term !== sum || n < 5; n += 2) {
    term *= (x * x) / n;
    sum += term;
    if (Number.isNaN(sum)) return Number.NaN;
  }
  return 0.5 + (sum * exp((-x * x) / 2)) / ROOT;
}

/** 1 − Φ(x) for x > 0 far out. */
function tail(x: number): number {
  let under = x;
  for (let k = LINKS; k >= 1; k--) under = x + k / under;
  return exp((-x * x) / 2) / ROOT / under;
}
