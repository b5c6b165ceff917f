/**
 * Odds as people read them: percent with as many digits as carry meaning, and
 * the words of a published verbal scale.
 */

/** The scale of US intelligence analysis (Intelligence Community Directive 203), upper ends of the bands. */
export const verbalScale: readonly { readonly below: number; readonly words: string }[] = [
  { below: 0.05, words: "almost no chance" },
  { below: 0.2, words: "very unlikely" },
  { below: 0.45, words: "unlikely" },
  { below: 0.55, words: "roughly even odds" },
  { below: 0.8, words: "likely" },
  { below: 0.95, words: "very likely" },
  { below: Number.POSITIVE_INFINITY, words: "almost certain" },
];

/** Where the words come from, for a caption. */
export const verbalScaleName = "scale of US intelligence analysis, ICD 203";

/** The words for a probability in [0, 1]; 0 and 1 themselves are `impossible` and `certain` in the model. */
export function oddsInWords(probability: number): string {
  if (probability === 0) return "impossible in this model";
  if (probability === 1) return "certain in this model";
  return verbalScale.find((band) => probability < band.below)?.words ?? "";
}

/**
 * A probability in [0, 1] as percent with one digit after the point. What is
 * neither 0 nor 1 is never rounded to either: `<0.1%` and `>99.9%`.
 *
 * @example percent(0.1234); // "12.3%"
 */
export function percent(probability: number): string {
  if (probability === 0) return "0%";
  if (probability === 1) return "100%";
  if (probability < 0.0005) return "<0.1%";
  if (probability >= 0.9995) return ">99.9%";
  return `${(100 * probability).toFixed(1)}%`;
}

/** A bound as it was stated, without digits nobody gave: `10%`, `2.5%`. */
export function boundPercent(probability: number): string {
  return percent(probability).replace(".0%", "%");
}

/**
 * A difference of probabilities, already in percentage points, with its sign;
 * no sign where it rounds to nothing.
 *
 * @param decimals digits after the point
 *
 * @example points(-1.26); // "−1.3"
 */
export function points(difference: number, decimals = 1): string {
  const digits = Math.abs(difference).toFixed(decimals);
  if (Number(digits) === 0) return digits;
  return `${difference < 0 ? "−" : "+"}${digits}`;
}
