import { type Command, InvalidArgumentError, Option } from "commander";
import type { Execute, Options } from "./program.ts";

/** Tools for an assistant: `mcp`. */
export function addToolServer(program: Command, execute: Execute): void {
  program
    .command("mcp")
    .summary("tools for an assistant: check, forecast, explain and what-if for the crises of a folder")
    .description(
      "Serves the crises of a folder to an assistant that speaks the Model Context\nProtocol, over standard input and output. Reads inside the folder only, and\nwrites nothing.",
    )
    .usage("[FOLDER] [options]")
    .argument("[folder]", "folder with crisis files", ".")
    .addOption(new Option("--limit <seconds>", "a call that takes longer is stopped (300)").argParser(seconds))
    .helpOption("-h, --help", "print this help")
    .addHelpText(
      "after",
      `
It needs one more package: npm install @modelcontextprotocol/server

Example, in the settings of an assistant:
  {"mcpServers": {"brink": {"command": "brink", "args": ["mcp", "crises"]}}}`,
    )
    .action(async (folder: string, options: Options) => {
      await execute("mcp", folder, options);
    });
}

function seconds(text: string): number {
  const number = Number(text);
  if (number > 0 && number <= 86_400) return number;
  throw new InvalidArgumentError("It must be a number of seconds from 1 to 86400.");
}
