/**
 * Quantiles of the standard normal distribution: algorithm AS 241 (PPND16) of
 * M. J. Wichura, Applied Statistics 37, 477-484 (1988), with a logarithm of
 * the same digits on every engine.
 */
import { log } from "./log.ts";

/** Rational functions in the middle, in the tails, and far out; highest power first. */
const middle = {
  over: [
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
    1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
  ],
  under: [
    5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
    687.1870074920579083, 42.313330701600911252, 1,
  ],
};
const tail = {
  over: [
    7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
  ],
  under: [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
    0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
  ],
};
const far = {
  over: [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
    0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
  ],
  under: [
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
    0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1,
  ],
};

type Rational = { readonly over: readonly number[]; readonly under: readonly number[] };

/**
 * The x below which a standard normal draw lies with the given probability;
 * −∞ at 0, ∞ at 1, NaN outside [0, 1]. Relative error about 1e-16.
 */
export function quantileNormal(probability: number): number {
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) return q * rational(middle, 0.180625 - q * q);
  const outer = q < 0 ? probability : 1 - probability;
  if (!(outer > 0)) return outer === 0 ? (q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : Number.NaN;
  const r = Math.sqrt(-log(outer));
  const x = r <= 5 ? rational(tail, r - 1.6) : rational(far, r - 5);
  return q < 0 ? -x : x;
}

function rational({ over, under }: Rational, x: number): number {
  return polynomial(over, x) / polynomial(under, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
