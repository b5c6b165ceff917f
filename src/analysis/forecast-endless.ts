import { parameterValues } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import type { SolveRecord } from "../game/policy.ts";
import { addLevels, levelRoom } from "../inference/add-levels.ts";
import { stationaryDistribution } from "../solvers/endless-distribution.ts";
import { choicesIn } from "../solvers/solve-backward.ts";
import { uniformPolicy } from "../solvers/uniform-policy.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { type EndlessCourse, followPart } from "./endless/follow-part.ts";
import { type SolvedEndlessPart, solveEndlessParts } from "./endless/solve-endless-parts.ts";
import type { Baselines, EndingOdds, ForecastResult, QuestionOdds, SolutionSummary } from "./forecast-result.ts";
import { gameVariableIndexes, nextMoveOdds } from "./forecast-tables.ts";
import { percent } from "./odds-in-words.ts";
import { version } from "./version.ts";

/** What the tables of a forecast are made from. */
interface PartOfForecast {
  readonly weight: number;
  readonly record: SolveRecord;
  readonly states: number;
  /** (state, move) pairs. */
  readonly positions: number;
  readonly course: EndlessCourse;
  /** P(the crisis ever ends this way), every open move as likely as any other. */
  readonly noStrategy: Float64Array;
  /** Per variable of the game: share of each level in the long run, among the paths that go on. */
  readonly longRun: readonly Float64Array[];
}

/**
 * The forecast of a crisis without a last step: how it ends if it ever does,
 * the moves of the first step, and where it stands in the long run.
 *
 * Errors: those of `solveEndlessParts`.
 */
export function forecastEndless(
  crisis: Crisis,
  parameters: Float64Array = parameterValues(crisis),
): { readonly result: ForecastResult | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const { found, diagnostics } = solveEndlessParts(crisis, parameters, lookAt);
  return { result: found && toResult(crisis, found), diagnostics };
}

function lookAt({ part, game, policy, record }: SolvedEndlessPart): PartOfForecast {
  const longRun = levelRoom(game, 1);
  addLevels(game, 0, stationaryDistribution(game, policy).probability, 0, longRun);
  return {
    weight: part.weight,
    record,
    states: game.blockStart[1]!,
    positions: choicesIn(game, 0),
    course: followPart(game, policy),
    noStrategy: followPart(game, uniformPolicy(game)).endings,
    longRun,
  };
}

function toResult(crisis: Crisis, parts: readonly PartOfForecast[]): ForecastResult {
  const endings = sumOver(parts, ({ course }) => course.endings);
  const nextMoves = parts[0]!.course.firstMoves.map((_, p) => sumOver(parts, ({ course }) => course.firstMoves[p]!));
  return {
    brink: version,
    format: 1,
    crisis: crisis.name,
    asOf: "the start",
    asOfStep: 0,
    steps: [],
    stepEnds: [],
    ...questionOdds(crisis, endings),
    endings: endingOdds(crisis, endings),
    nextMoves: nextMoveOdds(crisis, { nextMoves }),
    hidden: {},
    sources: {},
    reports: [],
    longRun: longRunOf(crisis, parts),
    baselines: baselinesOf(
      crisis,
      sumOver(parts, ({ noStrategy }) => noStrategy),
    ),
    solution: summaryOf(parts),
  };
}

/** Each part counts by its weight. */
function sumOver(parts: readonly PartOfForecast[], read: (part: PartOfForecast) => Float64Array): Float64Array {
  const sum = new Float64Array(read(parts[0]!).length);
  for (const part of parts) {
    read(part).forEach((mass, i) => {
      sum[i]! += part.weight * mass;
    });
  }
  return sum;
}

function questionOdds({ question, endings }: Crisis, odds: Float64Array): { readonly question?: QuestionOdds } {
  if (!question) return {};
  const ending = endings[question.ending]!.name;
  const probability = odds[question.ending]!;
  return { question: { ask: question.ask, ending, by: "ever", probability, low: null, high: null } };
}

function endingOdds(crisis: Crisis, odds: Float64Array): readonly EndingOdds[] {
  return crisis.endings.map(({ name, label, rule }, e) => {
    return { name, label, rule, probability: odds[e]!, low: null, high: null, byStep: [] };
  });
}

function longRunOf(crisis: Crisis, parts: readonly PartOfForecast[]): NonNullable<ForecastResult["longRun"]> {
  return Object.fromEntries(
    gameVariableIndexes(crisis).flatMap((v, place) => {
      const { name, levels, origin } = crisis.variables[v]!;
      if (origin !== "declared") return [];
      const shares = sumOver(parts, ({ longRun }) => longRun[place]!);
      return [[name, Object.fromEntries(levels.map((level, l) => [level, shares[l]!]))]];
    }),
  );
}

function baselinesOf({ question, endings }: Crisis, noStrategy: Float64Array): Baselines {
  return {
    baseRate: null,
    noChange: { probability: null, ladder: null },
    noStrategy: {
      probability: question ? noStrategy[question.ending]! : null,
      endings: Object.fromEntries(endings.map(({ name }, e) => [name, noStrategy[e]!])),
    },
    cited: [],
  };
}

function summaryOf(parts: readonly PartOfForecast[]): SolutionSummary {
  const records = parts.map(({ record }) => record);
  return {
    method: records[0]!.method,
    parts: parts.length,
    states: Math.max(...parts.map(({ states }) => states)),
    positions: parts.reduce((sum, { positions }) => sum + positions, 0),
    milliseconds: 0,
    converged: true,
    residual: Math.max(...records.map(({ residual }) => residual)),
    notes: [...new Set(records.flatMap(({ notes }) => notes)), ...unknownIn(parts)],
  };
}

/** Probability that is neither in an ending nor known to go on for ever. */
function unknownIn(parts: readonly PartOfForecast[]): readonly string[] {
  const unknown = parts.reduce((sum, { weight, course }) => sum + weight * course.unknown, 0);
  if (unknown === 0) return [];
  return [
    `How ${percent(unknown)} of the probability ends, if it does, takes longer than was followed: no ending has it.`,
  ];
}
