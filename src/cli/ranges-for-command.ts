import type { ForecastResult } from "../analysis/forecast-result.ts";
import { addRangesTo, type RangesOptions } from "../analysis/ranges/forecast-with-ranges.ts";
import { safeText } from "../analysis/safe-text.ts";
import type { Crisis } from "../crisis/model.ts";
import type { CommandInput } from "./command.ts";
import { type ComputeOptions, resultOrErrors } from "./compute.ts";
import { styleFor } from "./terminal/style.ts";

/** Points in a probability. */
const POINTS = 100;

/**
 * A forecast with ranges where `--draws` asks for them, else as it is; what is
 * to be said against the ranges goes to stderr.
 *
 * @throws {CommandError} where no ranges can be had.
 */
export async function rangesForCommand(
  { options, host }: CommandInput,
  crisis: Crisis,
  point: ForecastResult,
  compute: ComputeOptions,
): Promise<ForecastResult> {
  const { draws, seed, precision } = options;
  if (typeof draws !== "number") return point;
  const wanted: RangesOptions = {
    ...compute,
    draws,
    ...(typeof seed === "number" ? { seed } : {}),
    ...(typeof precision === "number" ? { precision: precision / POINTS } : {}),
  };
  const begin = (compute.clock?.() ?? 0) - point.solution.milliseconds;
  const answer = await addRangesTo(crisis, { point, diagnostics: [], begin }, wanted);
  const result = resultOrErrors(answer.result, answer.diagnostics);
  const style = styleFor(host.err, host.environment);
  for (const { message } of answer.diagnostics) host.err.write(`${style.warning("warning")}: ${safeText(message)}\n`);
  return result;
}
