import type { Diagnostic, Span } from "../../text/diagnostic.ts";
import { type GameParams, gameMessages } from "../messages/game-messages.ts";

/**
 * Mistakes that show while the game is laid out. Each is kept once for each
 * place in the file, with the first state that showed it.
 */
export class Problems {
  private readonly found = new Map<string, Diagnostic>();

  add<C extends keyof GameParams>(code: C, at: Span, params: GameParams[C]): void {
    const key = `${code} ${at.file} ${at.start}`;
    if (this.found.has(key)) return;
    this.found.set(key, gameDiagnostic(code, at, params));
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.found.values()];
  }

  /** As if none had been found. */
  clear(): void {
    if (this.any) this.found.clear();
  }

  get any(): boolean {
    return this.found.size > 0;
  }
}

/** A diagnostic of the compiler in the words of the catalogue. */
export function gameDiagnostic<C extends keyof GameParams>(code: C, at: Span, params: GameParams[C]): Diagnostic {
  const { severity, message, hint } = gameMessages[code];
  return { code, severity, message: message(params), hint: hint(params), span: at, params: { ...params } };
}
