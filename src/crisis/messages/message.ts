import type { Severity } from "../../text/diagnostic.ts";

/** The words for one kind of mistake; `P` are the values they are made of. */
export interface Message<P> {
  readonly severity: Severity;
  /** One sentence of fact with the offending value, one of what must hold. */
  readonly message: (params: P) => string;
  /** One concrete edit. */
  readonly hint: (params: P) => string;
}

/** One message for each code of a theme. */
export type Messages<T> = { readonly [C in keyof T]: Message<T[C]> };

/** A message about something that keeps the crisis from being built. */
export function error<P>(message: (params: P) => string, hint: (params: P) => string): Message<P> {
  return { severity: "error", message, hint };
}

/** A message about something legal that was probably not meant. */
export function warning<P>(message: (params: P) => string, hint: (params: P) => string): Message<P> {
  return { severity: "warning", message, hint };
}

/** A number as a person would write it: at most six digits, no trailing zeros. */
export function shortNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
}

/** `a, b and c`; at most twelve names, then how many more. */
export function nameList(names: readonly string[]): string {
  if (names.length === 0) return "(none)";
  const shown = names.slice(0, 12);
  return names.length > shown.length ? `${shown.join(", ")} and ${names.length - shown.length} more` : shown.join(", ");
}
