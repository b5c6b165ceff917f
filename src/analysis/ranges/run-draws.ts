import { parametersRead } from "../../crisis/compile/evaluate.ts";
import { type Part, parameterValues, partsOf } from "../../crisis/compile/parts.ts";
import { PartCompiler } from "../../crisis/compile-game.ts";
import type { Crisis } from "../../crisis/model.ts";
import { GameError } from "../../game/game-error.ts";
import { FilterGrounds } from "../../inference/filter-ground.ts";
import { filterOdds, type PartEndings } from "../../inference/filter-odds.ts";
import type { FilterRequest } from "../../inference/filter-request.ts";
import { NumberRoom } from "../../numeric/number-room.ts";
import { solveBackward } from "../../solvers/solve-backward.ts";
import { EvidenceOfParts } from "../evidence-of-parts.ts";
import { solvePrivate } from "../private/solve-private.ts";
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
export type DrawResult = SolvedDraw | { readonly failure: { readonly code: string; readonly message: string } };

export interface SolvedDraw {
  /** P(reports, survival | parameters). */
  readonly mass: number;
  /** P(reports, survival, ending e in step t | parameters): [e · T + t]. */
  readonly endings: Float64Array;
  /** By change, where there are any. */
  readonly changed?: readonly ChangedDraw[];
}

type Failure = Extract<DrawResult, { failure: unknown }>["failure"];

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
  private readonly ground: DrawGround;
  private readonly paired: PairedRunner | undefined;
  private readonly compiler: PartCompiler;
  private readonly grounds = new FilterGrounds();
  private readonly room = new NumberRoom();
  private readonly graded: GradedEvidence;
  /** What was told, where it is the same in every draw. */
  private readonly told: EvidenceOfParts | undefined;

  constructor(ground: DrawGround) {
    const { crisis, grades, changes } = ground;
    this.ground = ground;
    this.paired = changes && new PairedRunner(ground, changes);
    this.compiler = new PartCompiler(crisis);
    this.graded = new GradedEvidence(grades ?? []);
    this.told = claimsReadParameters(crisis) ? undefined : new EvidenceOfParts(ground, parameterValues(crisis));
  }

  /** As `runDraws`. */
  solve(draws: readonly Float64Array[]): readonly DrawResult[] {
    return draws.map((parameters) => this.paired?.solve(parameters) ?? this.solveDraw(parameters));
  }

  private solveDraw(parameters: Float64Array): DrawResult {
    const parts = partsOf(this.ground.crisis, parameters);
    const failure = startFailure(parts);
    if (failure) return { failure };
    // All parts of a draw, then those of the next: parts of one draw share their numbers, draws need not share their structure.
    const found: PartEndings[] = [];
    for (const part of parts) {
      const ending = this.solvePart(parameters, part);
      if ("code" in ending) return { failure: ending };
      found.push(ending);
    }
    return join(parts, found);
  }

  private solvePart(parameters: Float64Array, part: Part): PartEndings | Failure {
    const { crisis, request } = this.ground;
    const { game: compiled, diagnostics } = this.compiler.compile({ part, parameters });
    if (!compiled) return failureOf(diagnostics.find(({ severity }) => severity === "error"));
    try {
      const { game, policy, record } = solvePrivate(crisis, compiled) ?? {
        game: compiled,
        ...solveBackward(compiled, { numbers: this.room.lend() }),
      };
      if (!record.converged) return { code: "not-converged", message: "No equilibrium was found." };
      const told = (this.told ?? new EvidenceOfParts(this.ground, parameters)).of(game, part.fixedLevels);
      const evidence = this.graded.of(told, parameters);
      return filterOdds(game, policy, evidence, request, this.grounds.of(game, evidence, request));
    } catch (thrown) {
      if (!(thrown instanceof GameError)) throw thrown;
      return failureOf(thrown);
    }
  }
}

function failureOf(found: { readonly code: string; readonly message: string } | undefined): Failure {
  return { code: found?.code ?? "no-game", message: found?.message ?? "No game came of it." };
}

function startFailure(parts: readonly Part[]): Failure | undefined {
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

function claimsReadParameters(crisis: Crisis): boolean {
  return crisis.reports.some((report) =>
    report.claim?.some(({ any }) =>
      any.some((trigger) => trigger.kind === "level" && parametersRead(trigger.condition).length > 0),
    ),
  );
}
