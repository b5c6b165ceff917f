import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import { countReports } from "./count-reports.ts";
import type { FilterRequest } from "./filter-request.ts";
import { type Bit, type FilterPlan, planFilter } from "./plan-filter.ts";

/** Bits that may live at one time: beyond this no table is tried. */
const MOST_BITS = 24;

/** How large the tables of a filter get, and what makes them large. */
export interface FilterSize {
  /** Numbers held at one time: masses of every step up to the as-of step, and the working rows. */
  readonly cells: number;
  /** Columns at the widest step: 2 to the number of facts tracked there. */
  readonly columns: number;
  /** The widest step. */
  readonly step: number;
  /** Watches tracked there, by index in the evidence: what the state itself does not show. */
  readonly watches: readonly number[];
  /** Sources tracked there, by index in the evidence: those with a report before and one after. */
  readonly sources: readonly number[];
  /** Columns at the end of each step up to the as-of step. */
  readonly columnsByStep: readonly number[];
}

/**
 * The size of `filterPart` for the same arguments, before memory is taken.
 *
 * @throws {GameError} `needs-finite-clock`, `step-outside-clock`.
 */
export function filterSize(game: Game, evidence: Evidence, request: FilterRequest): FilterSize {
  checkRequest(game, request);
  const counted = countReports(evidence, (report) => report.toldDay <= request.asOfDay);
  return sizeOfPlan(
    game,
    planFilter(game, evidence, counted, request.asOfStep, (step) => step === request.asOfStep),
  );
}

/** A filter needs a clock with a last step, and an as-of step on it. */
export function checkRequest(game: Game, request: FilterRequest): void {
  if (!Number.isFinite(game.steps)) {
    throw new GameError("needs-finite-clock", "Reports can be weighed on a finite clock only; this one is endless.");
  }
  const { asOfStep } = request;
  if (Number.isInteger(asOfStep) && asOfStep >= 0 && asOfStep < game.steps) return;
  const steps = `must be one of the clock's steps, 0 to ${game.steps - 1}`;
  throw new GameError("step-outside-clock", `The as-of step ${steps}; got ${asOfStep}.`);
}

/** @throws {GameError} `filter-too-large`. */
export function checkSize(plan: FilterPlan): void {
  const bits = Math.max(...plan.steps.map((step) => step.bits.length + step.born.length));
  if (bits <= MOST_BITS) return;
  const limit = `at most ${MOST_BITS} can be`;
  throw new GameError("filter-too-large", `${bits} hidden yes-or-no facts would be tracked at one time; ${limit}.`);
}

export function sizeOfPlan(game: Game, plan: FilterPlan): FilterSize {
  const positions = game.stages.length;
  const terminals = game.blockStart[positions + 2]! - game.blockStart[positions + 1]!;
  let kept = 0;
  let working = 0;
  let asOf = 0;
  const columnsByStep = plan.steps.map((step, t) => {
    asOf = 0;
    step.bitsAt.forEach((bits, p) => {
      const cells = game.active[t * (positions + 1) + p]! * 2 ** bits;
      working = Math.max(working, cells);
      asOf += cells;
      if (p === positions) kept += cells;
    });
    return 2 ** step.bits.length;
  });
  plan.reports.forEach((report, k) => {
    // A report of an earlier step than the one before it: the way back is kept too.
    for (let t = report.step; t < (plan.reports[k - 1]?.step ?? 0); t++) {
      kept += game.active[t * (positions + 1) + positions]! * 2 ** plan.steps[t]!.out.length;
    }
  });
  const columns = Math.max(...columnsByStep);
  const step = columnsByStep.indexOf(columns);
  const { bits } = plan.steps[step]!;
  const of = (kind: Bit["kind"]): number[] => bits.flatMap((bit) => (bit.kind === kind ? [bit.id] : []));
  const cells = kept + 2 * working + asOf + 2 * terminals * columns;
  return { cells, columns, step, watches: of("watch"), sources: of("source"), columnsByStep };
}
