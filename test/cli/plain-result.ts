import type { DrawResult } from "../../src/analysis/ranges/run-draws.ts";

/** A result with numbers of its own, to be compared. */
export function plainly(result: DrawResult): DrawResult {
  if ("failure" in result) return result;
  const { mass, endings, changed } = result;
  return { mass, endings: Float64Array.from(endings), ...(changed ? { changed } : {}) };
}
