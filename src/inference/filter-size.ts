import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import { buildColumns, type LegColumns } from "./columns.ts";
import { countReports } from "./count-reports.ts";
import type { FilterRequest } from "./filter-request.ts";
import { type Bit, type FilterPlan, planFilter } from "./plan-filter.ts";

/** Facts that may be tracked or drawn at one time: beyond this no table is tried. */
const MOST_BITS = 18;

/** How large the tables of a filter get, and what makes them large. */
export interface FilterSize {
  /** Numbers held at one time: masses at the end of every leg up to the as-of step, and the working rows. */
  readonly cells: number;
  /** Columns at the widest step: combinations of the facts tracked there that later reports tell apart. */
  readonly columns: number;
  /** The widest step. */
  readonly step: number;
  /** Watches tracked there, by index in the evidence: what the state itself does not show. */
  readonly watches: readonly number[];
  /** Sources tracked there, by index in the evidence: those with a report before and one after. */
  readonly sources: readonly number[];
  /** Columns at the widest position of each step up to the as-of step. */
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
  return Math.max(...plan.legs.map((leg) => leg.bits.length + leg.born.length));
}

/** @param columns null to count every combination of facts. */
export function sizeOfPlan(game: Game, plan: FilterPlan, columns: readonly LegColumns[] | null): FilterSize {
  const positions = game.stages.length;
  const { legs, reports } = plan;
  const terminals = game.blockStart[positions + 2]! - game.blockStart[positions + 1]!;
  const widths = columns?.map((leg) => leg.widths) ?? legs.map((leg) => leg.bitsAt.map((bits) => 2 ** bits));
  const cellsAt = (leg: number, p: number, width = widths[leg]![p - legs[leg]!.from]!): number =>
    game.active[legs[leg]!.step * (positions + 1) + p]! * width;
  let cells = 0;
  let working = 0;
  legs.forEach(({ from, to }, leg) => {
    cells += cellsAt(leg, to);
    for (let p = from; p <= to; p++) {
      working = Math.max(working, cellsAt(leg, p));
      if (leg === legs.length - 1) cells += cellsAt(leg, p);
    }
  });
  reports.forEach((report, k) => {
    // A report of an earlier leg than the one before it: the way back is kept too.
    const from = reports[k - 1]?.leg ?? 0;
    for (let leg = report.leg; leg < from; leg++) cells += cellsAt(leg, legs[leg]!.to, widths[leg + 1]![0]!);
  });
  const mostOf = widths.map((leg) => Math.max(...leg));
  const most = Math.max(...mostOf);
  const widest = legs[mostOf.indexOf(most)]!;
  const columnsByStep = new Array<number>(legs.at(-1)!.step + 1).fill(0);
  legs.forEach(({ step }, leg) => {
    columnsByStep[step] = Math.max(columnsByStep[step]!, mostOf[leg]!);
  });
  const of = (kind: Bit["kind"]): number[] => widest.bits.flatMap((bit) => (bit.kind === kind ? [bit.id] : []));
  return {
    cells: cells + 2 * working + 2 * terminals * most,
    columns: most,
    step: widest.step,
    watches: of("watch"),
    sources: of("source"),
    columnsByStep,
  };
}
