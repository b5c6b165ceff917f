import type { ForecastResult } from "../analysis/forecast-result.ts";
import { addRangesTo, type RangesOptions } from "../analysis/ranges/forecast-with-ranges.ts";
import { safeText } from "../analysis/safe-text.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import type { CommandInput } from "./command.ts";
import { wrongUse } from "./command-error.ts";
import { type ComputeOptions, resultOrErrors } from "./compute.ts";
import type { Options } from "./program.ts";
import { styleFor } from "./terminal/style.ts";

/**
 * Refuses options that say how to draw where nothing is drawn.
 *
 * @throws {CommandError} `needs-draws`.
 */
export function checkDrawOptions({ draws, seed, precision }: Options): void {
  if (draws !== undefined) return;
  const alone = [seed === undefined ? "" : "--seed", precision === undefined ? "" : "--precision"].filter(Boolean);
  const [first] = alone;
  if (first === undefined) return;
  const message = `${alone.map((name) => `\`${name}\``).join(" and ")} ${alone.length > 1 ? "say" : "says"} how to draw, but nothing is drawn without \`--draws\`.`;
  throw wrongUse("needs-draws", message, `add \`--draws 256\`, or leave \`${first}\` out.`);
}

/** Tells on stderr what is to be said against an answer. */
export function warnOf({ host }: CommandInput, diagnostics: readonly Diagnostic[]): void {
  const style = styleFor(host.err, host.environment);
  for (const { message } of diagnostics) host.err.write(`${style.warning("warning")}: ${safeText(message)}\n`);
}

/** Points in a probability. */
const POINTS = 100;

/**
 * A forecast with ranges where `--draws` asks for them, else as it is; what is
 * to be said against the ranges goes to stderr.
 *
 * @throws {CommandError} where no ranges can be had.
 */
export async function rangesForCommand(
  input: CommandInput,
  crisis: Crisis,
  point: ForecastResult,
  compute: ComputeOptions,
): Promise<ForecastResult> {
  const { draws, seed, precision } = input.options;
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
  warnOf(input, answer.diagnostics);
  return result;
}
