import { Command, InvalidArgumentError, Option } from "commander";
import { version } from "../analysis/version.ts";
import { addClassic } from "./classic-commands.ts";
import { addExport } from "./export-commands.ts";
import { addImport } from "./import-commands.ts";
import { addToolServer } from "./mcp-commands.ts";
import { addRead } from "./read-commands.ts";
import { addStability } from "./stability-command.ts";
import { addSweeps } from "./sweep-commands.ts";
import { wholeNumber } from "./whole-number.ts";

/** What commander found on the command line. */
export type Options = Readonly<Record<string, unknown>>;

/** Called with the command's name, its file and its options. */
export type Execute = (command: CommandName, file: string, options: Options) => Promise<void>;

export type CommandName =
  | "check"
  | "forecast"
  | "explain"
  | "trace"
  | "what-if"
  | "sensitivity"
  | "report"
  | "solve"
  | "stability"
  | "export"
  | "desk"
  | "import"
  | "read"
  | "mcp"
  | "sweep"
  | "worker";

const crisis = "crises/cuba-1962/crisis.yaml";
const caribbean = "crises/caribbean-2025/crisis.yaml";

/** The whole command line: commands, options and the help a person reads. */
export function createProgram(execute: Execute): Command {
  const program = new Command("brink")
    .description(
      "Turns a description of an international crisis into a game, solves it, and\nsays how likely each ending is, who does what next, and why.",
    )
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .usage("COMMAND FILE [options]")
    .configureHelp({
      subcommandTerm: (command) => {
        const name = command.name();
        if (name === "worker") return "worker --queue URL";
        if (name === "mcp") return "mcp [FOLDER]";
        if (name === "import") return "import FILE...";
        if (name === "read") return "read ARTICLE";
        return name === "help" ? "help COMMAND" : name === "desk" ? "desk [FOLDER]" : `${name} FILE`;
      },
    })
    .helpCommand("help COMMAND", "what a command does, with its options and examples")
    .showSuggestionAfterError(true)
    .addHelpText(
      "after",
      `
Examples:
  brink forecast ${crisis}             the odds of each ending
  brink explain ${crisis}              why, path by path
  brink report ${crisis} -o report.html
  brink check my-crisis.yaml                             every mistake, with a hint

Exit codes: 0 done, 1 the crisis file has errors, 2 the command was not used as
described here. Each command says more with --help.`,
    );
  addReading(program, execute);
  addThinking(program, execute);
  addSensitivity(program, execute);
  addClassic(program, execute);
  addStability(program, execute);
  addExport(program, execute);
  addImport(program, execute);
  addRead(program, execute);
  addToolServer(program, execute);
  addSweeps(program, execute);
  addDesk(program, execute);
  return program;
}

/** Commands that look at the file or its answer. */
function addReading(program: Command, execute: Execute): void {
  add(program, execute, "check", "find every mistake in a crisis file, and say how large its game is", [
    `brink check ${crisis}`,
    `brink check ${crisis} --json`,
  ]);
  withDraws(
    add(program, execute, "forecast", "the odds of each ending, next moves, hidden facts, and yardsticks beside them", [
      `brink forecast ${crisis}`,
      `brink forecast ${crisis} --as-of 1962-10-24`,
      `brink forecast ${crisis} --draws 256`,
      `brink forecast ${caribbean} --reports crises/caribbean-2025/reports-as-checked.yaml`,
    ])
      .option("--page <file>", "also write the page of `brink report` to this HTML file")
      .option("--multiplicity", "look for other equilibria of moves made at the same time, and give their odds"),
  );
  withDraws(
    add(program, execute, "report", "the forecast as one self-contained HTML page", [
      `brink report ${crisis} -o report.html`,
    ])
      .requiredOption("-o, --output <page>", "HTML file to write")
      .option("--sensitivity", "also what the odds hang on, as `brink sensitivity` does; takes its time"),
  );
  add(program, execute, "trace", "which element rests on which sentence of the sources, and what is left over", [
    `brink trace ${caribbean}`,
  ]);
}

/** Commands that ask why, and what else. */
function addThinking(program: Command, execute: Execute): void {
  withComputing(
    add(
      program,
      execute,
      "explain",
      "likely ways to each ending, why each actor prefers its next move, which reports count",
      [`brink explain ${crisis}`, `brink explain ${crisis} --as-of 1962-10-22`],
    ),
  );
  const whatIf = add(program, execute, "what-if", "change something and compare with the forecast as it is", [
    `brink what-if ${caribbean} --set oil=low`,
    `brink what-if ${caribbean} --force us.strike --from 2025-10 --until 2025-12`,
    `brink what-if ${crisis} --as-of 1962-10-22 --forbid us.blockade`,
    `brink what-if ${crisis} --set accident_rate=0.06 --draws 64`,
    `brink what-if ${crisis} --each --forbid us.blockade --set accident_rate=0.06`,
    `brink what-if ${caribbean} --set driver.close_quarters=x2`,
  ])
    .addOption(
      repeated(
        "--set <name=value>",
        "give a parameter a value, or put a variable to a level once; driver.name=x2 or =20% moves the chances of a driver",
      ),
    )
    .addOption(repeated("--force <what>", "make a move (actor.move) or driver happen; name=level holds a level"))
    .addOption(repeated("--forbid <what>", "rule out a move (actor.move) or a driver"))
    .option(
      "--from <date>",
      "from this date on (by default the as-of date, or the step after it where reports tell of it)",
    )
    .option("--until <date>", "up to and including this date (the end by default)")
    .addOption(repeated("--plan <date=actor.move>", "make a move at a date, as one step of a plan"))
    .option("--each", "do each of these by itself, and show them as a table");
  withSeed(withComputing(whatIf));
}

/** Fewer paths or rows have no interval, or one that says nothing. */
const LEAST_PATHS = 2;
const LEAST_ROWS = 8;

/** What the odds hang on, and how much work that is worth. */
function addSensitivity(program: Command, execute: Execute): void {
  const command = add(
    program,
    execute,
    "sensitivity",
    "what the odds hang on: which numbers matter, where they tip, what would be worth knowing",
    [`brink sensitivity ${crisis}`, `brink sensitivity ${caribbean} --paths 2 --rows 16 --factors 3`],
  );
  withComputing(command)
    .addOption(
      new Option("--paths <number>", "paths of the screening (4 by default)").argParser(
        wholeNumber(LEAST_PATHS, 10_000),
      ),
    )
    .addOption(
      new Option("--factors <number>", "how many of the strongest factors go on (5 by default)").argParser(
        wholeNumber(1, 40),
      ),
    )
    .addOption(
      new Option(
        "--rows <number>",
        "rows behind the shares, 2 × factors + 2 solves each (64 by default; best a power of two)",
      ).argParser(wholeNumber(LEAST_ROWS, 1_000_000)),
    )
    .option("--told <grade>", "grade and digit of the reports not yet seen (B2 by default)")
    .addOption(new Option("--seed <number>", "other draws").argParser(wholeNumber(1, 1_000_000)));
}

/** The one command that takes a folder, and runs until it is stopped. */
function addDesk(program: Command, execute: Execute): void {
  program
    .command("desk")
    .summary("a page on which the crises of a folder are read, questioned and edited")
    .description(
      "Serves a page on which the crises of a folder are read, questioned and edited,\nto this machine only, until it is stopped with Ctrl+C.",
    )
    .usage("[FOLDER] [options]")
    .argument("[folder]", "folder with crisis files", ".")
    .addOption(new Option("--port <number>", "port to listen on (a free one by default)").argParser(portNumber))
    .option("--json", "print data instead of text, mistakes included")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", "\nExamples:\n  brink desk\n  brink desk crises --port 4173")
    .action(async (folder: string, options: Options) => {
      await execute("desk", folder, options);
    });
}

function add(
  program: Command,
  execute: Execute,
  name: CommandName,
  summary: string,
  examples: readonly string[],
): Command {
  const command = program
    .command(name)
    .summary(summary)
    .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`)
    .usage("FILE [options]")
    .argument("<file>", "crisis file (YAML)")
    .option("--json", "print data instead of text, mistakes included")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", `\nExamples:\n${examples.map((example) => `  ${example}`).join("\n")}`);
  command.action(async (file: string, options: Options) => {
    await execute(name, file, options);
  });
  return command;
}

function withComputing(command: Command): Command {
  return command
    .option(
      "--as-of <date>",
      "use only what had been told by then: 1962, 1962-10 or 1962-10-24 (the last report by default)",
    )
    .option("--reports <file>", "take the reports from this file instead")
    .addOption(
      new Option("--threads <number>", "worker threads (one for each core by default)").argParser(wholeNumber(1, 1024)),
    );
}

function withDraws(command: Command): Command {
  return withSeed(withComputing(command)).addOption(
    new Option(
      "--precision <points>",
      "with --draws: stop once the standard error of the mean is so many percentage points, looked at after every 64 draws",
    ).argParser(positiveNumber),
  );
}

function withSeed(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--draws <number>",
        "draw the parameters so often from their ranges: the mean, and 10% and 90% quantiles",
      ).argParser(wholeNumber(1, 1_000_000)),
    )
    .addOption(new Option("--seed <number>", "with --draws: other draws").argParser(wholeNumber(1, 1_000_000)));
}

function repeated(flags: string, description: string): Option {
  return new Option(flags, `${description}; may be repeated`).argParser(
    (value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), value],
  );
}

function positiveNumber(text: string): number {
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError("It must be a number above 0.");
}

function portNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
  throw new InvalidArgumentError("It must be a whole number from 1 to 65535.");
}
