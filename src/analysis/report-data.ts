import { parameterValues, startOf } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { type ForecastOptions, solveCrisis, toResult } from "./forecast.ts";
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
  const { solved, diagnostics } = await solveCrisis(crisis, { noStrategy: true, oddsOverTime: true }, options);
  if (!solved) return { input: undefined, diagnostics };
  const result = toResult(solved, (options.clock?.() ?? 0) - begin);
  const input: ReportInput = {
    file,
    result,
    labels: labelsOf(crisis),
    byChance: crisis.actors.flatMap(({ name, actsByChance }) => (actsByChance ? [name] : [])),
    oddsOverTime: oddsByAsOf(solved, result.steps),
    hidden: hiddenHistory(crisis, result.hidden, options.parameters ?? parameterValues(crisis)),
    sources: sourceHistory(crisis, result.sources),
    trail: trailOf(crisis),
  };
  return { input, diagnostics };
}

/** Odds as of each step up to the as-of step, the parts joined by their priors. */
function oddsByAsOf({ crisis, asOf, parts, weights }: SolvedCrisis, steps: readonly string[]): OddsOverTime {
  const sum = (read: (part: number) => number): number =>
    parts.reduce((total, _, part) => total + weights[part]! * read(part), 0);
  const asOfs = Array.from({ length: asOf.step + 1 }, (_, a) => a);
  const masses = asOfs.map((a) => sum((part) => parts[part]!.odds!.mass[a]!));
  const count = crisis.endings.length;
  return {
    steps: steps.slice(0, asOfs.length),
    endings: crisis.endings.map(({ name, label }, e) => ({
      name,
      label,
      odds: asOfs.map((a) => sum((part) => parts[part]!.odds!.endings[a * count + e]!) / masses[a]!),
    })),
    question: crisis.question ? asOfs.map((a) => sum((part) => parts[part]!.odds!.question[a]!) / masses[a]!) : null,
  };
}

function hiddenHistory(
  crisis: Crisis,
  now: Readonly<Record<string, Readonly<Record<string, number>>>>,
  parameters: Float64Array,
): readonly HiddenHistory[] {
  return crisis.variables.flatMap(({ name, label, levels }, v) => {
    const odds = now[name];
    if (!odds) return [];
    const before = startOf(crisis, v, parameters);
    return [{ variable: name, label, levels, before, now: levels.map((level) => odds[level] ?? 0) }];
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
