import type { Crisis } from "../../crisis/model.ts";
import type { FilterRequest } from "../../inference/filter-request.ts";
import type { EndingsFailure } from "../solve-endings.ts";
import type { Change } from "../what-if-change.ts";
import { drawWork } from "./draw-work.ts";
import type { DrawnGrade } from "./graded-evidence.ts";
import type { ChangedDraw } from "./paired-runner.ts";

/** What the draws of a crisis have in common; plain data that can be sent to a worker. */
export interface DrawGround {
  readonly crisis: Crisis;
  readonly request: FilterRequest;
  /** Sources whose reliability is drawn too; the others have that of the file. */
  readonly grades?: readonly DrawnGrade[];
  /** What is done in each draw too, beside the draw as it is; `grades` must then be absent. */
  readonly changes?: readonly Change[];
}

/** Some draws of the parameters, to be solved one and all. */
export interface DrawTask extends DrawGround {
  /** Values by parameter, for each draw. */
  readonly draws: readonly Float64Array[];
}

/** What a draw of the parameters makes of the crisis, or why it makes nothing of it. */
export type DrawResult = SolvedDraw | { readonly failure: EndingsFailure };

export interface SolvedDraw {
  /** P(reports, survival | parameters). */
  readonly mass: number;
  /** P(reports, survival, ending e in step t | parameters): [e · T + t]. */
  readonly endings: Float64Array;
  /** By change, where there are any. */
  readonly changed?: readonly ChangedDraw[];
}

/**
 * Solves draws of the parameters, on either clock: a result for each, in their
 * order. A draw that makes no game has a `failure` with its code instead.
 *
 * Cost: for each draw and part one pricing, one backward and one forward pass
 * (on an endless clock one stationary equilibrium), as often again for changes.
 */
export function runDraws(task: DrawTask): readonly DrawResult[] {
  return drawWork(task).solve(task.draws);
}
