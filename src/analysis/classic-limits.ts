import { treeWork } from "../solvers/classic/tree-blocks.ts";
import type { GameTree } from "../tree/game-tree.ts";
import { ClassicFailure } from "./classic-failure.ts";

/** Log-ratios of a table whose dense equations fit in memory. */
const MOST_RATIOS = 3000;
/** What one elimination of a tree's equations may take: that of 3,000 log-ratios all of which meet, and half a gigabyte. */
const MOST_MULTIPLICATIONS = 1e10;
const MOST_NUMBERS = 6e7;
/** Trees with fewer nodes than this are never too large. */
const SMALL_TREE = 1000;

/** @throws {ClassicFailure} `game-too-large` where the branch of a table cannot be followed. */
export function refuseLargeTable(ratios: number): void {
  if (ratios <= MOST_RATIOS) return;
  throw new ClassicFailure(
    "game-too-large",
    `This game has ${ratios} free probabilities that depend on each other. The branch of a table is followed for at most ${MOST_RATIOS}.`,
    "make it smaller; as a tree (`.efg`) it may be larger.",
    { ratios, limit: MOST_RATIOS },
  );
}

/** @throws {ClassicFailure} `game-too-large` where the branch of a tree, a subgame for instance, cannot be followed. */
export function refuseLargeTree(tree: GameTree): void {
  if (tree.infoset.length < SMALL_TREE) return;
  const { ratios, multiplications, numbers } = treeWork(tree);
  if (multiplications <= MOST_MULTIPLICATIONS && numbers <= MOST_NUMBERS) return;
  const billions = (value: number): string => (value / 1e9).toPrecision(2);
  throw new ClassicFailure(
    "game-too-large",
    `This game has ${ratios} free probabilities that depend on each other, so closely that each step along the branch takes ${billions(multiplications)} billion multiplications and ${billions(8 * numbers)} GB. At most ${billions(MOST_MULTIPLICATIONS)} billion and ${billions(8 * MOST_NUMBERS)} GB are taken on.`,
    "make it smaller; with perfect information the size does not matter.",
    { ratios, multiplications, numbers },
  );
}
