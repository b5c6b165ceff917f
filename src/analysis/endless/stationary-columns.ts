import { GameError } from "../../game/game-error.ts";
import { type FixedPointMap, newtonKrylov } from "../../numeric/newton-krylov.ts";
import type { Column } from "../reasons-columns.ts";
import { ColumnValues, type Valuation } from "../reasons-values.ts";

/** Differences below this share of the largest value are rounding. */
const ROUNDING = 1e-13;
/** More than this of the largest value is too much to be left open. */
const LOOSE = 1e-7;
const MOST_SWEEPS = 10_000;
/** Rounds of refinement of the linear system: each gains six digits. */
const ROUNDS = 6;

/**
 * What columns are worth at the start of any step of an endless clock while
 * everybody keeps to a stationary policy: x = b + M x, equations (1), (3) and
 * (4), column by column. Payoffs have one solution, since they are discounted.
 * The odds of an ending are the least solution, that is, of its ever coming
 * about.
 *
 * @returns rows of the nodes of position 0.
 *
 * @throws {GameError} `not-converged` where a column does not come to rest.
 *
 * Cost: at most some hundred backward steps a column where endings are not rare beyond measure.
 * Tests: test/analysis/move-worth-endless.test.ts.
 */
export function stationaryColumns(valuation: Valuation, columns: readonly Column[]): Float64Array {
  const states = valuation.game.blockStart[1]!;
  const rows = new Float64Array(states * columns.length);
  columns.forEach((column, k) => {
    const own = stationaryColumn(valuation, column);
    for (let i = 0; i < states; i++) rows[i * columns.length + k] = own[i]!;
  });
  return rows;
}

function stationaryColumn(valuation: Valuation, column: Column): Float64Array {
  const values = new ColumnValues(valuation, [column]);
  const x = new Float64Array(valuation.game.blockStart[1]!);
  // From 0 on, sweeps and GMRES leave 0 where the ending cannot be reached, so that the least solution is found.
  const map: FixedPointMap = (from, to) => to.set(values.back(0, from));
  map(x, x);
  const most = largest(x);
  if (most === 0) return x;
  const scale = column.place === null ? 1 : most / (1 - column.discount);
  newtonKrylov(map, x, { tolerance: 1e-16 * scale, scale, rounds: ROUNDS });
  const left = sweepToRest(map, x);
  if (left > LOOSE) {
    const message = `what comes of a move in the long run is only known to ${left.toPrecision(1)} of its size`;
    throw new GameError("not-converged", message);
  }
  return x;
}

/** Sweeps until one changes nothing but rounding; the share of the largest value that the last one changed. */
function sweepToRest(map: FixedPointMap, x: Float64Array): number {
  const next = new Float64Array(x.length);
  let change = Number.POSITIVE_INFINITY;
  for (let sweep = 0; sweep < MOST_SWEEPS && change > ROUNDING; sweep++) {
    map(x, next);
    change = x.reduce((worst, value, i) => Math.max(worst, Math.abs(value - next[i]!)), 0) / (largest(next) || 1);
    x.set(next);
  }
  return change;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
