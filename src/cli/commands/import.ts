import { version } from "../../analysis/version.ts";
import type { CommandInput, CommandRun } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { exitCode } from "../exit-code.ts";
import { importOptions, openTables } from "../import/import-options.ts";
import { importReports } from "../import/import-reports.ts";
import { importText, suggestText } from "../import/import-text.ts";
import { Rejects } from "../import/rejects.ts";
import { suggestCrisis } from "../import/suggest-crisis.ts";
import { progressOn } from "../progress.ts";
import { placed } from "../report-problems.ts";
import { checkNotRead, checkTarget } from "../write-text-file.ts";

/** `brink import`: event data as a file of reports, or as a proposal for a crisis. */
export const importCommand: CommandRun = async (input) => {
  const options = importOptions(input);
  const { folder } = input.host;
  checkTarget(options.output, folder);
  if (options.rejects !== undefined) {
    checkTarget(options.rejects, folder);
    checkNotRead(options.rejects, folder, [...options.files, options.crisis ?? [], options.map ?? []].flat());
  }
  const tables = openTables(input, options);
  const rejects = new Rejects(options.rejects, folder);
  try {
    return options.suggest
      ? await suggest(input, options, tables, rejects)
      : await report(input, options, tables, rejects);
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    throw new CommandError(thrown.diagnostics, thrown.exit, "Nothing was written.");
  } finally {
    rejects.abandon();
  }
};

type Work = (
  input: CommandInput,
  options: ReturnType<typeof importOptions>,
  tables: ReturnType<typeof openTables>,
  rejects: Rejects,
) => ReturnType<CommandRun>;

const report: Work = async (input, options, tables, rejects) => {
  const progress = progressOn(input.host.err, "Reading MB");
  const done = await importReports(input, options, tables, rejects, progress).finally(() => progress.stop());
  const kept = rejects.finish() ? options.rejects : undefined;
  const warnings = placed(done.warnings, input.texts);
  return {
    data: { brink: version, ...done, warnings, rejects: rejectData(rejects, kept) },
    text: (view) => importText(done, rejects, kept, view),
    ...(done.file === null ? { exit: exitCode.fileErrors } : {}),
  };
};

const suggest: Work = async (input, options, tables, rejects) => {
  const done = await suggestCrisis(input, options, tables, rejects);
  const kept = rejects.finish() ? options.rejects : undefined;
  return {
    data: { brink: version, file: options.output, ...done, rejects: rejectData(rejects, kept) },
    text: (view) => suggestText(done, options.output, rejects, kept, view),
  };
};

function rejectData(rejects: Rejects, file: string | undefined): object {
  const { count, counts, first } = rejects;
  return { count, byFault: Object.fromEntries(counts), first, file: file ?? null };
}
