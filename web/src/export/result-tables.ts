import type { ReportInput } from "brink";
import type { Column, TableData } from "../parts/data-table.ts";

/** Everything a forecast holds, as tables. */
export function resultTables(input: ReportInput): readonly TableData[] {
  const { result } = input;
  return [
    endings(input),
    overTime(
      "Odds of each ending by each date",
      "By",
      result.stepEnds,
      result.endings.map(({ label, byStep }) => [label, byStep]),
    ),
    ...asKnown(input),
    ...ladder(input),
    nextMoves(input),
    hidden(input),
    reports(input),
    sources(input),
    baselines(input),
    trail(input),
  ].filter(({ rows }) => rows.length > 0);
}

const odds = (label: string): Column => ({ label, kind: "odds" });

function endings({ result }: ReportInput): TableData {
  return {
    caption: "Endings",
    columns: [
      { label: "Ending" },
      { label: "Label" },
      { label: "Rule" },
      odds("Probability"),
      odds("Low"),
      odds("High"),
    ],
    rows: result.endings.map(({ name, label, rule, probability, low, high }) => [
      name,
      label,
      rule,
      probability,
      low,
      high,
    ]),
  };
}

function overTime(
  caption: string,
  when: string,
  dates: readonly string[],
  lines: readonly (readonly [label: string, values: readonly number[]])[],
): TableData {
  return {
    caption,
    columns: [{ label: when }, ...lines.map(([label]) => odds(label))],
    rows: dates.map((date, s) => [date, ...lines.map(([, values]) => values[s] ?? null)]),
  };
}

function asKnown({ oddsOverTime }: ReportInput): readonly TableData[] {
  if (!oddsOverTime) return [];
  const lines = oddsOverTime.endings.map(({ label, odds: values }) => [label, values] as const);
  return [overTime("Odds of each ending as known at each date", "As of", oddsOverTime.steps, lines)];
}

function ladder({ result }: ReportInput): readonly TableData[] {
  const { ladder: own, stepEnds } = result;
  if (!own) return [];
  const levels = own.levels.map((level, l) => [level, own.probability.map((row) => row[l] ?? 0)] as const);
  return [overTime(`Ladder, ${own.label}`, "End of step", stepEnds, [...levels, ["ended", own.ended]])];
}

function nextMoves({ result, labels }: ReportInput): TableData {
  return {
    caption: "Next moves",
    columns: [{ label: "Actor" }, { label: "Move" }, { label: "Label" }, odds("Probability")],
    rows: Object.entries(result.nextMoves).flatMap(([turn, moves]) => {
      const actor = turn.replace(/ \(turn \d+\)$/, "");
      return Object.entries(moves).map(([move, chance]) => [
        turn,
        move,
        labels.moves[`${actor}.${move}`] ?? move,
        chance,
      ]);
    }),
  };
}

function hidden(input: ReportInput): TableData {
  return {
    caption: "Hidden variables",
    columns: [{ label: "Variable" }, { label: "Level" }, odds("Before any report"), odds("Now")],
    rows: input.hidden.flatMap(({ label, levels, before, now }) =>
      levels.map((level, l) => [label, level, before[l] ?? null, now[l] ?? null]),
    ),
  };
}

function reports({ result }: ReportInput): TableData {
  const columns = ["Report", "Label", "Source", "Grade", "Happened", "Told", "Claim", "Counts"].map((label) => ({
    label,
  }));
  return {
    caption: "Reports",
    columns: [...columns, { label: "Surprise, bits", kind: "bits" }, { label: "Effect, points", kind: "points" }],
    rows: result.reports.map(({ id, label, source, grade, happened, told, claim, counts, surprise, effect }) => [
      id,
      label,
      source,
      grade,
      happened,
      told,
      claim,
      counts ? "yes" : "no",
      surprise,
      effect,
    ]),
  };
}

function sources(input: ReportInput): TableData {
  return {
    caption: "Sources",
    columns: [
      { label: "Source" },
      { label: "Grade" },
      { label: "Via" },
      odds("Reliable by its grade"),
      odds("Reliable now"),
    ],
    rows: input.sources.map(({ label, grade, via, before, now }) => [label, grade, via, before, now]),
  };
}

function baselines({ result }: ReportInput): TableData {
  const { baseRate, noChange, noStrategy, cited } = result.baselines;
  return {
    caption: "Measured against",
    columns: [
      { label: "Yardstick" },
      { label: "Ending" },
      odds("Probability"),
      odds("Below"),
      odds("Above"),
      { label: "Source" },
    ],
    rows: [
      ...(baseRate ?? []).map((own) => [
        `base rate, ${own.class}`,
        own.ending,
        own.probability,
        null,
        null,
        own.source,
      ]),
      ["no change", result.question?.ending ?? "", noChange.probability, null, null, ""],
      ["no strategy", result.question?.ending ?? "", noStrategy.probability, null, null, ""],
      ...cited.map(({ by, via, ending, probability, below, above }) => [
        by,
        ending,
        probability,
        below,
        above,
        via ?? "",
      ]),
    ],
  };
}

function trail(input: ReportInput): TableData {
  return {
    caption: "Trail",
    columns: [{ label: "Kind" }, { label: "Element" }, { label: "Sentences" }],
    rows: input.trail.elements.map(({ kind, name, text }) => [kind, name, text.join(" ")]),
  };
}
