import type { Diagnostic } from "../text/diagnostic.ts";

export type ClassicFailureCode =
  | "bad-lambda"
  | "bad-counts"
  | "method-not-for-game"
  | "game-too-large"
  | "absent-minded"
  | "did-not-arrive";

/** Why a game could not be solved as asked. */
export class ClassicFailure extends Error {
  readonly diagnostic: Diagnostic;

  constructor(code: ClassicFailureCode, message: string, hint: string, params: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.diagnostic = { code, severity: "error", message, hint, params };
  }
}

/** Failures that another command line mends; the others lie in the game. */
export const classicFailures: { readonly aboutTheCommand: ReadonlySet<string> } = {
  aboutTheCommand: new Set<ClassicFailureCode>(["bad-lambda", "bad-counts", "method-not-for-game"]),
};
