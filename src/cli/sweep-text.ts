import { percent } from "../analysis/odds-in-words.ts";
import { safeText } from "../analysis/safe-text.ts";
import { version } from "../analysis/version.ts";
import { factors } from "../sweep/check-plan.ts";
import type { PlannedSweep } from "../sweep/plan-jobs.ts";
import type { Cancelled } from "../sweep/queue/cancel-sweep.ts";
import type { ResultTable } from "../sweep/result-table.ts";
import { heading, noteLines, paragraph } from "./terminal/blocks.ts";
import { padLeft, padRight, shorten, textWidth } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";

export interface ShownSweep {
  readonly sweep: PlannedSweep;
  readonly rows: number;
  readonly done: number;
  /** Rows that were there before. */
  readonly found: number;
  readonly folder: string;
  readonly onQueue: boolean;
  /** Absent where the sweep was stopped. */
  readonly table?: ResultTable;
}

/** Scenarios and dates shown, at most. */
const MOST_GROUPS = 40;

/** Where the table is, and what it spans; or how to go on. */
export function sweepText(shown: ShownSweep, view: View): string {
  const { sweep, table, rows, found } = shown;
  if (!table) return stoppedText(shown, view);
  const again = found > 0 ? ` ${count(found)} of them were there already.` : "";
  const title = `${safeText(sweep.plan.name)}: ${count(rows)} rows (${factors(sweep.plan)}).${again}`;
  const sections = [
    paragraph(title, view, view.style.bold),
    spans(table, sweep, view),
    problemLines(table, view),
    paragraph(
      `Written to ${safeText(shown.folder)}: rows.parquet, rows.csv, manifest.json (what each column says).`,
      view,
      (line) => line,
    ),
    noteLines([note(sweep)], view),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function note({ plan }: PlannedSweep): string {
  const drawn =
    plan.draws > 0 ? ` Weigh draws by the column \`likelihood\`; without it they are as before any report.` : "";
  return `Lowest and highest are over the rows, not a range of probability.${drawn} Brink ${version}.`;
}

function stoppedText({ done, rows, folder, onQueue }: ShownSweep, view: View): string {
  const more = onQueue
    ? " The workers go on with what is on the queue. Run the same command to collect it, or with `--cancel` to take it off the queue."
    : " Run the same command to go on.";
  const text = `Stopped. ${count(done)} of ${count(rows)} rows are done and kept in ${safeText(folder)}.${more}`;
  return `${paragraph(text, view, (line) => line).join("\n")}\n`;
}

/** What `--cancel` did. */
export function cancelledText({ removed, running, done }: Cancelled, view: View): string {
  const text = [
    `Cancelled. ${jobs(removed)} taken off the queue.`,
    ...(running > 0 ? [`${jobs(running)} being computed; what comes of it is kept for a week.`] : []),
    ...(done > 0
      ? [`${jobs(done)} done and not fetched yet; the same command without \`--cancel\` fetches the results.`]
      : []),
  ].join(" ");
  return `${paragraph(text, view, (line) => line).join("\n")}\n`;
}

function jobs(number: number): string {
  return number === 1 ? "1 job is" : `${count(number)} jobs are`;
}

/** By scenario and date, lowest and highest odds of the question, or of the first ending where there is none. */
function spans(table: ResultTable, { crises }: PlannedSweep, view: View): readonly string[] {
  const named = (name: string) => table.columns.find((column) => column.name === name);
  const odds = named("question") ?? table.columns.find(({ name }) => name.startsWith("ending."));
  const [scenario, asOf] = [named("scenario")!.data, named("as_of")!.data];
  const groups = new Map<string, { label: string; low: number; high: number; rows: number }>();
  odds?.data.forEach((value, r) => {
    if (typeof value !== "number") return;
    const label = [scenario[r], asOf[r]].filter((word) => word !== "").join(" as of ");
    const group = groups.get(label) ?? { label, low: 1, high: 0, rows: 0 };
    groups.set(label, group);
    group.low = Math.min(group.low, value);
    group.high = Math.max(group.high, value);
    group.rows += 1;
  });
  const all = [...groups.values()];
  const width = Math.min(Math.max(0, ...all.map(({ label }) => textWidth(label))), view.columns - 34);
  const lines = all.slice(0, MOST_GROUPS).map(({ label, low, high, rows }) => {
    const span = rows === 1 ? percent(low) : `${percent(low)} to ${percent(high)}`;
    return `  ${padRight(shorten(safeText(label), width), width)}  ${padLeft(span, 16)}  ${count(rows)} ${rows === 1 ? "row" : "rows"}`;
  });
  const more = all.length - lines.length;
  const { question } = crises[0]!.crisis;
  const title = question ? safeText(question.ask) : `Odds of ${odds?.name ?? ""}`;
  return lines.length === 0
    ? []
    : [heading(title, view), ...lines, ...(more > 0 ? [`  and ${count(more)} more, in the table`] : [])];
}

function problemLines({ problems }: ResultTable, view: View): readonly string[] {
  const lines = Object.entries(problems).map(([code, rows]) => {
    const what = rows === 1 ? "1 row has" : `${count(rows)} rows have`;
    return paragraph(`${what} no answer: ${code}${meaning(code)}.`, view, view.style.warning);
  });
  return lines.flat();
}

function meaning(code: string): string {
  const known: Readonly<Record<string, string>> = {
    "likelihood-zero": " (no path explains the reports told by then, or goes on that long)",
    "over-by-then": " (every path has ended before the date)",
    "impossible-reports": " (no path explains the reports told by then)",
    "before-as-of": " (the changes begin before the date, or where reports already tell)",
    "private-not-solved": " (private information of a kind that is not solved)",
    "chance-out-of-range": " (a chance leaves 0 to 1 at these values)",
  };
  return known[code] ?? "";
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}
