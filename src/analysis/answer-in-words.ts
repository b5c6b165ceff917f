import { dateInWords } from "./date-in-words.ts";
import { oddsInWords, percent } from "./odds-in-words.ts";

/** What is read of a question and its odds; a forecast, an explanation and a what-if have it. */
export interface AskedOdds {
  readonly by: string;
  /** See `QuestionOdds`. */
  readonly passed?: boolean;
}

/** The warning that comes before every number of a solution that did not converge; null where it did. */
export function notConvergedWarning(solution: {
  readonly converged: boolean;
  readonly residual: number;
}): string | null {
  if (solution.converged) return null;
  const { residual } = solution;
  const digits = residual >= 0.01 ? String(Number(residual.toPrecision(2))) : residual.toExponential(1);
  return `Not converged (residual ${digits}): do not use these numbers.`;
}

/** ` by 2025-11`, or `, at some time` on a clock without an end; empty where no date is asked for. */
export function byDate(steps: readonly string[], by: string): string {
  if (by === "") return "";
  return by === "ever" ? ", at some time" : ` by ${dateInWords(steps, by)}`;
}

/** That the question's date lies before the as-of step, so that no odds are left; null where it does not. */
export function passedInWords({ by, passed = false }: AskedOdds, steps: readonly string[]): string | null {
  return passed ? `the date of the question has passed; it did not come about${byDate(steps, by)}` : null;
}

/** `6.2%, very unlikely`. */
export function answerInWords(probability: number): string {
  return `${percent(probability)}, ${oddsInWords(probability)}`;
}
