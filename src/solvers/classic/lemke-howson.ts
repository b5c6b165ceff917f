import { fractionText } from "../../numeric/fraction.ts";
import { IntegerDictionary } from "../../numeric/integer-dictionary.ts";
import type { StrategicGame } from "../../tree/strategic-game.ts";
import {
  type ExactProfile,
  type IntegerBimatrix,
  integerBimatrix,
  labelOf,
  mixtureAt,
  polytopeRows,
} from "./two-players.ts";

/** Pivots of one path before it is given up. */
const MOST_PIVOTS = 100_000;

/**
 * One equilibrium of a two-player game by the algorithm of Lemke and Howson,
 * in exact arithmetic. Ties of the ratio test are broken lexicographically, so
 * that it ends in degenerate games too.
 *
 * @param dropped label given up at the start: a strategy, those of the first
 *        player counted before those of the second.
 *
 * Source: Lemke and Howson, Equilibrium points of bimatrix games, SIAM
 * Journal 12 (1964).
 */
export function lemkeHowson(game: StrategicGame, dropped = 0): ExactProfile | undefined {
  const path = new LemkeHowsonPath(integerBimatrix(game));
  return path.follow(dropped) ? path.profile() : undefined;
}

/** All equilibria that such paths reach, from the artificial one and from those found, whichever label is dropped. */
export function reachableEquilibria(game: StrategicGame): readonly ExactProfile[] {
  const bimatrix = integerBimatrix(game);
  const labels = bimatrix.rows + bimatrix.columns;
  const found = new Map<string, { readonly profile: ExactProfile; readonly drops: readonly number[] }>();
  const queue: (readonly number[])[] = [[]];
  for (let drops = queue.shift(); drops !== undefined; drops = queue.shift()) {
    for (let dropped = 0; dropped < labels; dropped++) {
      const path = new LemkeHowsonPath(bimatrix);
      const way = [...drops, dropped];
      if (!way.every((label) => path.follow(label)) || path.isArtificial()) continue;
      const profile = path.profile();
      const key = profile.mixtures.flat().map(fractionText).join(" ");
      if (found.has(key)) continue;
      found.set(key, { profile, drops: way });
      queue.push(way);
    }
  }
  return [...found.values()].map(({ profile }) => profile);
}

class LemkeHowsonPath {
  private readonly game: IntegerBimatrix;
  private readonly sides: readonly IntegerDictionary[];

  constructor(game: IntegerBimatrix) {
    this.game = game;
    this.sides = polytopeRows(game).map(
      (rows, side) => new IntegerDictionary(rows, side === 0 ? game.rows : game.columns),
    );
  }

  /** Drop a label and pivot until it comes back. */
  follow(dropped: number): boolean {
    let side = this.columnWith(0, dropped) >= 0 ? 0 : 1;
    let label = dropped;
    for (let pivots = 0; pivots < MOST_PIVOTS; pivots++) {
      const dictionary = this.sides[side]!;
      const column = this.columnWith(side, label);
      const row = dictionary.leavingRow(column);
      if (row < 0) return false;
      label = labelOf(this.game, side, dictionary.basic[row]!);
      dictionary.pivot(row, column);
      if (label === dropped) return true;
      side = 1 - side;
    }
    return false;
  }

  /** The pair of origins, where everybody plays nothing. */
  isArtificial(): boolean {
    return this.sides[0]!.basic.every((variable) => variable >= this.game.rows);
  }

  profile(): ExactProfile {
    return { mixtures: this.sides.map((side, k) => mixtureAt(side, k === 0 ? this.game.rows : this.game.columns)) };
  }

  private columnWith(side: number, label: number): number {
    return this.sides[side]!.nonbasic.findIndex((variable) => labelOf(this.game, side, variable) === label);
  }
}
