import { GameError, type GameErrorCode } from "../game/game-error.ts";
import type { Diagnostic } from "../text/diagnostic.ts";

/** What a user can do about it, where the message alone does not say. */
const hints: Partial<Record<GameErrorCode, string>> = {
  "bad-precision":
    "take a value of 0 or more: at 0 every move is as likely as any other, above it costly moves are made less often.",
  "bad-discount": "take a value above 0 and at most 1, below 1 on an endless clock.",
  "infinite-precision-together": "take a large finite precision, for instance 20.",
  "chain-too-large": "fold levels or variables that matter little, or give the clock a last step.",
};

/** A solver's or filter's refusal as a diagnostic; undefined for anything else that was thrown. */
export function gameFailure(thrown: unknown): Diagnostic | undefined {
  if (!(thrown instanceof GameError)) return undefined;
  const { code, message } = thrown;
  const sentence = message.endsWith(".") ? message : `${message}.`;
  const hint = hints[code];
  return { code, severity: "error", message: sentence, ...(hint ? { hint } : {}), params: {} };
}
