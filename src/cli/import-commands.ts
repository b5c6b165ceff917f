import { type Command, InvalidArgumentError, Option } from "commander";
import { formatNames } from "../events/import/catalogue-format.ts";
import { encodings } from "./import/open-table.ts";
import type { Execute, Options } from "./program.ts";
import { wholeNumber } from "./whole-number.ts";

/** Event data in: `import`. */
export function addImport(program: Command, execute: Execute): void {
  program
    .command("import")
    .summary("turn event data (GDELT, ACLED, UCDP, ICEWS, POLECAT) into reports, or propose a crisis from them")
    .description(
      "Turns event data (GDELT, ACLED, UCDP, ICEWS, POLECAT) into a file of reports that\na crisis can include, or proposes a first crisis file from them.",
    )
    .usage("FILE... --crisis FILE -o FILE [options]")
    .argument("<files...>", "tables as they were published, unpacked")
    .addOption(
      new Option("--format <name>", "what the tables are (told from their columns by default)").choices(formatNames),
    )
    .option("--crisis <file>", "crisis file (YAML) whose moves the events are matched with")
    .option("--map <file>", "file (YAML) that says what actors and moves are called in the data")
    .option("--suggest", "propose a crisis file in place of reports")
    .requiredOption("-o, --output <file>", "file to write")
    .option("--rejects <file>", "file for rows that cannot be read, each with its line and what is wrong")
    .addOption(repeated("--actor <name>", "only what this actor does; with --suggest an actor by code or name"))
    .option("--from <date>", "only events from this date on")
    .option("--until <date>", "only events up to and including this date")
    .addOption(repeated("--place <name>", "only events there: a country, province or town as the data write it"))
    .addOption(
      new Option(
        "--window <days>",
        "tellings that begin so many days after the first are of the same event (2)",
      ).argParser(wholeNumber(0, 1000)),
    )
    .addOption(
      new Option("--dependence <number>", "how much outlets copy from each other, 0 to 1 (0.5)").argParser(share),
    )
    .addOption(
      new Option("--step <unit>", "with --suggest: length of a step (month)").choices(["day", "week", "month"]),
    )
    .addOption(
      new Option("--least <number>", "with --suggest: rows that make a move count as seen in a step").argParser(
        wholeNumber(0, 1000),
      ),
    )
    .addOption(new Option("--encoding <name>", "letters of the tables (utf-8)").choices(encodings))
    .option("--json", "print data instead of text, mistakes included")
    .helpOption("-h, --help", "print this help")
    .addHelpText(
      "after",
      `
It needs one more package: npm install csv-parse

Examples:
  brink import 2025*.export.CSV --crisis crises/caribbean-2025/crisis.yaml \\
    --map map.yaml -o crises/caribbean-2025/gdelt.yaml --rejects broken.txt
  brink import events.CSV mentions.CSV --crisis crisis.yaml -o gdelt.yaml
  brink import events.CSV --suggest --actor USA --actor VEN -o proposal.yaml`,
    )
    .action(async (files: readonly string[], options: Options) => {
      await execute("import", files[0] ?? "", { ...options, files });
    });
}

function repeated(flags: string, description: string): Option {
  return new Option(flags, `${description}; may be repeated`).argParser(
    (value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), value],
  );
}

function share(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError("It must be a number from 0 to 1.");
}
