import { type Command, InvalidArgumentError, Option } from "commander";
import type { CommandName, Execute, Options } from "./program.ts";

const methods = [
  "logit",
  "limit",
  "fit",
  "perfect",
  "pure",
  "extreme",
  "lemke-howson",
  "zero-sum",
  "sequence",
  "supports",
];

/** Gambit files: solve one. */
export function addClassic(program: Command, execute: Execute): void {
  const solve = add(program, execute, "solve", "solve a game of a Gambit file (.efg or .nfg)", "Gambit file", [
    "brink solve games/selten-horse.efg --lambda 2",
    "brink solve games/chicken.nfg --method extreme",
    "brink solve games/matching-pennies.nfg --counts 80,20,21,79",
  ]);
  solve
    .addOption(
      new Option("--lambda <number>", "the logit equilibrium at this precision, in 1 / payoff").argParser(notNegative),
    )
    .addOption(
      new Option(
        "--method <name>",
        "how (logit with --lambda; else perfect where all is seen, else limit: λ to infinity)",
      ).choices(methods),
    )
    .option("--counts <numbers>", "fit λ to how often each action was seen: numbers with commas, in profile order");
}

function add(
  program: Command,
  execute: Execute,
  name: CommandName,
  summary: string,
  argument: string,
  examples: readonly string[],
): Command {
  return program
    .command(name)
    .summary(summary)
    .description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`)
    .usage("FILE [options]")
    .argument("<file>", argument)
    .option("--json", "print data instead of text, mistakes included")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", `\nExamples:\n${examples.map((example) => `  ${example}`).join("\n")}`)
    .action(async (file: string, options: Options) => {
      await execute(name, file, options);
    });
}

function notNegative(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number >= 0 && number < Number.POSITIVE_INFINITY) return number;
  throw new InvalidArgumentError("It must be a finite number of at least 0.");
}
