import { commonDenominator, type Fraction, fraction } from "../../numeric/fraction.ts";
import type { IntegerDictionary } from "../../numeric/integer-dictionary.ts";
import type { StrategicGame } from "../../tree/strategic-game.ts";

/**
 * A two-player game in whole numbers above 0: payoffs of each player times a
 * common denominator and shifted, which leaves its equilibria as they are.
 * Entry [a][b] for the first player's strategy a and the second's b.
 */
export interface IntegerBimatrix {
  readonly rows: number;
  readonly columns: number;
  readonly first: readonly (readonly bigint[])[];
  readonly second: readonly (readonly bigint[])[];
}

/** An equilibrium in exact mixed strategies. */
export interface ExactProfile {
  readonly mixtures: readonly (readonly Fraction[])[];
}

/** The game must have two players and exact payoffs. */
export function integerBimatrix(game: StrategicGame): IntegerBimatrix {
  const rows = game.counts[0]!;
  const columns = game.counts[1]!;
  const exact = game.exact!;
  const table = (player: number): bigint[][] => {
    const own = exact.filter((_, at) => at % 2 === player);
    const common = commonDenominator(own);
    const whole = own.map(({ numerator, denominator }) => numerator * (common / denominator));
    let least = whole[0]!;
    for (const value of whole) if (value < least) least = value;
    return Array.from({ length: rows }, (_, a) =>
      Array.from({ length: columns }, (_, b) => whole[a * columns + b]! - least + 1n),
    );
  };
  return { rows, columns, first: table(0), second: table(1) };
}

/**
 * The polytopes of best replies. First: x ≥ 0 over the first player's
 * strategies with Bᵀx ≤ 1 (one row for each strategy of the second); second:
 * y ≥ 0 with A y ≤ 1. Labels 0 … m − 1 are the first player's strategies,
 * m … m + n − 1 the second's: a vertex carries label a where x_a = 0, and
 * label m + b where b is a best reply to x.
 */
export function polytopeRows({
  rows,
  columns,
  first,
  second,
}: IntegerBimatrix): readonly (readonly (readonly bigint[])[])[] {
  const replies = Array.from({ length: columns }, (_, b) => [...second.map((row) => row[b]!), 1n]);
  return [replies, Array.from({ length: rows }, (_, a) => [...first[a]!, 1n])];
}

/** Label of a variable of the dictionary of polytope `side`. */
export function labelOf(game: IntegerBimatrix, side: number, variable: number): number {
  if (side === 0) return variable;
  return variable < game.columns ? game.rows + variable : variable - game.columns;
}

/** The mixed strategy that a vertex stands for. */
export function mixtureAt(dictionary: IntegerDictionary, strategies: number): Fraction[] {
  const weight: bigint[] = new Array(strategies).fill(0n);
  let total = 0n;
  dictionary.basic.forEach((variable, r) => {
    if (variable >= strategies) return;
    weight[variable] = dictionary.side(r);
    total += dictionary.side(r);
  });
  return weight.map((share) => fraction(share, total));
}
