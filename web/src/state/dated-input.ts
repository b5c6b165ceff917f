import type { ForecastResult, ReportInput } from "brink";

/**
 * All that is shown beside a forecast as of an earlier date. It is what stands
 * beside the last one, but for what was not known yet: nothing is solved again.
 *
 * @param base as of the last report
 * @param result as of a step before
 */
export function datedInput(base: ReportInput, result: ForecastResult): ReportInput {
  const { oddsOverTime, hidden, sources } = base;
  const until = result.asOfStep + 1;
  return {
    ...base,
    result,
    ...(oddsOverTime ? { oddsOverTime: cut(oddsOverTime, until) } : {}),
    hidden: hidden.map((own) => ({
      ...own,
      now: own.levels.map((level) => result.hidden[own.variable]?.[level] ?? 0),
      ...(own.course ? { course: own.course.slice(0, until) } : {}),
    })),
    sources: sources.map((source) => ({ ...source, now: result.sources[source.name] ?? source.before })),
  };
}

function cut(history: NonNullable<ReportInput["oddsOverTime"]>, until: number): typeof history {
  return {
    ...history,
    steps: history.steps.slice(0, until),
    endings: history.endings.map((ending) => ({ ...ending, odds: ending.odds.slice(0, until) })),
    question: history.question?.slice(0, until) ?? null,
  };
}
