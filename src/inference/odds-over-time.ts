import type { Evidence } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { NumberRoom } from "../numeric/number-room.ts";
import { addLevels, levelRoom } from "./add-levels.ts";
import { buildColumns } from "./columns.ts";
import { type CountedReport, countReports } from "./count-reports.ts";
import type { FilterRequest } from "./filter-request.ts";
import { FilterRun } from "./filter-run.ts";
import { checkRequest, checkSize } from "./filter-size.ts";
import { FlowShapes, type Flows } from "./flows.ts";
import type { Block } from "./move-mass.ts";
import { beginNext, expectEnding, spreadStep, startMass } from "./plain-pass.ts";
import { type FilterPlan, planFilter } from "./plan-filter.ts";
import { passBackward, rowSums } from "./smooth.ts";
import { readReliable } from "./source-masses.ts";
import { mergeTerminals } from "./terminal-classes.ts";
import { nodeMasses } from "./weigh-rows.ts";
import { placeOfSource } from "./weigh-step.ts";

/**
 * What would have been believed as of each step a = 0 … A, with the reports
 * told by the end of that step (and by the as-of day). Masses, as in
 * `PartBelief`; dividing by `mass[a]`, all parts added up, gives probabilities.
 */
export interface PartOdds {
  /** P(reports told by step a, survival of the steps before it | part). */
  readonly mass: Float64Array;
  /** P(survival of the steps before a | part). */
  readonly survival: Float64Array;
  /** Mass of ending e at any later time: [a · E + e]. */
  readonly endings: Float64Array;
  /** Mass of the question's ending by its step; zeros without a question. */
  readonly question: Float64Array;
  /** Mass by level at the start of step a, per variable: [a · levels + l]. */
  readonly levels: readonly Float64Array[];
  /** Mass with source s reliable: [a · S + s]. */
  readonly reliable: Float64Array;
}

/**
 * The odds as of every step up to the as-of step. One forward pass, of which
 * only the steps after a late report are passed again; one backward pass for
 * the odds of all endings; and from each a as far back as a source's last report.
 *
 * The last entry equals `filterPart` for the same request.
 *
 * @throws {GameError} as `filterPart`.
 *
 * Does not mutate its arguments.
 */
export function oddsOverTime(game: Game, policy: Policy, evidence: Evidence, request: FilterRequest): PartOdds {
  checkRequest(game, request);
  const { variants, counting } = reportsByStep(evidence, request);
  const plan = planFilter(game, evidence, variants, request.asOfStep, () => true);
  checkSize(plan);
  const { classes, columns } = mergeTerminals(game, plan, buildColumns(game, evidence, plan), () => true);
  const run = new FilterRun(game, policy, {
    plan,
    columns,
    shapes: new FlowShapes(classes),
    without: new Map(),
    room: new NumberRoom(),
  });
  const room = request.asOfStep + 1;
  const odds: PartOdds = {
    mass: new Float64Array(room),
    survival: survivalByStep(run.flows, request.asOfStep),
    endings: new Float64Array(room * game.endings.length),
    question: new Float64Array(room),
    levels: levelRoom(game, room),
    reliable: new Float64Array(room * evidence.sources.length),
  };
  const outlook = outlookByStep(run.flows, request);
  let valid = -1;
  for (let step = 0; step < room; step++) {
    const legs = legsOf(plan, step);
    valid = Math.min(valid, includeOnly(run, counting[step]!));
    for (let leg = valid + 1; leg < legs.first; leg++) run.advance(leg, false);
    const start = run.startOf(legs.first);
    for (let leg = legs.first; leg <= legs.last; leg++) run.advance(leg, true);
    valid = legs.last;
    look(run, step, legs.last, outlook, odds);
    lookBack(run, evidence, legs, start, odds);
  }
  return odds;
}

/** The legs of a step. */
interface Legs {
  readonly step: number;
  readonly first: number;
  readonly last: number;
}

function legsOf({ legs }: FilterPlan, step: number): Legs {
  const first = legs.findIndex((leg) => leg.step === step);
  return { step, first, last: legs.findLastIndex((leg) => leg.step === step) };
}

/** All forms in which reports count as of some step, and for each step which of them do. */
function reportsByStep(
  evidence: Evidence,
  { asOfStep, asOfDay }: FilterRequest,
): { readonly variants: CountedReport[]; readonly counting: number[][] } {
  const variants: CountedReport[] = [];
  const places = new Map<string, number>();
  const counting: number[][] = [];
  for (let step = 0; step <= asOfStep; step++) {
    const counted = countReports(evidence, (report) => report.toldStep <= step && report.toldDay <= asOfDay);
    const here = counted.map((report) => {
      // A line of one event changes when more of it is told: a longer chain, a higher credibility.
      const key = [report.index, report.hit, report.to, ...report.chain].join(" ");
      const place = places.get(key) ?? variants.push(report) - 1;
      places.set(key, place);
      return place;
    });
    counting.push(here);
  }
  return { variants, counting };
}

/** Include exactly these reports. Returns the last leg whose mass (before its reports) this leaves as it was. */
function includeOnly(run: FilterRun, places: readonly number[]): number {
  let valid = Number.POSITIVE_INFINITY;
  run.plan.reports.forEach(({ leg }, place) => {
    const counts = places.includes(place);
    if (counts === (run.included[place] === 1)) return;
    run.include(place, counts);
    valid = Math.min(valid, leg);
  });
  return valid;
}

function survivalByStep(flows: Flows, last: number): Float64Array {
  const { game } = flows;
  const survival = new Float64Array(last + 1);
  let cells = startMass(game);
  for (let step = 0; step <= last; step++) {
    if (step > 0) {
      const atEnd = spreadStep(flows, step - 1, 1, { from: 0, cells, ended: null });
      cells = beginNext(flows, step - 1, 1, atEnd);
    }
    survival[step] = cells.reduce((sum, mass) => sum + mass, 0);
  }
  return survival;
}

/** The odds of all endings, and of the question's, having survived each step up to the as-of step. */
interface Outlook {
  readonly endings: readonly Float64Array[];
  readonly question: readonly Float64Array[];
  readonly asked: FilterRequest["question"];
}

function outlookByStep(flows: Flows, { asOfStep, question }: FilterRequest): Outlook {
  const { game } = flows;
  const E = game.endings.length;
  const each = new Float64Array(flows.classes.ending.length * E);
  flows.classes.ending.forEach((ending, k) => {
    each[k * E + ending] = 1;
  });
  const outlook = { endings: [] as Float64Array[], question: [] as Float64Array[], asked: question };
  expectEnding(flows, { worth: each, width: E, from: 0, by: game.steps - 1 }, (step, cells) => {
    if (step <= asOfStep) outlook.endings[step] = cells;
  });
  if (question === undefined) return outlook;
  const worth = Float64Array.from(flows.classes.ending, (ending) => Number(ending === question.ending));
  expectEnding(flows, { worth, width: 1, from: 0, by: question.byStep }, (step, cells) => {
    if (step <= asOfStep) outlook.question[step] = cells;
  });
  return outlook;
}

/** Masses as of a step: what ended in it, and what is to be expected of the rest. */
function look(run: FilterRun, step: number, leg: number, { endings, question, asked }: Outlook, odds: PartOdds): void {
  const { game } = run;
  const E = game.endings.length;
  const before = run.before(leg);
  const ahead = run.sureAhead(leg);
  const alive = nodeMasses(run.weighings[leg]!, run.weightsOf(leg), before.rows, ahead.rows);
  const ended = nodeMasses(run.weighings[leg]!, run.weightsOf(leg), before.ended!, ahead.ended);
  const asks = asked !== undefined && step <= asked.byStep;
  alive.forEach((mass, i) => {
    odds.mass[step]! += mass;
    for (let e = 0; e < E; e++) odds.endings[step * E + e]! += mass * endings[step]![i * E + e]!;
    if (asks) odds.question[step]! += mass * question[step]![i]!;
  });
  ended.forEach((mass, k) => {
    const ending = run.flows.classes.ending[k]!;
    odds.mass[step]! += mass;
    odds.endings[step * E + ending]! += mass;
    if (asks && ending === asked.ending) odds.question[step]! += mass;
  });
}

/** What the reports up to a step say about its start and about the sources. */
function lookBack(run: FilterRun, evidence: Evidence, { step, first, last }: Legs, start: Block, odds: PartOdds): void {
  const S = evidence.sources.length;
  const reads = evidence.sources.map((_, source) => readLeg(run, evidence, last, source));
  const until = Math.min(first, ...reads.filter((read) => read >= 0));
  passBackward(run, { leg: last, ahead: run.sureAhead(last) }, until, {
    atEnd(leg, ahead) {
      readReliable(run, evidence, reads, { leg, ahead }, odds.reliable.subarray(step * S, (step + 1) * S));
    },
    atPosition(_leg, position, block) {
      if (position === 0) addLevels(run.game, 0, rowSums(start, block), step, odds.levels);
    },
  });
  reads.forEach((read, source) => {
    if (read < 0) odds.reliable[step * S + source] = evidence.sources[source]!.reliability * odds.mass[step]!;
  });
}

/** The leg at which a source is read off: `leg` while its bit lives, else that of its last report; −1 without any. */
function readLeg(run: FilterRun, evidence: Evidence, leg: number, source: number): number {
  const last = lastIncludedUse(run.plan, run.included, source);
  if (last < 0) return -1;
  const place = placeOfSource(evidence, run.plan, leg, source);
  return place !== null && place.report < 0 ? leg : last;
}

function lastIncludedUse({ reports }: FilterPlan, included: Uint8Array, source: number): number {
  let last = -1;
  reports.forEach(({ leg, shared, alone }, place) => {
    if (included[place] === 1 && (shared.includes(source) || alone.includes(source))) last = Math.max(last, leg);
  });
  return last;
}
