import { type Command, InvalidArgumentError, Option } from "commander";
import { MOST_POINTS } from "../sweep/plan-shape.ts";
import type { Execute, Options } from "./program.ts";
import { wholeNumber } from "./whole-number.ts";

const cuba = "crises/cuba-1962/crisis.yaml";
const queue = "address of a Redis or Postgres, for instance redis://localhost:6379";

/** Many forecasts in one go: `sweep` asks for them, `worker` computes them elsewhere. */
export function addSweeps(program: Command, execute: Execute): void {
  addSweep(program, execute);
  program
    .command("worker")
    .summary("computes rows of sweeps that others put on a queue")
    .description(
      "Takes rows of sweeps from a queue in Redis or Postgres and computes them,\nuntil it is stopped with Ctrl+C.",
    )
    .usage("--queue URL [options]")
    .requiredOption("--queue <url>", queue)
    .addOption(threadsOption())
    .addOption(
      new Option("--lock <seconds>", "after so long without a sign of life, the jobs of a worker are given to others")
        .default(10)
        .argParser(secondsFrom(1)),
    )
    .option("--json", "print data instead of text, mistakes included")
    .helpOption("-h, --help", "print this help")
    .addHelpText(
      "after",
      "\nIt needs two more packages: npm install bullmq ioredis, for Postgres bullmq pg\n\nExamples:\n  brink worker --queue redis://localhost:6379\n  brink worker --queue redis://:PASSWORD@10.0.0.5:6379 --threads 8\n  brink worker --queue postgres://USER:PASSWORD@10.0.0.5/DATABASE",
    )
    .action(async (options: Options) => {
      await execute("worker", "", options);
    });
}

function addSweep(program: Command, execute: Execute): void {
  program
    .command("sweep")
    .summary("the odds for many scenarios, values of parameters and dates, as a table in files")
    .description(
      "Computes the odds for many scenarios, values of parameters and dates, and\nwrites them as a table (Parquet and CSV). Takes a plan, or a crisis file and\nthe options below.",
    )
    .usage("PLAN|FILE [options]")
    .argument("<file>", "plan (YAML with the key `sweep`), or crisis file")
    .option("-o, --output <folder>", "folder to write to (by default named after the file, here)")
    .addOption(repeated("--values <name=list>", "values of a parameter: war_cost=4,8,12, or evenly war_cost=4..12:5"))
    .addOption(
      new Option("--draws <number>", "draw the other parameters so often from their ranges").argParser(
        wholeNumber(1, MOST_POINTS),
      ),
    )
    .addOption(new Option("--seed <number>", "with --draws: other draws").argParser(wholeNumber(1, 1_000_000)))
    .addOption(repeated("--as-of <date>", "a date to look ahead from, or every step of 2025-01..2025-07"))
    .option("--reports <file>", "take the reports from this file instead")
    .addOption(repeated("--set <name=value>", "what-if beside the crisis as it is: see `brink help what-if`"))
    .addOption(repeated("--force <what>", "the same"))
    .addOption(repeated("--forbid <what>", "the same"))
    .option("--from <date>", "the what-if from this date on")
    .option("--until <date>", "the what-if up to and including this date")
    .option("--replace", "take over a folder that holds another sweep")
    .addOption(threadsOption())
    .option("--queue <url>", `have it computed by workers: ${queue}`)
    .addOption(
      new Option(
        "--wait <seconds>",
        "with --queue: give up when its server has not answered for so long (default: 60)",
      ).argParser(secondsFrom(0)),
    )
    .option("--cancel", "with --queue: take the sweep off the queue instead")
    .option("--json", "print data instead of text, mistakes included")
    .helpOption("-h, --help", "print this help")
    .addHelpText(
      "after",
      `\nParquet needs one more package: npm install hyparquet-writer\nStopped with Ctrl+C, it keeps what is done; the same command goes on from there.\n\nExamples:\n  brink sweep ${cuba} --values sharpness=1..4:7 --as-of 1962-10-20..1962-10-27\n  brink sweep ${cuba} --draws 64 --forbid us.blockade --from 1962-10-23\n  brink sweep plan.yaml --queue redis://localhost:6379 -o results`,
    )
    .action(async (file: string, options: Options) => {
      await execute("sweep", file, options);
    });
}

function threadsOption(): Option {
  return new Option("--threads <number>", "worker threads (one for each core by default)").argParser(
    wholeNumber(1, 1024),
  );
}

function repeated(flags: string, description: string): Option {
  return new Option(flags, `${description}; may be repeated`).argParser(
    (value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), value],
  );
}

function secondsFrom(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (text.trim() !== "" && number >= least && number <= 86_400) return number;
    throw new InvalidArgumentError(`It must be a number of seconds from ${least} to 86400.`);
  };
}
