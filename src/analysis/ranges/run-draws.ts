import { type Part, partsOf } from "../../crisis/compile/parts.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { PartEndings } from "../../inference/filter-odds.ts";
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

/** Start chances that miss 1 by more than this leave room for nothing, or promise too much. */
const ROUNDING = 1e-9;

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
  private readonly crisis: Crisis;
  private readonly paired: PairedRunner | undefined;
  private readonly solver: EndingsSolver;

  constructor(ground: DrawGround) {
    const { crisis, request, grades, changes } = ground;
    const graded = new GradedEvidence(grades ?? []);
    this.crisis = crisis;
    this.paired = changes && new PairedRunner(ground, changes);
    this.solver = new EndingsSolver(crisis, request, (told, parameters) => graded.of(told, parameters));
  }

  /** As `runDraws`. */
  solve(draws: readonly Float64Array[]): readonly DrawResult[] {
    return draws.map((parameters) => this.paired?.solve(parameters) ?? this.solveDraw(parameters));
  }

  private solveDraw(parameters: Float64Array): DrawResult {
    const parts = partsOf(this.crisis, parameters);
    const failure = startFailure(parts);
    if (failure) return { failure };
    // All parts of a draw, then those of the next: parts of one draw share their numbers, draws need not share their structure.
    const found: PartEndings[] = [];
    for (const part of parts) {
      const ending = this.solver.endings(part, parameters);
      if ("code" in ending) return { failure: ending };
      found.push(ending);
    }
    return join(parts, found);
  }
}

function startFailure(parts: readonly Part[]): EndingsFailure | undefined {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  if (Math.abs(weight - 1) <= ROUNDING) return undefined;
  return { code: "chances-not-one", message: `The chances of the starts sum to ${weight}, not to 1.` };
}

function join(parts: readonly Part[], found: readonly PartEndings[]): DrawResult {
  let mass = 0;
  let endings = new Float64Array(0);
  for (let p = 0; p < parts.length; p++) {
    const part = found[p]!;
    if (p === 0) endings = new Float64Array(part.endings.length);
    mass += parts[p]!.weight * part.mass;
    for (let i = 0; i < endings.length; i++) endings[i]! += parts[p]!.weight * part.endings[i]!;
  }
  return { mass, endings };
}
