import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import { NumberRoom } from "../numeric/number-room.ts";
import { buildColumns, type LegColumns } from "./columns.ts";
import { type CountedReport, countReports } from "./count-reports.ts";
import type { FilterRequest } from "./filter-request.ts";
import { checkRequest, checkSize } from "./filter-size.ts";
import { FlowShapes } from "./flows.ts";
import { type FilterPlan, planFilter } from "./plan-filter.ts";
import { mergeTerminals } from "./terminal-classes.ts";

/**
 * What a filter has to know before it sees a policy: it hangs on the structure
 * of a game and on the reports, not on payoffs or chances.
 */
export interface FilterGround {
  readonly game: Game;
  readonly evidence: Evidence;
  readonly request: FilterRequest;
  readonly counted: readonly CountedReport[];
  readonly plan: FilterPlan;
  readonly columns: readonly LegColumns[];
  readonly shapes: FlowShapes;
  /** By first member of a class of reports: the weights of its last leg with the class left out; filled as asked for. */
  readonly without: Map<number, Float64Array>;
  /** Memory for one filter at a time. */
  readonly room: NumberRoom;
}

/** @throws {GameError} as `filterPart`. */
export function prepareFilter(game: Game, evidence: Evidence, request: FilterRequest): FilterGround {
  checkRequest(game, request);
  const { asOfStep, asOfDay } = request;
  const isAsOf = (step: number): boolean => step === asOfStep;
  const counted = countReports(evidence, (report) => report.toldDay <= asOfDay);
  const plan = planFilter(game, evidence, counted, asOfStep, isAsOf);
  checkSize(plan);
  const { classes, columns } = mergeTerminals(game, plan, buildColumns(game, evidence, plan), isAsOf);
  return {
    game,
    evidence,
    request,
    counted,
    plan,
    columns,
    shapes: new FlowShapes(classes),
    without: new Map(),
    room: new NumberRoom(),
  };
}

/** Prepares filters for one game after the other; what was prepared last is used again where it fits. */
export class FilterGrounds {
  private last: FilterGround | undefined;

  of(game: Game, evidence: Evidence, request: FilterRequest): FilterGround {
    const { last } = this;
    if (last?.evidence === evidence && last.request === request && sameStructure(last.game, game)) return last;
    this.last = prepareFilter(game, evidence, request);
    return this.last;
  }
}

/** Whether two games share their structure, array by array: they differ in numbers only. */
function sameStructure(one: Game, other: Game): boolean {
  return (
    one.stateCode === other.stateCode &&
    one.phaseOfStep === other.phaseOfStep &&
    one.stages.length === other.stages.length &&
    one.stages.every(({ tables }, p) => {
      const others = other.stages[p]!.tables;
      return tables.length === others.length && tables.every(({ target }, k) => target === others[k]!.target);
    })
  );
}
