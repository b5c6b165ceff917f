import { dateInWords, endInWords, nextStepInWords, stepInWords } from "./date-in-words.ts";
import type { WhatIfResult } from "./what-if-result.ts";

/** When what is done is in force: `from 2031-05 on`, `from step 4 to step 5`; null for parameters that hold throughout. */
export function windowInWords(result: Omit<WhatIfResult, "base">): string | null {
  const { from, until, steps } = result;
  if (from === null) return null;
  const last = steps.at(-1);
  // Without steps there is no other date than the start.
  if (last === undefined) return "from the start and for good";
  const end = until === null || until === last ? "on" : `to ${endInWords(result, until)}`;
  return `from ${dateInWords(steps, from)} ${end}`;
}

/** When the next moves of a what-if are made: in the first step of the window, else as those of the base run. */
export function movesStepInWords({ from, base }: WhatIfResult): string {
  return from === null || base.steps.length === 0 ? nextStepInWords(base) : `in ${stepInWords(base, from)}`;
}
