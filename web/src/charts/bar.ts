/** Odds drawn as one bar among others. */
export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly odds: number;
  readonly strong?: boolean;
  /** In place of the odds, for instance `<10%`; no bar is drawn then. */
  readonly text?: string;
  readonly note?: string;
  /** A second value drawn as a mark, for instance the odds before. */
  readonly mark?: number;
  /** A range around the odds, drawn as a line. */
  readonly range?: readonly [number, number];
  /** Stands behind the odds, for instance `+1.2`. */
  readonly change?: string;
}
