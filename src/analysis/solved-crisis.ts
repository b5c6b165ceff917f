import type { Crisis } from "../crisis/model.ts";
import type { AsOf } from "./as-of.ts";
import type { JoinedBelief } from "./joined-belief.ts";
import type { SolvedPart } from "./run-parts.ts";

/** A crisis solved and filtered, before it is put into tables. */
export interface SolvedCrisis {
  readonly crisis: Crisis;
  readonly asOf: AsOf;
  readonly belief: JoinedBelief;
  readonly parts: readonly SolvedPart[];
  /** Prior probability of each part. */
  readonly weights: readonly number[];
}
