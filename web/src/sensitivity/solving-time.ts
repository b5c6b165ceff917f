/** Solves after which the time they took says something of the rest. */
const ENOUGH = 8;

/** `a few seconds`, `about 40 seconds`, `about 3 minutes`. */
export function timeInWords(seconds: number): string {
  if (seconds < 10) return "a few seconds";
  if (seconds < 90) return `about ${Math.round(seconds / 10) * 10} seconds`;
  return `about ${Math.round(seconds / 60)} minutes`;
}

/** From how far it is, since a plan made before knows less: `, at most about 40 seconds left`; nothing at the beginning. */
export function timeLeftInWords(
  progress: { readonly done: number; readonly all: number } | undefined,
  secondsSpent: number,
): string {
  if (!progress || progress.done < ENOUGH) return "";
  const left = (secondsSpent * (progress.all - progress.done)) / progress.done;
  return `, at most ${timeInWords(left)} left`;
}
