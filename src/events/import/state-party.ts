/**
 * The state in a name such as `Government of Venezuela`, `Military Forces of
 * the United States (2021-2025)`; undefined in any other name.
 */
export function stateIn(name: string): string | undefined {
  const of = /^(?:government|military forces|police forces|armed forces|coast guard)\s+of\s+(?:the\s+)?([^(]+)/i.exec(
    name,
  );
  return of?.[1]?.trim();
}

/** A name without the years some catalogues put behind it: `Rebels (2013-)` → `Rebels`. */
export function withoutYears(name: string): string {
  return name.replace(/\s*\(\d{4}\s*-\s*(?:\d{4})?\).*$/, "").trim();
}
