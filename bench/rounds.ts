/** Two ways to do the same, timed in turns. */
export interface Compared {
  /** Seconds of the slower way and of the faster, medians of the rounds. */
  readonly slow: number;
  readonly fast: number;
  /** How many times as fast: the median of the rounds' own ratios, and each of them. */
  readonly ratio: number;
  readonly ratios: readonly number[];
}

/**
 * Times two ways to do the same in turns, in each round the other first: other
 * programs take more of a machine at one time than at another, and a ratio of
 * two times a minute apart says little.
 *
 * @param slow does it once, told which round it is (from 0), and returns the
 *   seconds it took; `fast` likewise.
 */
export async function inTurns(
  rounds: number,
  slow: (round: number) => Promise<number>,
  fast: (round: number) => Promise<number>,
): Promise<Compared> {
  const slows: number[] = [];
  const fasts: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [one, other] = round % 2 === 0 ? [slow, fast] : [fast, slow];
    const first = await one(round);
    const second = await other(round);
    slows.push(round % 2 === 0 ? first : second);
    fasts.push(round % 2 === 0 ? second : first);
  }
  const ratios = slows.map((seconds, round) => seconds / fasts[round]!);
  return { slow: median(slows), fast: median(fasts), ratio: median(ratios), ratios };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
