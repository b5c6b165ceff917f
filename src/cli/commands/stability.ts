import { readInterventions } from "../../analysis/read-intervention.ts";
import type { Conflict } from "../../analysis/stability/conflict.ts";
import { conflictOfCrisis } from "../../analysis/stability/crisis-conflict.ts";
import { isConflictFile, readConflict } from "../../analysis/stability/read-conflict.ts";
import { stabilityOfConflict } from "../../analysis/stability/stability-of-conflict.ts";
import { withRanking } from "../../analysis/stability/with-ranking.ts";
import { type Diagnostic, hasErrors } from "../../text/diagnostic.ts";
import type { CommandInput, CommandRun } from "../command.ts";
import { CommandError, wrongUse } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { loadForCommand } from "../load-for-command.ts";
import { readTextFile } from "../read-text-file.ts";
import { stabilityText } from "../stability-text.ts";

/** `brink stability`: which states hold, for whom and why. */
export const stabilityCommand: CommandRun = async (input) => {
  const { options, host, texts } = input;
  let conflict = conflictIn(input);
  if (typeof options.ranking === "string") {
    const text = readTextFile(options.ranking, host.folder);
    texts.set(options.ranking, text);
    conflict = orFail(withRanking(conflict, options.ranking, text), exitCode.fileErrors);
  }
  const { result, diagnostics } = stabilityOfConflict(conflict, {
    ...(typeof options.state === "string" ? { state: options.state } : {}),
    coalitions: options.coalitions === true,
  });
  if (!result) throw new CommandError(diagnostics, exitCode.wrongUse, "Nothing was analysed.");
  return { data: result, text: (view) => stabilityText(result, view) };
};

/** A conflict file, or a crisis with what is set. */
function conflictIn(input: CommandInput): Conflict {
  const { file, options, host, texts } = input;
  const set = Array.isArray(options.set) ? options.set.map(String) : [];
  const text = file.endsWith(".yaml") || file.endsWith(".yml") ? readTextFile(file, host.folder) : "";
  if (isConflictFile(text)) {
    if (set.length > 0) {
      throw wrongUse("set-in-conflict", "A conflict file has no levels to set.", "leave `--set` away.");
    }
    texts.set(file, text);
    return orFail(readConflict(file, text), exitCode.fileErrors);
  }
  const { crisis } = loadForCommand(input);
  const { interventions, diagnostics } = readInterventions(crisis, { set });
  if (hasErrors(diagnostics)) throw new CommandError(diagnostics, exitCode.wrongUse, "Nothing was analysed.");
  if (interventions.some(({ kind }) => kind === "steerDriver")) {
    throw wrongUse("set-in-conflict", "How likely a driver is does not count here.", "set a level or a parameter.");
  }
  return orFail(conflictOfCrisis(crisis, interventions), exitCode.fileErrors);
}

function orFail(
  { conflict, diagnostics }: { readonly conflict: Conflict | undefined; readonly diagnostics: readonly Diagnostic[] },
  exit: 1 | 2,
): Conflict {
  if (conflict) return conflict;
  throw new CommandError(diagnostics, exit, "Nothing was analysed.");
}
