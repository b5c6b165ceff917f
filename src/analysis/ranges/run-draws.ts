import type { Crisis } from "../../crisis/model.ts";
import type { FilterRequest } from "../../inference/filter-request.ts";
import { type EndingsFailure, EndingsSolver } from "../solve-endings.ts";
import type { Change } from "../what-if-change.ts";
import { type DrawnGrade, GradedEvidence } from "./graded-evidence.ts";
import { type ChangedDraw, PairedRunner } from "./paired-runner.ts";

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
 * Compile, solve and filter all parts for each draw. The structure of a part is
 * laid out once and priced again for every part and draw that shares it; the
 * digits of a draw are those it has alone.
 *
 * Cost: for each draw and part one pricing, one backward and one forward pass.
 */
export function runDraws(task: DrawTask): readonly DrawResult[] {
  return new DrawRun(task).solve(task.draws);
}

/** Solves draws on one ground, now and later ones too, and keeps what the next can use. */
export class DrawRun {
  private readonly paired: PairedRunner | undefined;
  private readonly solver: EndingsSolver;

  constructor(ground: DrawGround) {
    const { crisis, request, grades, changes } = ground;
    const graded = new GradedEvidence(grades ?? []);
    this.paired = changes && new PairedRunner(ground, changes);
    this.solver = new EndingsSolver(crisis, request, (told, parameters) => graded.of(told, parameters));
  }

  /** As `runDraws`. */
  solve(draws: readonly Float64Array[]): readonly DrawResult[] {
    return draws.map((parameters) => this.paired?.solve(parameters) ?? this.solveDraw(parameters));
  }

  private solveDraw(parameters: Float64Array): DrawResult {
    const found = this.solver.whole(parameters);
    return "code" in found ? { failure: found } : found;
  }
}
