import { randomStream } from "./random.ts";

/** Resamples behind a bootstrap interval. */
export const RESAMPLES = 400;
/** Streams of the bootstrap, apart from those of designs with the same seed. */
const FIRST_STREAM = 2 ** 40;

/**
 * How far a figure would scatter were its rows drawn anew: the standard
 * deviation of the figure over bootstrap resamples of the rows (Efron 1979),
 * each as many rows as there are, with repetition. The same for the same seed.
 *
 * @param figure takes the indexes of the resampled rows.
 * @returns NaN, unknown, for fewer than two rows.
 */
export function resampledDeviation(rows: number, figure: (rows: Int32Array) => number, seed: number): number {
  return resampledDeviations(rows, (chosen) => [figure(chosen)], seed)[0] ?? Number.NaN;
}

/** The same for several figures of the same rows. */
export function resampledDeviations(
  rows: number,
  figures: (rows: Int32Array) => readonly number[],
  seed: number,
): readonly number[] {
  const chosen = new Int32Array(rows);
  const samples: (readonly number[])[] = [];
  if (rows < 2) return figures(chosen).map(() => Number.NaN);
  for (let r = 0; r < RESAMPLES; r++) {
    const random = randomStream(seed, FIRST_STREAM + r);
    for (let i = 0; i < rows; i++) chosen[i] = Math.floor(random.next() * rows);
    samples.push(figures(chosen));
  }
  return samples[0]!.map((_, k) => deviationOf(samples.map((sample) => sample[k]!).filter(Number.isFinite)));
}

function deviationOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
