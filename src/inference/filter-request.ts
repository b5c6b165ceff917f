/** What a filter is asked for. */
export interface FilterRequest {
  /** Step that holds the as-of date, counted from 0. Steps before it were survived. */
  readonly asOfStep: number;
  /** Reports told by this day count; on a clock with numbered steps the number of the step. */
  readonly asOfDay: number;
  /** The ending asked about, and the last step in which it answers the question with yes. */
  readonly question?: { readonly ending: number; readonly byStep: number };
}
