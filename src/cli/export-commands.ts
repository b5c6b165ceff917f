import { type Command, Option } from "commander";
import type { Execute, Options } from "./program.ts";

/** What a crisis holds, for other programs. */
export function addExport(program: Command, execute: Execute): void {
  program
    .command("export")
    .summary("write a crisis for other programs: Gambit, STIX 2.1, CSV, TimelineJS")
    .description("Writes a crisis for other programs. Name one form.")
    .usage("FILE --efg|--stix|--csv [table]|--timeline [options]")
    .argument("<file>", "crisis file (YAML)")
    .option("--efg", "the whole game, of a small crisis, as a tree in Gambit's format")
    .option("--stix", "reports, sources and actors as a STIX 2.1 bundle (JSON)")
    .addOption(new Option("--csv [table]", "reports (the default) or sources as CSV").choices(["reports", "sources"]))
    .option("--timeline", "reports as JSON for TimelineJS")
    .option("-o, --output <file>", "file to write (standard output by default)")
    .option("--json", "print data instead of text, mistakes included")
    .helpOption("-h, --help", "print this help")
    .addHelpText(
      "after",
      `
Examples:
  brink export crises/deterrence/crisis.yaml --efg -o deterrence.efg
  brink export crises/caribbean-2025/crisis.yaml --stix -o bundle.json
  brink export crises/caribbean-2025/crisis.yaml --csv sources
  brink export crises/cuba-1962/crisis.yaml --timeline -o timeline.json`,
    )
    .action(async (file: string, options: Options) => {
      await execute("export", file, options);
    });
}
