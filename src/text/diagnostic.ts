/**
 * A mistake as data. The words are rendered later, for a terminal, a page or
 * `--json`, from the catalogue that registered the code.
 */

/** A stretch of one source text, as UTF-16 offsets: `start` is included, `end` is not. */
export interface Span {
  /** Name of the source as the user knows it, for instance `crises/cuba-1962/crisis.yaml`. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export type Severity = "error" | "warning";

/** A second place that matters for a mistake, with a short note on why. */
export interface RelatedPlace {
  readonly span: Span;
  readonly note: string;
}

/** One thing that is wrong or doubtful, with what a person needs to mend it. */
export interface Diagnostic {
  /** Stable identifier, for instance `unknown-actor`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence of fact with the offending value, one of what must hold. */
  readonly message: string;
  /** One concrete edit. */
  readonly hint?: string;
  readonly span?: Span;
  readonly related?: readonly RelatedPlace[];
  /** The values the message was made of. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** True when at least one of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
