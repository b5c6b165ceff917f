/** A date of a clock; `step 2` where the clock's steps are only numbered. */
export function dateInWords(steps: readonly string[], label: string): string {
  return steps[0] === "1" && /^\d+$/.test(label) ? `step ${label}` : label;
}
