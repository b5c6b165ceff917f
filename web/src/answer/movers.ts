import type { Crisis, ForecastResult, ReportWeight } from "brink";
import type { TableData } from "../parts/data-table.ts";

/** Reports listed beside the answer. */
const FEW = 5;

/** Reports that moved the answer most, either way, the strongest first. */
export function moversOf({ reports }: ForecastResult): readonly (ReportWeight & { readonly effect: number })[] {
  return reports
    .flatMap((report) => (report.counts && report.effect !== null ? [{ ...report, effect: report.effect }] : []))
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, FEW);
}

export function moversTable(movers: readonly ReportWeight[]): TableData {
  return {
    caption: "Reports that moved the answer most",
    columns: [
      { label: "Report" },
      { label: "Happened" },
      { label: "Claim" },
      { label: "Grade" },
      { label: "Effect, points", kind: "points" },
    ],
    rows: movers.map(({ label, happened, claim, grade, effect }) => [label, happened, claim, grade, effect]),
  };
}

/** Labels of the reports that count and were told in a step. */
export function toldIn(step: number, { reports }: ForecastResult, crisis: Crisis | undefined): readonly string[] {
  const steps = new Map(crisis?.reports.map(({ name, toldStep }) => [name, toldStep]));
  return reports.filter(({ id, counts }) => counts && steps.get(id) === step).map(({ label }) => label);
}
