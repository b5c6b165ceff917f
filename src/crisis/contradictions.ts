/** What the reports and odds of a checked crisis tell that cannot all be so. */
import type { Diagnostic, RelatedPlace, Span } from "../text/diagnostic.ts";
import { isoDay } from "./calendar.ts";
import { contraryReports } from "./contrary-reports.ts";
import { type ContradictionParams, contradictionMessages } from "./messages/contradiction-messages.ts";
import type { Crisis, Estimate, Report } from "./model.ts";

/**
 * Warnings, each with both places: an order of dates that cannot be
 * (`order-impossible`), something told as to come and never as done
 * (`plan-never-told`), one event under two names (`two-names`), claims of one
 * source that exclude each other (`contrary-claims`, `contrary-signs`), and
 * odds that nobody can score or compare (`odds-without-horizon`,
 * `odds-incomparable`).
 *
 * Cost: quadratic in the claims of reports; linear else.
 */
export function contradictionsOf(crisis: Crisis): readonly Diagnostic[] {
  return [
    ...impossibleOrders(crisis),
    ...plansNeverTold(crisis),
    ...twoNames(crisis),
    ...contraryClaims(crisis),
    ...contrarySigns(crisis),
    ...oddsWithoutHorizon(crisis),
    ...incomparableOdds(crisis),
  ];
}

function found<Code extends keyof ContradictionParams>(
  code: Code,
  params: ContradictionParams[Code],
  span: Span,
  related: readonly RelatedPlace[],
): Diagnostic {
  const { severity, message, hint } = contradictionMessages[code];
  return { code, severity, message: message(params), hint: hint(params), span, related, params: { ...params } };
}

function impossibleOrders({ reports }: Crisis): readonly Diagnostic[] {
  const byName = new Map(reports.map((report) => [report.name, report]));
  return reports.flatMap((later) =>
    (later.follows ?? []).flatMap((name) => {
      const earlier = byName.get(name);
      if (!earlier || later.happened === "" || earlier.happened === "" || later.to >= earlier.from) return [];
      const params = { later: later.name, laterWhen: later.happened, earlier: name, earlierWhen: earlier.happened };
      return [found("order-impossible", params, later.at, [{ span: earlier.at, note: `dated ${earlier.happened}` }])];
    }),
  );
}

function plansNeverTold({ reports }: Crisis): readonly Diagnostic[] {
  const lastTold = reports.reduce<Report | undefined>(
    (last, one) => (!last || one.toldDay > last.toldDay ? one : last),
    undefined,
  );
  return reports.flatMap((plan) => {
    if (plan.planned !== true || !lastTold || lastTold.toldStep <= plan.to) return [];
    const claim = keyOf(plan.claim);
    if (reports.some((one) => one !== plan && one.planned !== true && keyOf(one.claim) === claim)) return [];
    const params = { report: plan.name, happened: plan.happened, told: isoDay(lastTold.toldDay), last: lastTold.name };
    return [found("plan-never-told", params, plan.at, [{ span: lastTold.at, note: "told last" }])];
  });
}

function twoNames({ reports }: Crisis): readonly Diagnostic[] {
  const first = new Map<number, Report>();
  return reports.flatMap((report) => {
    if (report.calls === undefined) return [];
    const other = first.get(report.sameAs);
    if (!other) first.set(report.sameAs, report);
    if (!other?.calls || other.calls.toLowerCase() === report.calls.toLowerCase()) return [];
    const params = { first: other.calls, second: report.calls, report: report.name, other: other.name };
    return [found("two-names", params, report.at, [{ span: other.at, note: `calls it ${other.calls}` }])];
  });
}

/** One source says two things that exclude each other. */
function contraryClaims(crisis: Crisis): readonly Diagnostic[] {
  return contraryReports(crisis).flatMap(({ report, other, by }) => {
    const [one, contrary] = [crisis.reports[report]!, crisis.reports[other]!];
    if (one.source !== contrary.source) return [];
    const params = {
      report: one.name,
      other: contrary.name,
      claim: by === "never" ? `done in ${one.happened}` : `one level in ${one.happened}`,
      contrary: by === "never" ? `never in ${contrary.happened}` : `another in ${contrary.happened}`,
    };
    const note = by === "never" ? "says never" : "says another level";
    return [found("contrary-claims", params, one.at, [{ span: contrary.at, note }])];
  });
}

/** One source speaks for two levels of one variable. */
function contrarySigns(crisis: Crisis): readonly Diagnostic[] {
  const first = new Map<string, { readonly level: number; readonly report: Report }>();
  return crisis.reports.flatMap((report) =>
    (report.suggests ?? []).flatMap(({ variable, level }) => {
      const key = `${report.source} ${variable}`;
      const other = first.get(key);
      if (!other) first.set(key, { level, report });
      if (!other || other.level === level) return [];
      const { name, levels } = crisis.variables[variable]!;
      const params = {
        variable: name,
        source: crisis.sources[report.source]!.name,
        levels: [levels[other.level]!, levels[level]!],
      };
      return [found("contrary-signs", params, report.at, [{ span: other.report.at, note: levels[other.level]! }])];
    }),
  );
}

function oddsWithoutHorizon({ estimates, sources }: Crisis): readonly Diagnostic[] {
  return estimates.flatMap((estimate) => {
    const source = estimate.source === undefined ? undefined : sources[estimate.source];
    const missing = [
      ...(estimate.horizon === undefined ? ["horizon"] : []),
      ...(source && source.publishedDay === undefined ? ["date"] : []),
    ];
    if (!missing.includes("horizon")) return [];
    const related = source && missing.includes("date") ? [{ span: source.at, note: "has no `published`" }] : [];
    return [found("odds-without-horizon", { by: estimate.by, missing }, estimate.at, related)];
  });
}

/** The odds of one voice: more than 1 together, or two that cannot be held against each other. */
function incomparableOdds({ estimates }: Crisis): readonly Diagnostic[] {
  const voices = new Map<string, Estimate[]>();
  for (const estimate of estimates) voices.set(estimate.by, [...(voices.get(estimate.by) ?? []), estimate]);
  return [...voices].flatMap(([by, odds]) => {
    const [first, second] = odds;
    if (!first || !second) return [];
    const problem = problemOf(odds);
    return problem === undefined
      ? []
      : [found("odds-incomparable", { by, problem }, second.at, [{ span: first.at, note: "the first" }])];
  });
}

function problemOf(odds: readonly Estimate[]): string | undefined {
  const percent = (value: number): string => `${Number((100 * value).toPrecision(4))}%`;
  const horizons = new Set(odds.map(({ horizon }) => horizon));
  if (horizons.size > 1) return `have different horizons: ${[...horizons].map((one) => one ?? "none").join(", ")}`;
  if (new Set(odds.map(({ ending }) => ending)).size < odds.length) return "are given twice for one ending";
  const least = odds.reduce((total, { probability, above }) => total + (probability ?? above ?? 0), 0);
  if (least > 1 + 1e-9) return `come to ${percent(least)} for endings that exclude each other`;
  const most = odds.reduce((total, { probability, below }) => total + (probability ?? below ?? 1), 0);
  return most < 1 - 1e-9 ? `leave at least ${percent(1 - most)} to endings nobody named` : undefined;
}

/** A claim without its places in the file, for comparison. */
function keyOf(claim: Report["claim"]): string {
  return claim === undefined ? "" : plain(claim);
}

function plain(value: unknown): string {
  return JSON.stringify(value, (key: string, part: unknown) => (key === "at" ? undefined : part));
}
