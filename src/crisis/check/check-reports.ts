import { dateOfStep, firstDayOfStep, stepOfDay } from "../calendar.ts";
import type { ReportEntry } from "../file/entries.ts";
import type { Crisis, Literal, Report, Source } from "../model.ts";
import type { Located } from "../shape/shape.ts";
import { checkClaim, claimKey } from "./check-claim.ts";
import { dayInWords } from "./check-clock.ts";
import type { CheckContext } from "./context.ts";
import { daysOf, levelOf, stepsOf } from "./lookups.ts";
import { orderReports, type ReportOrder } from "./order-reports.ts";

interface Happened {
  readonly from: number;
  readonly to: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly written: string;
}

/** A report as far as it is known once inheritance is settled. */
interface Settled {
  readonly entry: ReportEntry;
  readonly id: Located<string>;
  readonly root: number;
  readonly happened?: Happened;
  readonly source?: number;
  readonly credibility?: number;
  readonly claim?: readonly Literal[];
  readonly told?: number;
  readonly text?: readonly Located<string>[];
}

export interface ReportSettings {
  readonly sources: readonly Source[];
  readonly hits: ReadonlyMap<string, number>;
  readonly ended: Crisis["ended"] | undefined;
}

/** Reports with what members of a class inherit, in file order. */
export function checkReports(
  entries: readonly ReportEntry[],
  settings: ReportSettings,
  context: CheckContext,
): Report[] {
  const [first] = entries;
  if (first && context.clock.steps === undefined) {
    context.findings.add("needs-end", first.at, {
      what: "A report",
      remedy: "give the clock `steps`, or delete the reports.",
    });
    for (const { source } of entries) {
      const used = source && context.scope.find("source", source.value);
      if (used !== undefined) context.usedSources.add(used);
    }
    return [];
  }
  const order = orderReports(entries, context);
  noteUnknownBefore(entries, context);
  const settled: (Settled | undefined)[] = new Array(entries.length).fill(undefined);
  for (const index of order.sequence) settled[index] = settle(index, entries, settled, order, settings, context);
  return settled.flatMap((report) => {
    const finished = report && finish(report, settings, context);
    return finished ? [finished] : [];
  });
}

function settle(
  index: number,
  entries: readonly ReportEntry[],
  settled: readonly (Settled | undefined)[],
  order: ReportOrder,
  settings: ReportSettings,
  context: CheckContext,
): Settled | undefined {
  const entry = entries[index]!;
  const id = entry.id;
  const parentIndex = order.parent[index]!;
  const parent = parentIndex < 0 ? undefined : settled[parentIndex];
  const happened = entry.happened ? happenedOf(entry.happened, context) : parent?.happened;
  const ownSource = entry.source ? context.find("source", entry.source) : undefined;
  if (ownSource !== undefined) context.usedSources.add(ownSource);
  const source = ownSource ?? (entry.source ? undefined : parent?.source);
  const claim = entry.saw ? checkClaim(entry.saw, id, context) : parent?.claim;
  const toldDays = entry.told && daysOf("told", entry.told, context);
  const published = ownSource === undefined ? undefined : settings.sources[ownSource]?.publishedDay;
  const told = toldDays?.last ?? published ?? parent?.told;
  const credibility = entry.credibility?.value ?? parent?.credibility;
  if (parent) noteDifferences(entry, id, { happened, claim }, parent, context);
  const text = entry.text ?? parent?.text;
  return {
    entry,
    id,
    root: order.root[index]!,
    ...(happened ? { happened } : {}),
    ...(source === undefined ? {} : { source }),
    ...(credibility === undefined ? {} : { credibility }),
    ...(claim ? { claim } : {}),
    ...(told === undefined ? {} : { told }),
    ...(text ? { text } : {}),
  };
}

function happenedOf(date: Located<string>, context: CheckContext): Happened | undefined {
  const steps = stepsOf("happened", date, context);
  return (
    steps && {
      from: steps.from,
      to: steps.to,
      firstDay: steps.days.first,
      lastDay: steps.days.last,
      written: date.value,
    }
  );
}

function noteDifferences(
  entry: ReportEntry,
  id: Located<string>,
  own: { readonly happened: Happened | undefined; readonly claim: readonly Literal[] | undefined },
  parent: Settled,
  context: CheckContext,
): void {
  const related = [{ span: parent.id.at, note: "the same event" }];
  const note = (what: string, at: Located<string>["at"]): void => {
    context.findings.add(
      "same-as-differs",
      at,
      { report: id.value, other: parent.id.value, what: `\`${what}\`` },
      related,
    );
  };
  if (entry.saw && own.claim && claimKey(own.claim) !== claimKey(parent.claim)) note("saw", id.at);
  const { happened } = own;
  if (!entry.happened || !happened || !parent.happened) return;
  if (happened.from !== parent.happened.from || happened.to !== parent.happened.to) note("happened", entry.happened.at);
}

function finish(report: Settled, settings: ReportSettings, context: CheckContext): Report | undefined {
  const { entry, id, happened, claim } = report;
  const isClaim = claim !== undefined || entry.saw !== undefined;
  if (!checkComplete(report, isClaim, context)) return undefined;
  const source = report.source!;
  const { clock, findings } = context;
  const published = settings.sources[source]?.publishedDay;
  const toldDay = report.told ?? published ?? happened?.lastDay ?? firstDayOfStep(clock, 0);
  if (happened && toldDay < happened.firstDay) {
    const at = entry.told?.at ?? entry.happened?.at ?? id.at;
    const origin = entry.told ? "" : " (when its source was published)";
    findings.add("told-before", at, {
      report: id.value,
      told: dayInWords(clock, toldDay),
      happened: happened.written,
      origin,
    });
  }
  noteAfterEnd(report, settings, context);
  const credibility = report.credibility ?? 3;
  noteSaysNothing(report, credibility, isClaim, context);
  noteAbout(entry, context);
  const toldStep = stepOfDay(clock, toldDay);
  const last = settings.ended?.step ?? Math.max(0, (clock.steps ?? 1) - 1);
  const untimed = Math.max(0, Math.min(toldStep, last));
  return {
    ...context.element(id, { ...entry, ...(report.text ? { text: report.text } : {}) }),
    source,
    credibility,
    hit: settings.hits.get(String(credibility)) ?? 0.5,
    from: happened?.from ?? untimed,
    to: Math.min(happened?.to ?? untimed, last),
    happened: happened?.written ?? "",
    toldDay,
    toldStep,
    ...(claim ? { claim } : {}),
    sameAs: report.root,
    ...(entry.quote ? { quote: entry.quote.value } : {}),
    ...(entry.says ? { says: entry.says.value } : {}),
    ...(entry.about ? { about: entry.about.value } : {}),
    ...checkHints(entry, context),
  };
}

/** What `check` compares: it weighs nothing. */
function checkHints(
  entry: ReportEntry,
  context: CheckContext,
): Pick<Report, "follows" | "planned" | "calls" | "suggests"> {
  const suggests = (entry.suggests ?? []).flatMap(({ name, value }) => {
    const variable = context.find("variable", name);
    const level = variable === undefined ? undefined : levelOf(value, variable, context);
    return variable === undefined || level === undefined ? [] : [{ variable, level }];
  });
  return {
    ...(entry.follows ? { follows: entry.follows.map(({ value }) => value) } : {}),
    ...(entry.planned ? { planned: entry.planned.value } : {}),
    ...(entry.calls ? { calls: entry.calls.value } : {}),
    ...(suggests.length > 0 ? { suggests } : {}),
  };
}

/** A claim needs a source and a time; a statement a source. */
function checkComplete(report: Settled, isClaim: boolean, context: CheckContext): boolean {
  const { entry, id } = report;
  if (report.source === undefined && !entry.source) {
    context.findings.add("report-incomplete", id.at, {
      report: id.value,
      key: "source",
      example: "source: commentary",
    });
  }
  if (isClaim && !report.happened && !entry.happened) {
    const example = `happened: ${dateOfStep(context.clock, 0)}`;
    context.findings.add("report-incomplete", id.at, { report: id.value, key: "happened", example });
  }
  return report.source !== undefined && (!isClaim || (report.happened !== undefined && report.claim !== undefined));
}

function noteAfterEnd({ entry, id, happened }: Settled, { ended }: ReportSettings, context: CheckContext): void {
  if (!ended || !happened || happened.from <= ended.step) return;
  const params = { report: id.value, happened: happened.written, ended: ended.date };
  context.findings.add("after-end", entry.happened?.at ?? id.at, params, [{ span: ended.at, note: "the end" }]);
}

function noteSaysNothing(
  { entry, id, claim }: Settled,
  credibility: number,
  isClaim: boolean,
  context: CheckContext,
): void {
  if (claim && credibility === 6) {
    context.findings.add("report-says-nothing", entry.credibility?.at ?? id.at, {
      report: id.value,
      reason: "credibility 6 cannot be judged",
    });
  } else if (!isClaim && !entry.says && !entry.same_as) {
    context.findings.add("report-says-nothing", id.at, { report: id.value, reason: "it has neither `saw` nor `says`" });
  }
}

function noteAbout(entry: ReportEntry, context: CheckContext): void {
  if (!entry.about) return;
  const { scope } = context;
  const valid = [...scope.names("actor"), ...scope.names("variable"), ...scope.names("ending")];
  if (!valid.includes(entry.about.value) && !scope.isFaulty(entry.about.value)) {
    context.findings.add("unknown-actor", entry.about.at, { name: entry.about.value, valid });
  }
}

/** `follows` names reports of the file. */
function noteUnknownBefore(entries: readonly ReportEntry[], context: CheckContext): void {
  const valid = entries.map(({ id }) => id.value);
  const known = new Set(valid);
  for (const name of entries.flatMap(({ follows }) => follows ?? [])) {
    if (!known.has(name.value)) context.findings.add("unknown-report", name.at, { name: name.value, valid });
  }
}
