import type { ExitCode } from "./exit-code.ts";
import type { Host } from "./host.ts";
import type { Options } from "./program.ts";
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
