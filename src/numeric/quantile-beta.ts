/**
 * Quantiles of the beta distribution, with the same digits on every engine:
 * the distribution function
 *
 *     I_x(a, b) = x^a (1 − x)^b / (a B(a, b)) · 1 / (1 + d_1 / (1 + d_2 / (1 + …)))
 *
 * by its continued fraction (DLMF 8.17.22, evaluated from the top as by Lentz),
 * turned round by halving an interval until it is one number wide.
 */
import { exp } from "./exp.ts";
import { log } from "./log.ts";

const MOST_TERMS = 500;
const MOST_HALVINGS = 1100;

/**
 * The x in [0, 1] below which a draw from Beta(a, b) lies with the given probability.
 *
 * @param a positive, as `b`.
 */
export function quantileBeta(probability: number, a: number, b: number): number {
  if (probability <= 0) return 0;
  if (probability >= 1) return 1;
  const scale = logGamma(a + b) - logGamma(a) - logGamma(b);
  let low = 0;
  let high = 1;
  for (let i = 0; i < MOST_HALVINGS; i++) {
    const x = low + (high - low) / 2;
    if (x <= low || x >= high) break;
    if (distributionBeta(x, a, b, scale) < probability) low = x;
    else high = x;
  }
  return high;
}

function distributionBeta(x: number, a: number, b: number, scale: number): number {
  const front = exp(scale + a * log(x) + b * log(1 - x));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

/** 1 / (1 + d_1 / (1 + d_2 / …)). */
function fraction(x: number, a: number, b: number): number {
  let value = 1;
  let over = 1;
  let under = 0;
  for (let n = 1; n < MOST_TERMS; n++) {
    const m = n >> 1;
    const term =
      n % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    under = 1 / awayFromZero(1 + term * under);
    over = awayFromZero(1 + term / over);
    const factor = over * under;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return 1 / value;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

/** ln Γ(x) for x > 0: Stirling's series, after moving x beyond 12. */
export function logGamma(x: number): number {
  let shift = 1;
  let z = x;
  while (z < 12) {
    shift *= z;
    z += 1;
  }
  const r = 1 / (z * z);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360)))))) / z;
  return (z - 0.5) * log(z) - z + 0.5 * log(2 * Math.PI) + series - log(shift);
}
