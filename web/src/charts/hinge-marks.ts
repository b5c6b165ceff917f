/** What the pictures of a sensitivity analysis are drawn from. */
import type { Share } from "brink";

export interface TornadoRow {
  readonly name: string;
  readonly label: string;
  /** Values of the factor at its ends, in words. */
  readonly at: readonly [low: string, high: string];
  /** Null where there is no game then. */
  readonly odds: readonly [low: number | null, high: number | null];
}

export interface InteractionCell extends Share {
  /** Row and column of the factors; equal for one alone. */
  readonly row: number;
  readonly column: number;
}
