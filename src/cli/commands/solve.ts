import { classicFailures } from "../../analysis/classic-failure.ts";
import type { ClassicMethod } from "../../analysis/classic-result.ts";
import { solveGameFile } from "../../analysis/solve-game-file.ts";
import { readGameFile } from "../../gambit/read-game-file.ts";
import type { CommandRun } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import type { Options } from "../program.ts";
import { largestGameFile, readTextFile } from "../read-text-file.ts";
import { solveText } from "../solve-text.ts";

/** `brink solve`: equilibria of a game in Gambit's formats. */
export const solveCommand: CommandRun = async ({ file, options, host, texts }) => {
  const text = readTextFile(file, host.folder, largestGameFile);
  texts.set(file, text);
  const { game, diagnostics } = readGameFile(file, text);
  if (!game) throw new CommandError(diagnostics, exitCode.fileErrors);
  const answer = solveGameFile(game, {
    ...(typeof options.lambda === "number" ? { lambda: options.lambda } : {}),
    // Commander lets only known methods through.
    ...(typeof options.method === "string" ? { method: options.method as ClassicMethod } : {}),
    ...countsOf(options),
  });
  if (!answer.result) {
    const misused = answer.diagnostics.some(({ code }) => classicFailures.aboutTheCommand.has(code));
    throw new CommandError(answer.diagnostics, misused ? exitCode.wrongUse : exitCode.fileErrors);
  }
  const { result } = answer;
  return { data: result, text: (view) => solveText(result, view) };
};

function countsOf({ counts }: Options): { readonly counts?: readonly number[] } {
  if (typeof counts !== "string") return {};
  return { counts: counts.split(/[,\s]+/).map((word) => (word === "" ? Number.NaN : Number(word))) };
}
