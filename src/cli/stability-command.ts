import { type Command, Option } from "commander";
import type { Execute, Options } from "./program.ts";

/** Which states hold: the graph model of conflicts. */
export function addStability(program: Command, execute: Execute): void {
  program
    .command("stability")
    .summary("which states hold, for whom and why, whatever the odds: the graph model")
    .description(
      "Tells which states of a conflict are stable, for whom and why: Nash, sequential\nstability, symmetric and general metarationality. Takes a conflict file, or a\ncrisis, of which chance and time are left out.",
    )
    .usage("FILE [options]")
    .argument("<file>", "conflict file or crisis file (YAML)")
    .option("--state <name>", "account for one state, actor by actor, and what would have to be preferred")
    .option("--coalitions", "also what several actors would leave together")
    .option("--ranking <file>", "orders of the states in place of those that payoffs give (YAML)")
    .addOption(
      new Option("--set <name=value>", "of a crisis: set a level or a parameter; may be repeated").argParser(
        (value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), value],
      ),
    )
    .option("--json", "print data instead of text, mistakes included")
    .helpOption("-h, --help", "print this help")
    .addHelpText(
      "after",
      `
Examples:
  brink stability games/cuba-1962.conflict.yaml
  brink stability games/cuba-1962.conflict.yaml --state blockade+withdraw
  brink stability crises/deterrence/crisis.yaml --set resolve=hard --state 1`,
    )
    .action(async (file: string, options: Options) => {
      await execute("stability", file, options);
    });
}
