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

export interface ExtremeEquilibria {
  readonly equilibria: readonly ExactProfile[];
  /** False where the search was given up: some are missing then. */
  readonly complete: boolean;
}

interface Vertex {
  readonly mixture: ExactProfile["mixtures"][number];
  /** Bit l: the vertex carries label l. */
  readonly labels: bigint;
}

/** Entries computed in all for each of the two polytopes: about two seconds. */
const MOST_WORK = 3_000_000;

/**
 * All extreme equilibria of a two-player game, in exact arithmetic: pairs of
 * vertices of the two polytopes of best replies that carry every label. Every
 * equilibrium is a mixture of some of them.
 *
 * Source: von Stengel, Computing equilibria for two-person games, in: Handbook
 * of Game Theory 3 (2002). Vertices are enumerated by walking from basis to basis.
 */
export function extremeEquilibria(strategic: StrategicGame): ExtremeEquilibria {
  const game = integerBimatrix(strategic);
  const [first, second] = polytopeRows(game).map((rows, side) => vertices(game, rows, side));
  const all = (1n << BigInt(game.rows + game.columns)) - 1n;
  const equilibria: ExactProfile[] = [];
  for (const x of first!.found) {
    for (const y of second!.found) {
      if ((x.labels | y.labels) === all) equilibria.push({ mixtures: [x.mixture, y.mixture] });
    }
  }
  return { equilibria, complete: first!.complete && second!.complete };
}

/** All vertices but the origin. */
function vertices(
  game: IntegerBimatrix,
  rows: readonly (readonly bigint[])[],
  side: number,
): { readonly found: readonly Vertex[]; readonly complete: boolean } {
  const strategies = side === 0 ? game.rows : game.columns;
  const dictionary = new IntegerDictionary(rows, strategies);
  const found = new Map<string, Vertex>();
  const complete = walk(dictionary, () => {
    if (dictionary.basic.every((variable) => variable >= strategies)) return;
    const mixture = mixtureAt(dictionary, strategies);
    found.set(mixture.map(fractionText).join(" "), { mixture, labels: labelsAt(game, dictionary, side) });
  });
  return { found: [...found.values()], complete };
}

function labelsAt(game: IntegerBimatrix, dictionary: IntegerDictionary, side: number): bigint {
  let labels = 0n;
  for (const variable of dictionary.nonbasic) labels |= 1n << BigInt(labelOf(game, side, variable));
  // A basic variable that is 0 is tight too.
  dictionary.basic.forEach((variable, r) => {
    if (dictionary.side(r) === 0n) labels |= 1n << BigInt(labelOf(game, side, variable));
  });
  return labels;
}

/** Visit every feasible basis once, depth first, each pivot undone on the way back. False where there were too many. */
function walk(dictionary: IntegerDictionary, visit: () => void): boolean {
  const seen = new Set<string>();
  const keyOf = (): string => [...dictionary.basic].sort((a, b) => a - b).join(" ");
  const open: { moves: (readonly [number, number])[]; back: readonly [number, number] | undefined }[] = [];
  const enter = (back: readonly [number, number] | undefined): void => {
    seen.add(keyOf());
    visit();
    const moves: (readonly [number, number])[] = [];
    for (let c = 0; c < dictionary.columns; c++) {
      for (const r of dictionary.leastRatioRows(c)) {
        if (!seen.has(keyAfter(dictionary, r, c))) moves.push([r, c]);
      }
    }
    open.push({ moves, back });
  };
  enter(undefined);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const move = top.moves.pop();
    if (move === undefined) {
      open.pop();
      if (top.back) dictionary.pivot(...top.back);
      continue;
    }
    if (seen.has(keyAfter(dictionary, ...move))) continue;
    if (seen.size * dictionary.rows * dictionary.columns >= MOST_WORK) return false;
    dictionary.pivot(...move);
    enter(move);
  }
  return true;
}

function keyAfter(dictionary: IntegerDictionary, row: number, column: number): string {
  const basic = dictionary.basic.slice();
  basic[row] = dictionary.nonbasic[column]!;
  return [...basic].sort((a, b) => a - b).join(" ");
}
