/** One factor at the ends of what is thought possible. */
export interface TornadoRow {
  readonly name: string;
  readonly label: string;
  /** Values of the factor at its ends, in words. */
  readonly at: readonly [low: string, high: string];
  /** Null where there is no game then. */
  readonly odds: readonly [low: number | null, high: number | null];
}
