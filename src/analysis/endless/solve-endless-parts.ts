import { mistakenStart, type Part, partsOf, tooManyStarts } from "../../crisis/compile/parts.ts";
import { PartCompiler } from "../../crisis/compile-game.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { Game } from "../../game/game.ts";
import type { Policy, SolveRecord } from "../../game/policy.ts";
import { solveEndless } from "../../solvers/solve-endless.ts";
import { type Diagnostic, hasErrors } from "../../text/diagnostic.ts";

/** A part of a crisis without a last step, and its stationary solution. */
export interface SolvedEndlessPart {
  readonly part: Part;
  readonly game: Game;
  readonly policy: Policy;
  /** Converged, always. */
  readonly record: SolveRecord;
}

/**
 * Compile and solve the parts of a crisis without a last step, one after the
 * other, and look at each; what `look` does not keep of a part is let go.
 *
 * @param compiler of the same crisis: what it has laid out for other parameters is used again.
 * @returns what was found in each part; absent where there are errors.
 *
 * Errors: those of `tooManyStarts` and `compileGame`; those of `mistakenStart`;
 * `not-converged` where no stationary equilibrium was found to 1e-8.
 *
 * @throws {GameError} those of `solveEndless`.
 */
export function solveEndlessParts<Found>(
  crisis: Crisis,
  parameters: Float64Array,
  look: (solved: SolvedEndlessPart) => Found,
  compiler: PartCompiler = new PartCompiler(crisis),
): { readonly found: readonly Found[] | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const tooMany = tooManyStarts(crisis);
  if (tooMany) return { found: undefined, diagnostics: [tooMany] };
  const parts = partsOf(crisis, parameters);
  const mistake = mistakenStart(crisis, parameters);
  if (mistake) return { found: undefined, diagnostics: [mistake] };
  const diagnostics: Diagnostic[] = [];
  const found: Found[] = [];
  for (const part of parts) {
    const compiled = compiler.compile({ part, parameters });
    diagnostics.push(...compiled.diagnostics);
    if (!compiled.game || hasErrors(diagnostics)) continue;
    const { policy, record } = solveEndless(compiled.game);
    if (!record.converged) return { found: undefined, diagnostics: [notStationary(crisis, record)] };
    found.push(look({ part, game: compiled.game, policy, record }));
  }
  return { found: hasErrors(diagnostics) ? undefined : found, diagnostics };
}

/** That no stationary equilibrium was found. */
export function notStationary(crisis: Crisis, record: SolveRecord): Diagnostic {
  return {
    code: "not-converged",
    severity: "error",
    message: `No stationary equilibrium was found: the best one misses its equations by ${record.residual.toExponential(1)}. ${record.notes.join(" ")}`,
    hint: "lower the precision of the actors or the discount, or give the clock a last step.",
    span: crisis.at,
    params: { residual: record.residual },
  };
}
