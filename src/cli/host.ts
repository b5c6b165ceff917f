import type { TerminalStream } from "./terminal/style.ts";

/** A place to write to, and what is known of it. */
export interface Output extends TerminalStream {
  write(text: string): unknown;
}

/** What a command may touch beside its files: passed in, so that tests can stand in for a terminal. */
export interface Host {
  /** Answers. */
  readonly out: Output;
  /** Progress, warnings and mistakes. */
  readonly err: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly folder: string;
  /** Where answers to questions come from; nobody is asked where it is absent or no terminal. */
  readonly input?: NodeJS.ReadStream;
}

/** The process itself. */
export function processHost(): Host {
  return {
    out: process.stdout,
    err: process.stderr,
    environment: process.env,
    folder: process.cwd(),
    input: process.stdin,
  };
}
