/** Which reports count by a date, and what each of them then is: section "Reports" of the model, by definition. */
import type { Crisis, Literal } from "../../src/crisis/model.ts";

export interface CountedReport {
  /** Index of the report that stands for the line (its originating source). */
  readonly report: number;
  /** All sources that must be reliable. */
  readonly chain: readonly number[];
  readonly hit: number;
  readonly from: number;
  readonly to: number;
  readonly toldDay: number;
  /** Index of the first report of the event. */
  readonly event: number;
  readonly claim: readonly Literal[];
}

/** A source and everybody who passes it on. */
export function chainOf(crisis: Crisis, source: number): number[] {
  const via = crisis.sources[source]!.via;
  return via === undefined ? [source] : [source, ...chainOf(crisis, via)];
}

/** True when the line of `outer` runs through all of `inner`: the same report handed on. */
function runsThrough(outer: readonly number[], inner: readonly number[]): boolean {
  return inner.length <= outer.length && inner.every((s, i) => outer[outer.length - inner.length + i] === s);
}

/** The reports that count when everything told by `day` is known, in the order in which they count. */
export function countReports(crisis: Crisis, day: number): CountedReport[] {
  const told = crisis.reports.map((_, r) => r).filter((r) => crisis.reports[r]!.toldDay <= day);
  const claims = told.filter((r) => crisis.reports[r]!.claim !== undefined);
  const chain = (r: number): number[] => chainOf(crisis, crisis.reports[r]!.source);
  const event = (r: number): number => crisis.reports[r]!.sameAs;
  const onLine = (outer: number, inner: number): boolean =>
    event(outer) === event(inner) && runsThrough(chain(outer), chain(inner));
  const heads = claims.filter((r) => {
    const longer = claims.filter((q) => q !== r && onLine(q, r));
    return longer.every((q) => chain(q).length === chain(r).length && q > r);
  });
  const counted = heads.map((head) => {
    const line = claims.filter((r) => onLine(head, r));
    const first = line.reduce((a, b) => (crisis.reports[b]!.toldDay < crisis.reports[a]!.toldDay ? b : a));
    const { from, to, claim } = crisis.reports[head]!;
    const { toldDay, toldStep } = crisis.reports[first]!;
    const hit = Math.max(...line.map((r) => crisis.reports[r]!.hit));
    const counts = { report: head, chain: chain(head), hit, from, to: Math.min(to, toldStep), toldDay };
    return { ...counts, event: event(head), claim: claim! };
  });
  return counted.sort((a, b) => a.toldDay - b.toldDay || a.report - b.report);
}
