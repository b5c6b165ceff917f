import type { Share } from "brink";

/** A share of the variance: of one factor alone, or of two together. */
export interface InteractionCell extends Share {
  /** Row and column of the factors; equal for one alone. */
  readonly row: number;
  readonly column: number;
}
