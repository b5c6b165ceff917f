/** The library's own way from a checked crisis to its odds, layer by layer, in the shape of the oracle's answers. */
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { compileEvidence, evidenceReports } from "../../src/crisis/compile-evidence.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import type { PartBelief } from "../../src/inference/belief.ts";
import { filterPart } from "../../src/inference/filter-part.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { uniformPolicy } from "../../src/solvers/uniform-policy.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";

export interface PipelineAnswers {
  readonly mass: number;
  readonly survival: number;
  /** [ending][step]. */
  readonly endings: readonly (readonly number[])[];
  /** [stage][move], the last entry is a pass. */
  readonly nextMoves: readonly (readonly number[])[];
  readonly levelsNow: readonly (readonly number[])[];
  /** [step][variable][level]. */
  readonly levels: readonly (readonly (readonly number[])[])[];
  readonly reliable: readonly number[];
  readonly question?: number;
  readonly reports: readonly { readonly report: number; readonly surprise: number; readonly effect?: number }[];
  /** Values of the actors at the start. */
  readonly value: readonly number[];
  readonly converged: boolean;
}

export class NotCompiled extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => `${d.code}: ${d.message}`).join("\n"));
    this.diagnostics = diagnostics;
  }
}

interface WeighedBelief {
  readonly weight: number;
  readonly belief: PartBelief;
}

/** Odds as of a step with every report told by `day`, by compiling, solving and filtering each part. */
export function runPipeline(crisis: Crisis, asOfStep: number, day: number, uniform = false): PipelineAnswers {
  const question = crisis.question && { ending: crisis.question.ending, byStep: crisis.question.byStep };
  const request = { asOfStep, asOfDay: day, ...(question ? { question } : {}) };
  const value = crisis.actors.map(() => 0);
  let converged = true;
  const parts = partsOf(crisis).map((part): WeighedBelief => {
    const { game, diagnostics } = compileGame(crisis, { part });
    if (!game) throw new NotCompiled(diagnostics);
    const solution = solveBackward(game);
    converged &&= solution.record.converged;
    game.start.node.forEach((node, i) => {
      value.forEach((_, j) => {
        value[j]! += part.weight * game.start.probability[i]! * solution.value[node * value.length + j]!;
      });
    });
    const policy = uniform ? uniformPolicy(game) : solution.policy;
    return {
      weight: part.weight,
      belief: filterPart(game, policy, compileEvidence(crisis, game, part.fixedLevels), request),
    };
  });
  return { ...addUp(crisis, parts), value, converged };
}

function addUp(crisis: Crisis, parts: readonly WeighedBelief[]): Omit<PipelineAnswers, "value" | "converged"> {
  const steps = crisis.clock.steps!;
  const sum = (pick: (belief: PartBelief) => number): number =>
    parts.reduce((total, { weight, belief }) => total + weight * pick(belief), 0);
  const mass = sum((b) => b.mass);
  const share = (pick: (belief: PartBelief) => number): number => sum(pick) / mass;
  const row = (n: number, pick: (belief: PartBelief, i: number) => number): number[] =>
    Array.from({ length: n }, (_, i) => share((b) => pick(b, i)));
  const first = parts[0]!.belief;
  const survival = sum((b) => b.survival);
  const questionOdds = share((b) => b.question);
  const indexes = evidenceReports(crisis);
  // Calendars are no part of a game's state.
  const place = crisis.variables.map((_, v) => crisis.variables.slice(0, v).filter((other) => !other.calendar).length);
  const levelsOf = (lists: readonly Float64Array[], v: number): Float64Array | undefined =>
    crisis.variables[v]!.calendar ? undefined : lists[place[v]!];
  const reports = [...first.counted].map((r, k) => {
    const before = k === 0 ? survival : sum((b) => b.prefix[k - 1]!);
    const surprise = -Math.log2(sum((b) => b.prefix[k]!) / before);
    const without = sum((b) => b.without.question[k]!) / sum((b) => b.without.mass[k]!);
    const report = indexes[r]!;
    return crisis.question ? { report, surprise, effect: 100 * (questionOdds - without) } : { report, surprise };
  });
  return {
    mass,
    survival,
    endings: crisis.endings.map((_, e) => row(steps, (b, t) => b.endings[e * steps + t]!)),
    nextMoves: first.nextMoves
      .slice(0, crisis.turns.length)
      .map((moves, k) => row(moves.length, (b, m) => b.nextMoves[k]![m]!)),
    levelsNow: crisis.variables.map((variable, v) =>
      row(variable.levels.length, (b, l) => levelsOf(b.levelsNow, v)?.[l] ?? 0),
    ),
    levels: Array.from({ length: steps }, (_, t) =>
      crisis.variables.map(({ levels }, v) =>
        row(levels.length, (b, l) => levelsOf(b.levels, v)?.[t * levels.length + l] ?? 0),
      ),
    ),
    reliable: row(crisis.sources.length, (b, s) => b.reliable[s]!),
    ...(crisis.question ? { question: questionOdds } : {}),
    reports,
  };
}
