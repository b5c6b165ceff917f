import { parameterValues, startOf } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import type { PartOdds } from "../inference/odds-over-time.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { type ForecastOptions, forecast, isEndlessAndOpen, solveCrisis, toResult } from "./forecast.ts";
import { gameVariableIndexes } from "./forecast-tables.ts";
import { labelsOf } from "./labels.ts";
import type { HiddenHistory, OddsOverTime, ReportInput, SourceHistory } from "./report-html/report-input.ts";
import type { SolvedCrisis } from "./solved-crisis.ts";
import { trailOf } from "./trail.ts";

/**
 * Everything the page of a crisis shows: the forecast, the same as of every
 * earlier step, and beliefs before and after the reports.
 *
 * @param file name of the crisis file, shown on the page
 *
 * Errors and exceptions: those of `forecast`.
 */
export async function reportData(
  crisis: Crisis,
  file: string,
  options: ForecastOptions = {},
): Promise<{ readonly input: ReportInput | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const begin = options.clock?.() ?? 0;
  if (isEndlessAndOpen(crisis)) {
    const { result, diagnostics } = await forecast(crisis, options);
    return { input: result && { ...withoutReports(crisis, file), result }, diagnostics };
  }
  const { solved, diagnostics } = await solveCrisis(crisis, { noStrategy: true, oddsOverTime: true }, options);
  if (!solved) return { input: undefined, diagnostics };
  const result = toResult(solved, (options.clock?.() ?? 0) - begin);
  const input: ReportInput = {
    ...withoutReports(crisis, file),
    result,
    oddsOverTime: oddsByAsOf(solved, result.stepEnds),
    hidden: hiddenHistory(solved, result.hidden, options.parameters ?? parameterValues(crisis)),
    sources: sourceHistory(crisis, result.sources),
  };
  return { input, diagnostics };
}

/** What a page shows of a crisis of which nothing is told, as on an endless clock. */
function withoutReports(crisis: Crisis, file: string): Omit<ReportInput, "result"> {
  return {
    file,
    labels: labelsOf(crisis),
    byChance: crisis.actors.flatMap(({ name, actsByChance }) => (actsByChance ? [name] : [])),
    hidden: [],
    sources: [],
    trail: trailOf(crisis),
  };
}

/** Masses as of each step up to the as-of step, the parts joined by their priors; each is divided by that of the step. */
function byAsOf({ asOf, parts, weights }: SolvedCrisis, read: (odds: PartOdds, a: number) => number): number[] {
  const sum = (mass: (odds: PartOdds) => number): number =>
    parts.reduce((total, part, p) => total + weights[p]! * mass(part.odds!), 0);
  return Array.from({ length: asOf.step + 1 }, (_, a) => sum((odds) => read(odds, a)) / sum((odds) => odds.mass[a]!));
}

function oddsByAsOf(solved: SolvedCrisis, stepEnds: readonly string[]): OddsOverTime {
  const { crisis, asOf } = solved;
  const count = crisis.endings.length;
  return {
    // Within its step, the as-of date is what is known, not the end of the step.
    steps: [...stepEnds.slice(0, asOf.step), asOf.label],
    endings: crisis.endings.map(({ name, label }, e) => ({
      name,
      label,
      odds: byAsOf(solved, ({ endings }, a) => endings[a * count + e]!),
    })),
    question: crisis.question ? byAsOf(solved, ({ question }, a) => question[a]!) : null,
  };
}

function hiddenHistory(
  solved: SolvedCrisis,
  now: Readonly<Record<string, Readonly<Record<string, number>>>>,
  parameters: Float64Array,
): readonly HiddenHistory[] {
  const { crisis } = solved;
  return gameVariableIndexes(crisis).flatMap((v, place) => {
    const { name, label, levels } = crisis.variables[v]!;
    const odds = now[name];
    if (!odds) return [];
    const before = startOf(crisis, v, parameters);
    const byLevel = levels.map((_, l) =>
      byAsOf(solved, ({ levels: masses }, a) => masses[place]![a * levels.length + l]!),
    );
    const course = byLevel[0]!.map((_, a) => byLevel.map((values) => values[a]!));
    return [{ variable: name, label, levels, before, now: levels.map((level) => odds[level] ?? 0), course }];
  });
}

function sourceHistory(crisis: Crisis, now: Readonly<Record<string, number>>): readonly SourceHistory[] {
  return crisis.sources.map(({ name, label, grade, via, reliability }) => ({
    name,
    label,
    grade,
    via: via === undefined ? null : crisis.sources[via]!.label,
    before: reliability,
    now: now[name] ?? reliability,
  }));
}
