import type { Diagnostic, RelatedPlace, Span } from "../text/diagnostic.ts";
import { createDiagnostic, type MessageCode, type MessageParams, messages } from "./messages.ts";

/** Mistakes of one run that are kept; more have one cause or one author. */
const LIMIT = 500;

/** Collects what is wrong while a file is read, so that one run shows everything. */
export class Findings {
  readonly #found: Diagnostic[] = [];
  readonly #seen = new Set<string>();
  /** An error was found after the limit. */
  #overflow = false;

  /** Notes a mistake; the same words at the same place are kept once. */
  add<C extends MessageCode>(
    code: C,
    at: Span | undefined,
    params: MessageParams[C],
    related: readonly RelatedPlace[] = [],
  ): void {
    if (this.#found.length >= LIMIT) {
      this.#overflow ||= messages[code].severity === "error";
      return;
    }
    const diagnostic = createDiagnostic(code, params, at, related);
    const key = `${code} ${at?.file ?? ""} ${at?.start ?? -1} ${diagnostic.message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#found.push(diagnostic);
  }

  get hasErrors(): boolean {
    return this.#overflow || this.#found.some((diagnostic) => diagnostic.severity === "error");
  }

  /** By file in the order given (others after them), then by position. */
  sorted(files: Iterable<string> = []): Diagnostic[] {
    const sorted = sortDiagnostics(this.#found, files);
    return this.#found.length < LIMIT ? sorted : [...sorted, createDiagnostic("too-many-mistakes", { shown: LIMIT })];
  }
}

/** Diagnostics by file in the order given, then by position; those without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[], files: Iterable<string> = []): Diagnostic[] {
  const rank = new Map<string, number>();
  for (const file of files) if (!rank.has(file)) rank.set(file, rank.size);
  const rankOf = (span: Span | undefined): number => (span ? (rank.get(span.file) ?? rank.size) : -1);
  return [...diagnostics].sort(
    (a, b) =>
      rankOf(a.span) - rankOf(b.span) ||
      (a.span?.start ?? 0) - (b.span?.start ?? 0) ||
      (a.span?.end ?? 0) - (b.span?.end ?? 0),
  );
}
