import { datesInWords } from "../analysis/claim-in-words.ts";
import { dateInWords } from "../analysis/date-in-words.ts";
import type { ReportWeight } from "../analysis/forecast-result.ts";
import { type Labels, labelFor } from "../analysis/labels.ts";
import { points } from "../analysis/odds-in-words.ts";
import { heading } from "./terminal/blocks.ts";
import { padLeft, padRight, shorten, textWidth } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";

const shown = 6;

/** The fields of a forecast or an explanation that are read here. */
export interface WeighedReports {
  readonly asOf: string;
  readonly steps: readonly string[];
  readonly question?: object;
  readonly reports: readonly ReportWeight[];
}

/** The reports that moved the question's odds most; without a question the most surprising. */
export function reportLines(result: WeighedReports, labels: Labels, view: View): readonly string[] {
  const counting = result.reports.filter((report) => report.counts);
  if (result.reports.length === 0) return [];
  if (counting.length === 0) {
    return [
      heading("Reports", view),
      `  ${result.reports.length === 1 ? "The only one had not" : `None of the ${result.reports.length} had`} been told by ${dateInWords(result.steps, result.asOf)}.`,
    ];
  }
  const top = [...counting].sort(byWeight).slice(0, shown);
  const others = result.reports.length - counting.length;
  const title = result.question ? "Reports that moved the question's odds most" : "Most surprising reports";
  const counts = `${counting.length} of ${result.reports.length} count`;
  const why = others > 0 ? `${counts}; the rest is later, repeated or opinion` : counts;
  return [
    heading(title, view),
    view.style.dim(shorten(`  points   bits  grade  (${why})`, view.columns)),
    ...top.map((report) => reportLine(report, labels, view)),
  ];
}

function reportLine(report: ReportWeight, labels: Labels, view: View): string {
  const effect = padLeft(report.effect === null ? "–" : points(report.effect, 2), 6);
  const surprise = padLeft(report.surprise === null ? "–" : report.surprise.toFixed(2), 5);
  const start = `  ${effect}  ${surprise}  ${padRight(report.grade, 5)}  `;
  const room = view.columns - textWidth(start);
  const name = nameOf(report);
  const happened = datesInWords(report.happened);
  const source = labelFor(labels.sources, report.source);
  // The source is left out where it would cost more than a little of the name.
  const whole = ` (${happened}, ${source})`;
  const from = textWidth(name) + textWidth(whole) > room + 8 ? ` (${happened})` : whole;
  const label = shorten(name, Math.max(Math.floor(room * 0.5), room - textWidth(from)));
  return `${start}${label}${view.style.dim(shorten(from, room - textWidth(label)))}`;
}

/** Its name; the claim where the file gives it none. */
function nameOf(report: ReportWeight): string {
  return report.label === report.id.replaceAll("_", " ") ? report.claim : report.label;
}

function byWeight(a: ReportWeight, b: ReportWeight): number {
  return Math.abs(b.effect ?? 0) - Math.abs(a.effect ?? 0) || (b.surprise ?? 0) - (a.surprise ?? 0);
}
