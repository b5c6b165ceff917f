import type { Diagnostic } from "../text/diagnostic.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";

/** Ends a command with diagnostics in place of an answer. */
export class CommandError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly exit: ExitCode;
  /** What was not done because of them. */
  readonly closing: string;

  constructor(diagnostics: readonly Diagnostic[], exit: ExitCode, closing = "No game was built.") {
    super(diagnostics[0]?.message ?? "failed");
    this.name = "CommandError";
    this.diagnostics = diagnostics;
    this.exit = exit;
    this.closing = closing;
  }
}

/**
 * The command was not used as its help says.
 *
 * @param code stable identifier, for instance `file-not-found`
 * @param hint one thing to do instead
 */
export function wrongUse(
  code: string,
  message: string,
  hint: string,
  params: Readonly<Record<string, unknown>> = {},
): CommandError {
  return new CommandError([{ code, severity: "error", message, hint, params }], exitCode.wrongUse);
}
