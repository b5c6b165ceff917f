/** What can be said against the ranges of a forecast. */
import type { Crisis } from "../../crisis/model.ts";
import { SOBOL_DIMENSIONS } from "../../numeric/sobol-directions.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import { type DrawnRounds, LEAST_DRAWS } from "./draw-rounds.ts";

export function tooManyRanges(crisis: Crisis, count: number): Diagnostic {
  return {
    code: "too-many-ranges",
    severity: "error",
    message: `${count} parameters have a range; draws are spread over at most ${SOBOL_DIMENSIONS}.`,
    hint: "take the ranges from those that matter least.",
    span: crisis.at,
    params: { count, most: SOBOL_DIMENSIONS },
  };
}

export function noRanges(): Diagnostic {
  return {
    code: "no-ranges",
    severity: "warning",
    message: "No parameter of this crisis has a range, so there is nothing to draw from.",
    hint: "give what you are unsure of a range: `war_cost: { value: 8, range: [5, 12] }`.",
    params: {},
  };
}

/** No draw counts, some were left out, few count, few were asked for. */
export function problemsOf(crisis: Crisis, drawn: DrawnRounds): readonly Diagnostic[] {
  const { results, effectiveSampleSize, collapsed } = drawn;
  const failures = results.flatMap((result) => ("failure" in result ? [result.failure] : []));
  const [first] = failures;
  if (effectiveSampleSize === 0) return [noDraw(crisis, first?.message)];
  return [
    ...(first ? [leftOut(failures.length, results.length, first)] : []),
    ...(collapsed ? [collapsedRanges(effectiveSampleSize, results.length)] : []),
    ...(!collapsed && effectiveSampleSize < LEAST_DRAWS ? [fewDraws(results.length)] : []),
  ];
}

/** @param reason what the first draw that makes no game says. */
export function noDraw(crisis: Crisis, reason: string | undefined): Diagnostic {
  return {
    code: "no-draw-counts",
    severity: "error",
    message: reason
      ? `No draw of the parameters makes a game. The first says: ${reason}`
      : "No draw of the parameters leaves room for the reports.",
    hint: "narrow the ranges towards the values of the file.",
    span: crisis.at,
    params: {},
  };
}

function leftOut(
  count: number,
  draws: number,
  { code, message }: { readonly code: string; readonly message: string },
): Diagnostic {
  return {
    code: "draws-left-out",
    severity: "warning",
    message: `${count} of ${draws} draws of the parameters make no game and were left out. The first says: ${message}`,
    hint: "narrow the ranges, so that what is drawn together fits together.",
    params: { count, draws, reason: code },
  };
}

function collapsedRanges(size: number, draws: number): Diagnostic {
  return {
    code: "ranges-collapsed",
    severity: "warning",
    message: `The reports fit few of the draws: ${draws} of them are worth ${size.toFixed(1)}. The ranges are rough.`,
    hint: "take more draws, or ask whether the reports and the ranges of the parameters can both be right.",
    params: { size, draws },
  };
}

function fewDraws(draws: number): Diagnostic {
  return {
    code: "few-draws",
    severity: "warning",
    message: `${draws === 1 ? "A single draw says" : `So few draws (${draws}) say`} little about ranges.`,
    hint: "take 64 draws or more.",
    params: { draws },
  };
}
