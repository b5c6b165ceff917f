import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import { sameStructure } from "../game/same-structure.ts";
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

/**
 * @param room memory for the filter.
 *
 * @throws {GameError} as `filterPart`.
 */
export function prepareFilter(
  game: Game,
  evidence: Evidence,
  request: FilterRequest,
  room: NumberRoom = new NumberRoom(),
): FilterGround {
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
    room,
  };
}

/**
 * Prepares filters for one game after the other. What was prepared for the last
 * game of a structure is used again where it fits, for as long as somebody
 * keeps that structure. All share the memory of one filter at a time.
 */
export class FilterGrounds {
  private readonly ofStructure = new WeakMap<Game["stateCode"], FilterGround>();
  private readonly room = new NumberRoom();

  of(game: Game, evidence: Evidence, request: FilterRequest): FilterGround {
    const known = this.ofStructure.get(game.stateCode);
    if (known?.evidence === evidence && known.request === request && sameStructure(known.game, game)) return known;
    const ground = prepareFilter(game, evidence, request, this.room);
    this.ofStructure.set(game.stateCode, ground);
    return ground;
  }
}
