import { checkCommand } from "./commands/check.ts";
import { deskCommand } from "./commands/desk.ts";
import { explainCommand } from "./commands/explain.ts";
import { forecastCommand } from "./commands/forecast.ts";
import { reportCommand } from "./commands/report.ts";
import { traceCommand } from "./commands/trace.ts";
import { whatIfCommand } from "./commands/what-if.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Host } from "./host.ts";
import type { CommandName, Options } from "./program.ts";
import type { View } from "./terminal/view.ts";

export interface CommandInput {
  /** As written on the command line. */
  readonly file: string;
  readonly options: Options;
  readonly host: Host;
  /** Filled with every text that was read, for the frames of mistakes. */
  readonly texts: Map<string, string>;
}

/** What a command found out: as data for `--json`, as text for people. */
export interface Answer {
  readonly data: unknown;
  readonly text: (view: View) => string;
  readonly exit?: ExitCode;
}

/** A command: throws `CommandError` in place of an answer. */
export type CommandRun = (input: CommandInput) => Promise<Answer>;

export const commands: Readonly<Record<CommandName, CommandRun>> = {
  check: checkCommand,
  forecast: forecastCommand,
  explain: explainCommand,
  trace: traceCommand,
  "what-if": whatIfCommand,
  report: reportCommand,
  desk: deskCommand,
};
