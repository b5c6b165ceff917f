/**
 * What a filter finds in one part of a crisis (one combination of the fixed
 * hidden variables), as *masses*: joint probabilities with the reports that
 * count and with survival up to the as-of step, given that part. Masses of
 * parts add up once each is multiplied by the part's prior; dividing by the
 * total gives probabilities.
 */
export interface PartBelief {
  /** P(reports, survival | part). */
  readonly mass: number;
  /** Mass of ending e in step t: [e · T + t]; 0 for t before the as-of step. */
  readonly endings: Float64Array;
  /** Mass of being alive at the start of the as-of step in each node of position 0, all reports counted. */
  readonly alive: Float64Array;
  /** Mass that survives the as-of step, in each node of position P; in the last step, what the `otherwise` ending takes. */
  readonly aliveAtEnd: Float64Array;
  /**
   * Mass of each move at each stage of the as-of step, by stage: entry m is
   * move m of the game, the last entry is a pass. Each stage's entries add up
   * to the mass that reaches it.
   */
  readonly nextMoves: readonly Float64Array[];
  /**
   * Mass by step and level at the end of the step, per variable: [t · levels + l].
   * Up to the as-of step smoothed by the reports, later predicted; mass that
   * has ended is left out.
   */
  readonly levels: readonly Float64Array[];
  /** Mass by level at the start of the as-of step, per variable. */
  readonly levelsNow: readonly Float64Array[];
  /** Mass with source s reliable. */
  readonly reliable: Float64Array;
  /**
   * In the order in which reports count (told, then file): P(the first k + 1
   * reports, survival | part); entry k belongs to `counted[k]`.
   */
  readonly prefix: Float64Array;
  /** P(survival | part), no report counted. */
  readonly survival: number;
  /** Per counted report: mass, and mass of the question's ending by its step, without the report and its class. */
  readonly without: { readonly mass: Float64Array; readonly question: Float64Array };
  /** Mass of the question's ending by its step, all reports counted. */
  readonly question: number;
  /** Indexes of the reports that count, in the order in which they count. */
  readonly counted: Int32Array;
  /** Largest number of (node, bit) cells held at one time. */
  readonly cells: number;
}
