import { safeText } from "../../analysis/safe-text.ts";
import { heading, noteLines, paragraph } from "../terminal/blocks.ts";
import { padLeft, padRight, shorten, textWidth, wrap } from "../terminal/text-width.ts";
import type { View } from "../terminal/view.ts";
import type { Counted, ImportedReports } from "./import-reports.ts";
import type { Rejects } from "./rejects.ts";
import type { SuggestedCrisis } from "./suggest-crisis.ts";

const plain = (line: string): string => line;

const reasons: Readonly<Record<string, string>> = {
  actor: "not done by an actor of the crisis",
  target: "done to nobody of the crisis",
  code: "no move has their code",
  place: "elsewhere",
  date: "before --from or after --until",
  "outside-clock": "outside the clock",
  "after-end": "after the crisis ended",
  "not-asked-for": "done by an actor not asked for",
};

/** What an import did, for a terminal. */
export function importText(
  done: ImportedReports,
  rejects: Rejects,
  rejectsFile: string | undefined,
  view: View,
): string {
  const { reports, rows, matched } = done;
  const mentions =
    rows.mentions > 0 ? ` ${number(done.mentionsMatched)} of ${number(rows.mentions)} mentions tell of them.` : "";
  const many = reports.length === 1 ? "They make one report." : `They make ${number(reports.length)} reports.`;
  const made = reports.length === 0 ? "There is nothing to report." : many;
  const read = rows.events === 1 ? "1 row" : `${number(rows.events)} rows`;
  const first = `${read} of ${done.format} read, ${number(matched)} about moves of this crisis.${mentions} ${made}`;
  const left = Object.entries(done.leftOut).map(([name, count]) => ({ name: reasons[name] ?? name, count }));
  const lines = [
    ...paragraph(first, view, plain),
    ...section("Left out", counted(left), view),
    ...section(
      "Acted with an actor of the crisis, and are none (give them to one with --map)",
      counted(done.unknownParties),
      view,
    ),
    ...section("Codes of events between actors that no move has", counted(done.unmatchedCodes), view),
    ...section(
      "Codes on moves that no event carries",
      done.unreadCodes.map((code) => `  ${safeText(code)}`),
      view,
    ),
    ...rejectLines(rejects, rejectsFile, view),
    ...section("Reports", reportLines(done, view), view),
    "",
    ...closing(done, view),
  ];
  return `${lines.join("\n")}\n`;
}

function closing(done: ImportedReports, view: View): readonly string[] {
  const { file } = done;
  if (file === null) {
    const why = "Nothing was written. Look at what was left out: add codes or names with --map, or widen the filters.";
    return paragraph(why, view, plain);
  }
  const many = done.warnings.length;
  const warnings =
    many === 0
      ? []
      : [
          `The crisis with these reports has ${many} more warning${many === 1 ? "" : "s"}; \`brink check\` shows them once they are included.`,
        ];
  const use = `The reports are in ${file}. Add \`include: [${file.split(/[/\\]/).at(-1)}]\` to the crisis, beside which the file must lie, or forecast with \`--reports ${file}\` to use them alone.`;
  return [...paragraph(use, view, plain), ...noteLines(warnings, view)];
}

/** What a proposal holds, for a terminal. */
export function suggestText(
  done: SuggestedCrisis,
  file: string,
  rejects: Rejects,
  rejectsFile: string | undefined,
  view: View,
): string {
  const first = `${number(done.rows.events)} rows of ${done.format} read, ${number(done.matched)} between ${done.actors.join(", ")}, ${done.from} to ${done.until}.`;
  const moves = Object.entries(done.moves).map(
    ([name, share]) => `  ${padRight(name, 32)} ${padLeft(`${(100 * share).toFixed(1)}%`, 6)}`,
  );
  const lines = [
    ...paragraph(first, view, plain),
    ...section(`Share of ${done.steps} steps in which a move was the gravest of its actor`, moves, view),
    ...section("Ladder, lowest first", [`  ${done.rungs.join(", ")}`], view),
    ...rejectLines(rejects, rejectsFile, view),
    "",
    ...paragraph(
      `The proposal is in ${file}. Everybody in it acts by chance; give payoffs to those whose choices matter. Try \`brink forecast ${file}\`.`,
      view,
      plain,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title: string, lines: readonly string[], view: View): readonly string[] {
  return lines.length === 0 ? [] : ["", ...paragraph(title, view, (line) => heading(line, view)), ...lines];
}

function counted(list: readonly Counted[]): readonly string[] {
  const sorted = [...list].sort((a, b) => b.count - a.count);
  const width = Math.max(0, ...sorted.map(({ count }) => number(count).length));
  return sorted.map(({ name, count }) => `  ${padLeft(number(count), width)}  ${shorten(safeText(name), 60)}`);
}

function rejectLines(rejects: Rejects, file: string | undefined, view: View): readonly string[] {
  if (rejects.count === 0) return [];
  const shown = rejects.first.flatMap((row) => {
    const lines = wrap(`${row.file}:${row.line} ${safeText(row.words)}`, view.columns - 4);
    return lines.map((line, i) => (i === 0 ? `  ${line}` : `    ${line}`));
  });
  const more = rejects.count - rejects.first.length;
  const where = file === undefined ? "`--rejects FILE` keeps them all" : `all of them are in ${file}`;
  const rest = more > 0 ? [`  and ${number(more)} more`] : [];
  return section(
    `${number(rejects.count)} broken row${rejects.count === 1 ? "" : "s"}, not used; ${where}`,
    [...shown, ...rest],
    view,
  );
}

const LISTED = 12;

function reportLines({ reports }: ImportedReports, view: View): readonly string[] {
  const shown = reports.slice(0, LISTED).map((report) => {
    const end = `  ${padLeft(String(report.events), 6)}  ${padLeft(String(report.outlets), 7)}  ${padLeft(report.effectiveSources.toFixed(1), 5)}  ${padLeft(String(report.credibility), 5)}`;
    const room = view.columns - textWidth(end) - 26;
    return `  ${padRight(report.happened, 22)}  ${padRight(shorten(report.moves.join(" or "), room), room)}${end}`;
  });
  const head = `  ${padRight("happened", 22)}  ${padRight("move", view.columns - 57)}  events  outlets  worth  digit`;
  const more = reports.length - shown.length;
  return reports.length === 0 ? [] : [head, ...shown, ...(more > 0 ? [`  and ${number(more)} more`] : [])];
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
