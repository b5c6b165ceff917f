/** What the odds hang on, as text for a terminal: screening, shares, ends of the ranges, tipping points, what to learn. */
import { answerInWords, byDate } from "../analysis/answer-in-words.ts";
import { dateInWords } from "../analysis/date-in-words.ts";
import { percent, points } from "../analysis/odds-in-words.ts";
import { safeData } from "../analysis/safe-text.ts";
import type {
  Knowing,
  ScreenedFactor,
  SensitivityResult,
  TippingPoint,
} from "../analysis/sensitivity/sensitivity-result.ts";
import { shownValue, spreadInWords } from "../analysis/sensitivity/spread-in-words.ts";
import { labelOfEnding, outputOf, spreadOf, widthOf } from "./sensitivity-labels.ts";
import { endings, shares } from "./sensitivity-shares-text.ts";
import { bar } from "./terminal/bar.ts";
import { heading, noteLines, paragraph } from "./terminal/blocks.ts";
import { padLeft, padRight, shorten, textWidth } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";

/** Rows of a list; what follows is counted. */
const MOST_ROWS = 12;
/** An effect smaller than this many points is not listed. */
const WORTH_SHOWING = 0.05;

export function sensitivityText(unsafe: SensitivityResult, view: View): string {
  const result = safeData(unsafe);
  const sections = [
    title(result, view),
    screening(result, view),
    shares(result, view),
    endings(result, view),
    tornado(result, view),
    tipping(result, view),
    knowing(result, view),
    noteLines(notes(result), view),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function title(result: SensitivityResult, view: View): readonly string[] {
  const { style } = view;
  const asOf = ` as of ${shorten(dateInWords(result.steps, result.asOf), 24)}`;
  const first = style.bold(shorten(result.crisis, view.columns - textWidth(asOf))) + style.dim(asOf);
  const { question } = result;
  if (!question) return [first];
  const odds = style.accent(style.bold(answerInWords(question.probability)));
  return [first, "", ...paragraph(question.ask, view, style.bold), `${odds}${byDate(result.steps, question.by)}`];
}

function screening(result: SensitivityResult, view: View): readonly string[] {
  const { index, words } = outputOf(result);
  const sizeOf = (factor: ScreenedFactor): number => 100 * (factor.effects[index]!.size ?? 0);
  const shown = result.factors.filter((factor) => sizeOf(factor) >= WORTH_SHOWING).slice(0, MOST_ROWS);
  const head = heading(`What moves ${words}, over its whole range, in points`, view);
  const unmeasured = unmeasuredLines(result, index, view);
  if (shown.length === 0 && unmeasured.length > 0) return [head, ...unmeasured];
  if (shown.length === 0) return [head, "  Nothing: no factor moves it by as much as 0.05 points."];
  const label = widthOf(
    shown.map((factor) => factor.label),
    view,
    0.4,
  );
  const largest = Math.max(...shown.map(sizeOf));
  const room = Math.max(4, Math.min(20, view.columns - label - 30));
  const rows = shown.map((factor) => {
    const { mean, deviation } = factor.effects[index]!;
    const size = sizeOf(factor);
    const numbers = `${padLeft(size.toFixed(1), 6)}  ${padLeft(points(100 * (mean ?? 0)), 7)}  ${padLeft((100 * (deviation ?? 0)).toFixed(1), 6)}`;
    const name = padRight(factor.label, label);
    const look = factor.kept ? view.style.accent : (text: string) => text;
    return `  ${look(name)}  ${look(numbers)}  ${view.style.dim(bar(size / largest, room))}`.trimEnd();
  });
  const measured = result.factors.filter(({ effects }) => effects[index]!.size !== null);
  const others = measured.length - shown.length;
  return [
    head,
    view.style.dim(`  ${" ".repeat(label)}  ${padLeft("size", 6)}  ${padLeft("up", 7)}  ${padLeft("mixes", 6)}`),
    ...rows,
    ...(others > 0 ? [view.style.dim(`  and ${others} that move it less`)] : []),
    ...unmeasured,
  ];
}

/** Factors none of whose effects has a game on both sides. */
function unmeasuredLines({ factors }: SensitivityResult, output: number, view: View): readonly string[] {
  const names = factors.filter(({ effects }) => effects[output]!.size === null).map(({ label }) => label);
  if (names.length === 0) return [];
  const words = `could not be measured, for want of draws that make a game: ${names.join(", ")}`;
  return paragraph(words, { ...view, columns: view.columns - 2 }, view.style.dim).map((line) => `  ${line}`);
}

function tornado(result: SensitivityResult, view: View): readonly string[] {
  const { index, words } = outputOf(result);
  const span = (bar: SensitivityResult["tornado"][number]): number =>
    Math.abs((bar.high.odds[index] ?? 0) - (bar.low.odds[index] ?? 0));
  const bars = [...result.tornado].sort((a, b) => span(b) - span(a));
  const label = widthOf(
    bars.map((one) => one.label),
    view,
    0.4,
  );
  const end = (one: (typeof bars)[number], which: "low" | "high"): string => {
    const odds = one[which].odds[index] ?? null;
    const at = one[which].at.map((value, k) => shownValue(spreadOf(result, one.factor, k), value)).join(", ");
    return `${padLeft(odds === null ? "no game" : percent(odds), 7)} at ${at}`;
  };
  const width = Math.max(0, ...bars.map((one) => textWidth(end(one, "low"))));
  const rows = bars.map((one) =>
    shorten(`  ${padRight(one.label, label)}  ${padRight(end(one, "low"), width)}  ${end(one, "high")}`, view.columns),
  );
  const head = heading(`Odds of ${words} at the 10% and 90% ends of each, all else as in the file`, view);
  return rows.length === 0 ? [] : [head, ...rows];
}

function tipping(result: SensitivityResult, view: View): readonly string[] {
  const { tipping: summary } = result;
  const leader = labelOfEnding(result, summary.leader);
  const groups = [
    {
      what: "leader" as const,
      title: `Smallest changes after which ${leader} is no longer the likeliest ending`,
      none: "None within the ranges.",
    },
    {
      what: "question" as const,
      title: `Smallest changes that move the question by ${summary.points} points`,
      none: "None within the ranges.",
    },
  ];
  return groups
    .filter(({ what }) => what === "leader" || result.question)
    .flatMap(({ what, title: head, none }, g) => {
      const found = summary.found.filter((point) => point.what === what).slice(0, MOST_ROWS);
      const lines = found.length === 0 ? [`  ${none}`] : found.flatMap((point) => tippingRow(result, point, view));
      return [...(g > 0 ? [""] : []), ...paragraph(head, view, view.style.bold), ...lines];
    });
}

function tippingRow(result: SensitivityResult, point: TippingPoint, view: View): readonly string[] {
  const changes = point.changes.map(({ label, from, to, spread, place }) => {
    const start = spread.scale === "odds" ? "" : `${shownValue(spread, from)} → `;
    return `${label} ${start}${shownValue(spread, to)} (at ${Math.round(100 * place)}% of its range)`;
  });
  const then = point.what === "leader" ? labelOfEnding(result, point.leader) : percent(point.question ?? 0);
  const [first = "", ...more] = paragraph(
    `${changes.join(" with ")}: ${then}`,
    { ...view, columns: view.columns - 4 },
    (line) => line,
  );
  return [`  ${first}`, ...more.map((line) => `    ${line}`)];
}

function knowing(result: SensitivityResult, view: View): readonly string[] {
  const shown = result.knowing.filter(({ change }) => change >= WORTH_SHOWING).slice(0, MOST_ROWS);
  if (!result.question || result.knowing.length === 0) return [];
  const head = heading("What would be worth knowing", view);
  if (shown.length === 0) return [head, "  Nothing listed here would move the question by 0.05 points."];
  const label = widthOf(shown.map(knowingLabel), view, 0.55);
  const rows = shown.map((one) => {
    const numbers = `${padLeft(one.change.toFixed(1), 6)}  ${padLeft(percent(one.share), 6)}`;
    return `  ${padRight(knowingLabel(one), label)}  ${numbers}`;
  });
  return [head, view.style.dim(`  ${" ".repeat(label)}  ${padLeft("points", 6)}  ${padLeft("share", 6)}`), ...rows];
}

function knowingLabel({ kind, label }: Knowing): string {
  return kind === "report" ? `a report of ${label}` : label;
}

function notes(result: SensitivityResult): readonly string[] {
  const { screening: screened, indices, tipping: tips, solves } = result;
  const assumed = result.factors.some(({ spreads }) => spreads.some((spread) => spread.assumed));
  const certain = result.certain.length;
  return [
    `size: the mean change were it linear, over ${screened.paths} paths; up: with its sign; mixes: how far it hangs on the others or bends. Alone and with others: shares of the variance, 95% intervals, of ${indices.factors.length} factors, the others as in the file (${indices.rows} rows).`,
    ...(assumed
      ? [
          "Starts, chances of drivers, reliabilities and precisions that are plain numbers in the file have no range there; their odds (precisions themselves) are varied from half to double.",
        ]
      : []),
    ...(certain > 0
      ? [`${certain} ${certain === 1 ? "parameter has" : "parameters have"} no range and stay as in the file.`]
      : []),
    `Changes are sought along ranges in steps of 1/${Math.round(1 / tips.scan)} first${tips.paired.length > 0 ? `, pairs among ${tips.paired.length} parameters` : ""}: what comes and goes within a step is missed.`,
    `Worth knowing: by how many points the question would move on average, and which share of the variance of whether it happens would go. Reports not yet seen have the grade ${result.report} and tell of the as-of step.`,
    `${solves} solves, seed ${result.seed}.`,
    ...result.notes,
    ...result.factors
      .filter(({ kept }) => kept)
      .map(({ label, spreads }) => `${label}: ${spreads.map(spreadInWords).join("; ")}.`),
  ];
}
