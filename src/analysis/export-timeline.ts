import { firstDayOfStep, isoDay } from "../crisis/calendar.ts";
import type { Crisis, Report } from "../crisis/model.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { claimInWords, datesInWords } from "./claim-in-words.ts";
import { exportNeedsDates } from "./export-needs-dates.ts";

/** A date of TimelineJS; months and days from 1. */
export interface TimelineDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface TimelineEvent {
  readonly unique_id: string;
  readonly start_date: TimelineDate;
  readonly end_date: TimelineDate;
  readonly display_date: string;
  /** HTML, every text of the file escaped. */
  readonly text: { readonly headline: string; readonly text: string };
  /** Row of the timeline: the source. */
  readonly group: string;
}

/** TimelineJS 3, as its JSON documentation describes it. */
export interface Timeline {
  readonly title: { readonly text: { readonly headline: string; readonly text: string } };
  readonly events: readonly TimelineEvent[];
}

/**
 * The reports of a crisis for TimelineJS, one event each, by date; a report
 * told again (`same_as`) is its own event, as others told it.
 *
 * Errors: `export-needs-dates` where the clock has none.
 */
export function exportTimeline(crisis: Crisis): Timeline | Diagnostic {
  if (crisis.clock.startDay === undefined) return exportNeedsDates(crisis, "A timeline");
  const ask = crisis.question ? `<p>${escaped(crisis.question.ask)}</p>` : "";
  const events = crisis.reports.map((report) => ({ report, event: toEvent(crisis, report) }));
  return {
    title: { text: { headline: escaped(crisis.name), text: ask } },
    events: events
      .sort((a, b) => a.report.from - b.report.from || a.report.toldDay - b.report.toldDay)
      .map(({ event }) => event),
  };
}

function toEvent(crisis: Crisis, report: Report): TimelineEvent {
  const source = crisis.sources[report.source]!;
  const claim = claimInWords(crisis, report);
  const { clock } = crisis;
  const quote = report.quote === undefined ? "" : `<blockquote>${escaped(report.quote)}</blockquote>`;
  const sentences = report.text.length === 0 ? "" : `, sentences ${escaped(report.text.join(", "))}`;
  const told = `told by ${escaped(source.label)} on ${isoDay(report.toldDay)}, graded ${source.grade}${report.credibility}${sentences}`;
  return {
    unique_id: `report-${report.name}`,
    start_date: dateOf(firstDayOfStep(clock, report.from)),
    // Both ends belong to it.
    end_date: dateOf(firstDayOfStep(clock, report.to + 1) - 1),
    display_date: escaped(report.happened === "" ? isoDay(report.toldDay) : datesInWords(report.happened)),
    text: { headline: escaped(claim), text: `${quote}<p>${told}</p>` },
    group: escaped(source.label),
  };
}

function dateOf(dayCount: number): TimelineDate {
  const [year, month, day] = isoDay(dayCount).split("-").map(Number);
  return { year: year ?? 0, month: month ?? 1, day: day ?? 1 };
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
