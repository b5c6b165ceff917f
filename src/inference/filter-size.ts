import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import { buildColumns, type StepColumns } from "./columns.ts";
import { countReports } from "./count-reports.ts";
import type { FilterRequest } from "./filter-request.ts";
import { type Bit, type FilterPlan, planFilter } from "./plan-filter.ts";

/** Facts that may be tracked or drawn at one time: beyond this no table is tried. */
const MOST_BITS = 18;

/** How large the tables of a filter get, and what makes them large. */
export interface FilterSize {
  /** Numbers held at one time: masses of every step up to the as-of step, and the working rows. */
  readonly cells: number;
  /** Columns at the widest step: combinations of the facts tracked there that later reports tell apart. */
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
 * Where more facts are tracked than a filter tries, all their combinations are counted.
 *
 * @throws {GameError} `needs-finite-clock`, `step-outside-clock`.
 */
export function filterSize(game: Game, evidence: Evidence, request: FilterRequest): FilterSize {
  checkRequest(game, request);
  const { asOfStep, asOfDay } = request;
  const counted = countReports(evidence, (report) => report.toldDay <= asOfDay);
  const plan = planFilter(game, evidence, counted, asOfStep, (step) => step === asOfStep);
  return sizeOfPlan(game, plan, mostBits(plan) > MOST_BITS ? null : buildColumns(game, evidence, plan));
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
  const bits = mostBits(plan);
  if (bits <= MOST_BITS) return;
  const limit = `at most ${MOST_BITS} can be`;
  throw new GameError("filter-too-large", `${bits} hidden yes-or-no facts would be tracked at one time; ${limit}.`);
}

function mostBits(plan: FilterPlan): number {
  return Math.max(...plan.steps.map((step) => step.bits.length + step.born.length));
}

/** @param columns null to count every combination of facts. */
export function sizeOfPlan(game: Game, plan: FilterPlan, columns: readonly StepColumns[] | null): FilterSize {
  const positions = game.stages.length;
  const terminals = game.blockStart[positions + 2]! - game.blockStart[positions + 1]!;
  const widths = columns?.map((step) => step.widths) ?? plan.steps.map((step) => step.bitsAt.map((bits) => 2 ** bits));
  const cellsAt = (step: number, p: number, width = widths[step]![p]!): number =>
    game.active[step * (positions + 1) + p]! * width;
  const asOf = plan.steps.length - 1;
  let cells = 0;
  let working = 0;
  for (let step = 0; step <= asOf; step++) {
    cells += cellsAt(step, positions);
    for (let p = 0; p <= positions; p++) {
      working = Math.max(working, cellsAt(step, p));
      if (step === asOf) cells += cellsAt(step, p);
    }
  }
  plan.reports.forEach((report, k) => {
    // A report of an earlier step than the one before it: the way back is kept too.
    const from = plan.reports[k - 1]?.step ?? 0;
    for (let step = report.step; step < from; step++) cells += cellsAt(step, positions, widths[step + 1]![0]!);
  });
  const columnsByStep = widths.map((step) => step[positions]!);
  const most = Math.max(...columnsByStep);
  const widest = columnsByStep.indexOf(most);
  const { bits } = plan.steps[widest]!;
  const of = (kind: Bit["kind"]): number[] => bits.flatMap((bit) => (bit.kind === kind ? [bit.id] : []));
  return {
    cells: cells + 2 * working + 2 * terminals * most,
    columns: most,
    step: widest,
    watches: of("watch"),
    sources: of("source"),
    columnsByStep,
  };
}
