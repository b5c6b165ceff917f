/**
 * Where a criterion first holds along straight lines that start at the values
 * of the file: a coarse scan outwards, then halving of the first interval at
 * whose end it holds. All lines go on together, so that one call solves a
 * round of all of them.
 */

/** From its start (0) to its end (`length`, a share of the range); gives the values there. */
export interface Line {
  readonly length: number;
  readonly at: (share: number) => Float64Array;
}

/** Step of the coarse scan, as a share of the range. */
export const COARSE: number = 1 / 8;
/** Halvings of a coarse step: the place is known to 1/8192 of the range. */
const HALVINGS = 10;

/** The nearest share at which the criterion was seen to hold, and what was found there; undefined where it never was. */
export type Crossing<Found> = { readonly share: number; readonly found: Found } | undefined;

export type Criterion<Found> = (found: Found) => boolean;

/**
 * @param evaluate solves values, in their order; undefined where they make no game, which no criterion holds for.
 * @returns by line, by criterion.
 *
 * A criterion that comes and goes within one coarse step is missed.
 * Cost: at most length · 8 + 10 · (number of criteria) solves a line.
 *
 * Tests: test/analysis/tipping.test.ts (against a fine scan).
 */
export async function scanLines<Found>(
  lines: readonly Line[],
  criteria: readonly Criterion<Found>[],
  evaluate: (points: readonly Float64Array[]) => Promise<readonly (Found | undefined)[]>,
): Promise<readonly (readonly Crossing<Found>[])[]> {
  const grids = lines.map(({ length }) => {
    const count = Math.max(1, Math.ceil(length / COARSE - 1e-9));
    return Array.from({ length: count }, (_, k) => (k + 1 === count ? length : (k + 1) * COARSE));
  });
  const solved = await evaluate(lines.flatMap((line, l) => grids[l]!.map((share) => line.at(share))));
  const brackets: Bracket<Found>[] = [];
  let first = 0;
  grids.forEach((grid, line) => {
    const own = solved.slice(first, first + grid.length);
    first += grid.length;
    criteria.forEach((_, criterion) => {
      const k = own.findIndex((found) => found !== undefined && criteria[criterion]!(found));
      if (k < 0) return;
      brackets.push({ line, criterion, from: k === 0 ? 0 : grid[k - 1]!, share: grid[k]!, found: own[k]! });
    });
  });
  for (let round = 0; round < HALVINGS && brackets.length > 0; round++) {
    const middles = brackets.map(({ from, share }) => (from + share) / 2);
    const results = await evaluate(brackets.map(({ line }, b) => lines[line]!.at(middles[b]!)));
    brackets.forEach((bracket, b) => {
      const found = results[b];
      if (found !== undefined && criteria[bracket.criterion]!(found)) {
        bracket.share = middles[b]!;
        bracket.found = found;
      } else bracket.from = middles[b]!;
    });
  }
  return lines.map((_, line) =>
    criteria.map((_criterion, criterion) => {
      const bracket = brackets.find((own) => own.line === line && own.criterion === criterion);
      return bracket && { share: bracket.share, found: bracket.found };
    }),
  );
}

interface Bracket<Found> {
  readonly line: number;
  readonly criterion: number;
  /** Where it did not hold. */
  from: number;
  /** Where it holds. */
  share: number;
  found: Found;
}
