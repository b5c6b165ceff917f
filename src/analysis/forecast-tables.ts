/** The tables of a forecast, from a joined belief. */
import { dateOfStep, endOfStep, isoDay } from "../crisis/calendar.ts";
import { evidenceReports } from "../crisis/compile-evidence.ts";
import type { Crisis, Report } from "../crisis/model.ts";
import { claimInWords } from "./claim-in-words.ts";
import type { StepDates } from "./date-in-words.ts";
import type { EndingOdds, LadderOdds, ReportWeight } from "./forecast-result.ts";
import type { JoinedBelief } from "./joined-belief.ts";

/** Label of each step. */
export function stepLabels(crisis: Crisis): readonly string[] {
  return Array.from({ length: crisis.clock.steps ?? 0 }, (_, step) => dateOfStep(crisis.clock, step));
}

/** Label and end of each step, for those who read the result. */
export function stepDates(crisis: Crisis): StepDates {
  const steps = stepLabels(crisis);
  return { steps, stepEnds: steps.map((_, step) => endOfStep(crisis.clock, step)) };
}

/** Variables of the game in the order of its tables: calendars have none. */
export function gameVariableIndexes(crisis: Crisis): readonly number[] {
  return crisis.variables.flatMap((variable, v) => (variable.calendar ? [] : [v]));
}

export function endingOdds(crisis: Crisis, belief: JoinedBelief, steps: number): readonly EndingOdds[] {
  return crisis.endings.map(({ name, label, rule }, e) => {
    let sum = 0;
    const byStep = Array.from({ length: steps }, (_, t) => (sum += belief.endings[e * steps + t]!));
    return { name, label, rule, probability: sum, low: null, high: null, byStep };
  });
}

/** P(ending by the end of a step). */
export function probabilityBy(
  belief: Pick<JoinedBelief, "endings">,
  ending: number,
  byStep: number,
  steps: number,
): number {
  let sum = 0;
  for (let t = 0; t <= Math.min(byStep, steps - 1); t++) sum += belief.endings[ending * steps + t]!;
  return sum;
}

/** Name under which a pass is listed among next moves. */
export const PASS = "(no move open)";
/** A pass less likely than this is rounding. */
const ROUNDING = 1e-12;

/** Per actor, its moves in the as-of step; a second turn of the same actor is added as `actor (turn 2)`. */
export function nextMoveOdds(
  crisis: Crisis,
  belief: Pick<JoinedBelief, "nextMoves">,
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const turns = new Map<number, number>();
  const table: Record<string, Record<string, number>> = {};
  crisis.turns.forEach((actors, stage) => {
    const shares = belief.nextMoves[stage]!;
    for (const actor of actors) {
      const turn = (turns.get(actor) ?? 0) + 1;
      turns.set(actor, turn);
      const { name } = crisis.actors[actor]!;
      table[turn === 1 ? name : `${name} (turn ${turn})`] = movesOf(crisis, actor, shares, actors.length);
    }
  });
  return table;
}

/** The shares of a stage add up to 1 for all its members together, so each member's are scaled up. */
function movesOf(crisis: Crisis, actor: number, shares: Float64Array, members: number): Record<string, number> {
  const odds: Record<string, number> = {};
  let pass = 1;
  crisis.moves.forEach((move, m) => {
    if (move.actor !== actor) return;
    odds[move.name] = shares[m]! * members;
    pass -= odds[move.name]!;
  });
  if (pass > ROUNDING) odds[PASS] = pass;
  return odds;
}

/** What is believed about every variable with an uncertain start. */
export function hiddenOdds(
  crisis: Crisis,
  belief: JoinedBelief,
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const hidden: Record<string, Record<string, number>> = {};
  gameVariableIndexes(crisis).forEach((v, place) => {
    const { name, levels, uncertain } = crisis.variables[v]!;
    if (!uncertain) return;
    hidden[name] = Object.fromEntries(levels.map((level, l) => [level, belief.levelsNow[place]![l]!]));
  });
  return hidden;
}

export function ladderOdds(crisis: Crisis, belief: JoinedBelief, steps: number): LadderOdds | undefined {
  const indexes = gameVariableIndexes(crisis);
  const place = indexes.findIndex((v) => crisis.variables[v]!.ladder);
  if (place < 0) return undefined;
  const { name, label, levels } = crisis.variables[indexes[place]!]!;
  const probability = Array.from({ length: steps }, (_, t) =>
    levels.map((_level, l) => belief.levels[place]![t * levels.length + l]!),
  );
  let ended = 0;
  const endings = crisis.endings.length;
  return {
    variable: name,
    label,
    levels,
    probability,
    ended: Array.from({ length: steps }, (_, t) => {
      for (let e = 0; e < endings; e++) {
        if (t < steps - 1 || !crisis.endings[e]!.otherwise) ended += belief.endings[e * steps + t]!;
      }
      return ended;
    }),
  };
}

/** What is believed about the rungs of the ladder at the start of the as-of step. */
export function ladderNow(crisis: Crisis, belief: JoinedBelief): Readonly<Record<string, number>> | null {
  const indexes = gameVariableIndexes(crisis);
  const place = indexes.findIndex((v) => crisis.variables[v]!.ladder);
  if (place < 0) return null;
  const { levels } = crisis.variables[indexes[place]!]!;
  return Object.fromEntries(levels.map((level, l) => [level, belief.levelsNow[place]![l]!]));
}

/** All reports of the file; those that count with surprise and effect. */
export function reportWeights(crisis: Crisis, belief: JoinedBelief): readonly ReportWeight[] {
  const placeOf = new Map(evidenceReports(crisis).map((report, place) => [report, place]));
  return crisis.reports.map((report, index): ReportWeight => {
    const place = placeOf.get(index);
    const k = place === undefined ? -1 : belief.counted.indexOf(place);
    return {
      id: report.name,
      label: report.label,
      source: crisis.sources[report.source]!.name,
      grade: `${crisis.sources[report.source]!.grade}${report.credibility}`,
      happened: report.happened,
      told: toldLabel(crisis, report),
      claim: claimInWords(crisis, report),
      counts: k >= 0,
      surprise: k >= 0 ? belief.surprise[k]! : null,
      effect: k >= 0 && crisis.question ? belief.effect[k]! : null,
    };
  });
}

function toldLabel(crisis: Crisis, report: Report): string {
  return crisis.clock.startDay === undefined ? String(report.toldDay + 1) : isoDay(report.toldDay);
}
