import { GameError } from "../game/game-error.ts";
import type { Diagnostic } from "../text/diagnostic.ts";

/** A solver's or filter's refusal as a diagnostic; undefined for anything else that was thrown. */
export function gameFailure(thrown: unknown): Diagnostic | undefined {
  if (!(thrown instanceof GameError)) return undefined;
  const { code, message } = thrown;
  return { code, severity: "error", message: message.endsWith(".") ? message : `${message}.`, params: {} };
}
