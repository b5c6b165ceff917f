/**
 * The date that stands for the end of a step: its label where that names all of
 * it (`2025-07` on a monthly clock), else its last day. A label of a clock of two
 * weeks is a first day, and a forecast as of that day would leave out what was
 * told later in the step.
 *
 * @param labels of all steps
 * @param step one that has a step after it; of the last one the label is returned
 */
export function asOfDate(labels: readonly string[], step: number): string {
  const label = labels[step] ?? "";
  const next = periodOf(labels[step + 1] ?? "");
  const own = periodOf(label);
  if (!own || !next || own.after === next.first) return label;
  return new Date(next.first - DAY).toISOString().slice(0, 10);
}

const DAY = 86_400_000;

/** First moment of what a label names, and the first moment after it; undefined for a clock without dates. */
function periodOf(label: string): { readonly first: number; readonly after: number } | undefined {
  const found = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/.exec(label);
  if (!found) return undefined;
  const [year, quarter, month, day] = found.slice(1).map((text) => (text === undefined ? undefined : Number(text)));
  if (year === undefined) return undefined;
  if (quarter !== undefined) return { first: Date.UTC(year, 3 * quarter - 3), after: Date.UTC(year, 3 * quarter) };
  if (month === undefined) return { first: Date.UTC(year, 0), after: Date.UTC(year + 1, 0) };
  if (day === undefined) return { first: Date.UTC(year, month - 1), after: Date.UTC(year, month) };
  return { first: Date.UTC(year, month - 1, day), after: Date.UTC(year, month - 1, day + 1) };
}
