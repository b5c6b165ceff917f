import type { ForecastOptions } from "../analysis/forecast.ts";
import { gameFailure } from "../analysis/game-failure.ts";
import type { RangesOptions } from "../analysis/ranges/forecast-with-ranges.ts";
import { type Diagnostic, hasErrors } from "../text/diagnostic.ts";
import type { CommandInput } from "./command.ts";
import { CommandError } from "./command-error.ts";
import { exitCode } from "./exit-code.ts";
import { partPool } from "./part-pool.ts";
import { progressOn } from "./progress.ts";

/** Diagnostics about what was asked for on the command line, not about the file. */
const aboutTheCommand: ReadonlySet<string> = new Set([
  "bad-date",
  "outside-clock",
  "unknown-name",
  "unknown-level",
  "bad-value",
  "cannot-set",
  "cannot-force",
  "cannot-forbid",
  "nothing-to-do",
  "before-as-of",
  "needs-finite-clock",
  "step-outside-clock",
  "nothing-to-vary",
  "contradiction",
]);

/** What the command line gives to every analysis. */
export type ComputeOptions = ForecastOptions & Pick<RangesOptions, "drawRunner" | "onDraws">;

/**
 * Computes with worker threads and progress, and ends the threads again.
 *
 * @throws {CommandError} where a solver refuses the game.
 */
export async function compute<Result>(
  input: CommandInput,
  work: (options: ComputeOptions) => Promise<Result>,
): Promise<Result> {
  const { options, host } = input;
  const pool = partPool(typeof options.threads === "number" ? options.threads : undefined);
  const progress = progressOn(host.err, "Solving");
  const drawing = progressOn(host.err, "Drawing");
  let drawn = false;
  try {
    return await work({
      ...(typeof options.asOf === "string" ? { asOf: options.asOf } : {}),
      runner: pool.run,
      threads: pool.threads,
      onProgress: progress.update,
      drawRunner: pool.runDraws,
      onDraws(done, all) {
        if (!drawn) progress.stop();
        drawn = true;
        drawing.update(done, all);
      },
      clock: () => performance.now(),
    });
  } catch (thrown) {
    const failure = gameFailure(thrown);
    if (!failure) throw thrown;
    throw new CommandError([failure], exitCode.fileErrors);
  } finally {
    progress.stop();
    drawing.stop();
    await pool.close();
  }
}

/**
 * The result of an analysis, where there is one.
 *
 * @throws {CommandError} with its diagnostics where there is none.
 */
export function resultOrErrors<Result>(result: Result | undefined, diagnostics: readonly Diagnostic[]): Result {
  if (result !== undefined && !hasErrors(diagnostics)) return result;
  const misused = diagnostics.some((diagnostic) => aboutTheCommand.has(diagnostic.code));
  throw new CommandError(diagnostics, misused ? exitCode.wrongUse : exitCode.fileErrors);
}
