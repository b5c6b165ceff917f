import { dateOfStep, endOfStep, isoDay } from "../crisis/calendar.ts";
import type { Crisis, Report } from "../crisis/model.ts";
import { claimInWords } from "./claim-in-words.ts";

/** A table for a spreadsheet. */
export type CsvTable = "reports" | "sources";

/**
 * Reports or sources of a crisis as CSV (RFC 4180), one row each, in file order.
 *
 * Numbers have a point and probabilities lie in [0, 1]. A text that a
 * spreadsheet would run as a formula gets a quote in front.
 */
export function exportCsv(crisis: Crisis, table: CsvTable): string {
  const rows = table === "reports" ? reportRows(crisis) : sourceRows(crisis);
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

type Cell = string | number;

const reportColumns = [
  "id",
  "name",
  "happened",
  "from",
  "until",
  "told",
  "source",
  "source_name",
  "grade",
  "credibility",
  "claim",
  "says",
  "about",
  "quote",
  "same_as",
  "text",
  "why",
];

function reportRows(crisis: Crisis): readonly (readonly Cell[])[] {
  return [reportColumns, ...crisis.reports.map((report, index) => reportRow(crisis, report, index))];
}

function reportRow(crisis: Crisis, report: Report, index: number): readonly Cell[] {
  const source = crisis.sources[report.source]!;
  return [
    report.name,
    report.label,
    report.happened,
    dateOfStep(crisis.clock, report.from),
    endOfStep(crisis.clock, report.to),
    crisis.clock.startDay === undefined ? report.toldDay + 1 : isoDay(report.toldDay),
    source.name,
    source.label,
    source.grade,
    report.credibility,
    report.claim ? claimInWords(crisis, report) : "",
    report.says ?? "",
    report.about ?? "",
    report.quote ?? "",
    report.sameAs === index ? "" : crisis.reports[report.sameAs]!.name,
    report.text.join(" "),
    report.why ?? "",
  ];
}

const sourceColumns = ["id", "name", "grade", "reliability", "via", "published", "reports", "text", "why"];

function sourceRows(crisis: Crisis): readonly (readonly Cell[])[] {
  const rows = crisis.sources.map((source, index): readonly Cell[] => [
    source.name,
    source.label,
    source.grade,
    source.reliability,
    source.via === undefined ? "" : crisis.sources[source.via]!.name,
    source.publishedDay === undefined
      ? ""
      : crisis.clock.startDay === undefined
        ? source.publishedDay + 1
        : isoDay(source.publishedDay),
    crisis.reports.filter((report) => report.source === index).length,
    source.text.join(" "),
    source.why ?? "",
  ]);
  return [sourceColumns, ...rows];
}

function cell(value: Cell): string {
  if (typeof value === "number") return String(value);
  // A spreadsheet would run a text that begins like a formula; the texts are somebody else's.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
