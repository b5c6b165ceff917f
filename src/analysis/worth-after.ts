import { stationaryColumns } from "./endless/stationary-columns.ts";
import type { Column } from "./reasons-columns.ts";
import type { ColumnValues, Valuation } from "./reasons-values.ts";

/** What is to come once the step is over: rows at the start of the next one, which differ by the clock alone; null after the last. */
export function worthAfter(
  valuation: Valuation,
  columns: readonly Column[],
  values: ColumnValues,
): Float64Array | null {
  if (Number.isFinite(valuation.game.steps)) return values.after(valuation.step);
  return stationaryColumns(valuation, columns);
}
