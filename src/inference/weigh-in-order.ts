import type { Ahead, FilterRun } from "./filter-run.ts";
import { momentsAt } from "./moments.ts";
import { weighMoments } from "./weigh-rows.ts";

/**
 * Include the reports one after the other, in the order in which they count,
 * and note the mass after each: P(first k + 1 reports, survival).
 *
 * Masses before a cursor and likelihoods after it are kept right; a report is
 * weighed where the cursor stands. Only the way from one report's leg to the
 * next is computed anew, so reports told in the order in which they happened
 * cost one forward pass together.
 *
 * @param ahead  the likelihoods with no report included, by leg; not changed.
 * @returns the masses, and the leg at which the cursor came to stand, −1 without reports.
 */
export function weighInOrder(
  run: FilterRun,
  ahead: readonly Ahead[],
): { readonly prefix: Float64Array; readonly at: number } {
  const { reports } = run.plan;
  const prefix = new Float64Array(reports.length);
  const after = [...ahead];
  let at = -1;
  let moments: Float64Array | null = null;
  reports.forEach(({ leg }, k) => {
    if (at !== leg) moments = null;
    while (at < leg) {
      at++;
      run.advance(at, run.isOfAsOfStep(at));
    }
    while (at > leg) {
      after[at - 1] = run.survive(at - 1, run.retreat(at, after[at]!));
      at--;
    }
    moments ??= momentsAt(run, at, run.before(at), after[at]!);
    run.include(k, true);
    prefix[k] = weighMoments(run.weightsOf(at), moments);
  });
  return { prefix, at };
}
