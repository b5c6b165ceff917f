import { GameError } from "../../game/game-error.ts";
import type { Column } from "../reasons-columns.ts";
import { ColumnValues, type Valuation } from "../reasons-values.ts";
import { chainOf, expected, MOST_STATES } from "./stationary-chain.ts";

/**
 * What columns are worth at the start of any step of an endless clock while
 * everybody keeps to a stationary policy: x = b + δ P x, equations (1), (3) and
 * (4), column by column; b is what a single step brings. The odds of an ending
 * are the least solution, that is, of its ever coming about.
 *
 * @returns rows of the nodes of position 0.
 *
 * @throws {GameError} `chain-too-large`.
 *
 * Cost: one step from each state, and one elimination for each discount factor.
 * Tests: test/analysis/move-worth-endless.test.ts.
 */
export function stationaryColumns(valuation: Valuation, columns: readonly Column[]): Float64Array {
  const { game, policy } = valuation;
  const states = game.blockStart[1]!;
  if (states > MOST_STATES) {
    const message = `What moves are worth in the long run is told for up to ${MOST_STATES} states; this game has ${states}.`;
    throw new GameError("chain-too-large", message);
  }
  const chain = chainOf(game, policy);
  const rows = new Float64Array(states * columns.length);
  for (const discount of new Set(columns.map((column) => column.discount))) {
    const places = columns.flatMap((column, k) => (column.discount === discount ? [k] : []));
    const width = places.length;
    const values = new ColumnValues(
      valuation,
      places.map((k) => columns[k]!),
    );
    const x = expected(chain, discount, values.back(0, new Float64Array(states * width)), width);
    places.forEach((k, c) => {
      for (let i = 0; i < states; i++) rows[i * columns.length + k] = x[i * width + c]!;
    });
  }
  return rows;
}
