import type { Distribution } from "../crisis/model.ts";

/** A sweep with all its names resolved: what is run for each combination, in this order. */
export interface SweepPlan {
  readonly name: string;
  readonly seed: number;
  readonly scenarios: readonly Scenario[];
  /** Dates to look ahead from; undefined: when the last report was told. */
  readonly asOf: readonly (string | undefined)[];
  /** Parameters that take each of some values, the first changing slowest. */
  readonly grid: readonly GridParameter[];
  /** Parameters drawn together from their ranges, the same draws everywhere. */
  readonly drawn: readonly DrawnParameter[];
  /** Draws; 0 where nothing is drawn. */
  readonly draws: number;
  readonly answers: readonly AnswerKind[];
  /** Rows computed in one go; worked out from the size of the game where absent. */
  readonly rowsPerJob?: number;
}

/** The crisis as it is, or with something changed. */
export interface Scenario {
  readonly name: string;
  /** File whose reports take the place of those of the crisis. */
  readonly reports?: string;
  /** Parameters with another value throughout. */
  readonly values: Readonly<Record<string, number>>;
  readonly changes: ScenarioChanges;
}

/** What is done from a date on, as `brink what-if` does it. */
export interface ScenarioChanges {
  readonly set: readonly string[];
  readonly force: readonly string[];
  readonly forbid: readonly string[];
  /** Moves by date, as `2025-08=us.send_fleet`. */
  readonly plan: readonly string[];
  /** Steps, both included. */
  readonly from?: number;
  readonly until?: number;
}

export interface GridParameter {
  readonly name: string;
  readonly values: readonly number[];
}

export interface DrawnParameter {
  readonly name: string;
  /** In place of the range of the crisis file. */
  readonly range?: readonly [number, number];
  readonly distribution?: Distribution;
}

/** What each row says: odds of the endings always are among it. */
export type AnswerKind = "endings" | "next_moves" | "hidden";

/** Whether a scenario does anything beside its values. */
export function hasChanges({ set, force, forbid, plan }: ScenarioChanges): boolean {
  return set.length + force.length + forbid.length + plan.length > 0;
}
