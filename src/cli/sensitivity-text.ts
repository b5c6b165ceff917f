/** What the odds hang on, as text for a terminal: screening, shares, ends of the ranges, tipping points, what to learn. */
import { answerInWords, byDate } from "../analysis/answer-in-words.ts";
import { dateInWords } from "../analysis/date-in-words.ts";
import { percent, points } from "../analysis/odds-in-words.ts";
import { safeData } from "../analysis/safe-text.ts";
import type {
  Knowing,
  ScreenedFactor,
  SensitivityResult,
  Share,
  TippingPoint,
} from "../analysis/sensitivity/sensitivity-result.ts";
import { shownValue, spreadInWords } from "../analysis/sensitivity/spread-in-words.ts";
import { bar } from "./terminal/bar.ts";
import { heading, noteLines, paragraph } from "./terminal/blocks.ts";
import { padLeft, padRight, shorten, textWidth } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";

/** Rows of a list; what follows is counted. */
const MOST_ROWS = 12;
/** An effect smaller than this many points is not listed. */
const WORTH_SHOWING = 0.05;
/** A pair is listed from this share of the variance on. */
const PAIR_SHARE = 0.02;

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

/** What is looked at: the question, or the ending that moves most. */
function outputOf(result: SensitivityResult): { readonly index: number; readonly words: string } {
  if (result.question) return { index: 0, words: "the question" };
  const sizes = result.outputs.map((_, o) => Math.max(...result.factors.map(({ effects }) => effects[o]!.size ?? 0)));
  const index = sizes.indexOf(Math.max(...sizes));
  return { index, words: `the ending ${result.endings[index]!.label}` };
}

function screening(result: SensitivityResult, view: View): readonly string[] {
  const { index, words } = outputOf(result);
  const sizeOf = (factor: ScreenedFactor): number => 100 * (factor.effects[index]!.size ?? 0);
  const shown = result.factors.filter((factor) => sizeOf(factor) >= WORTH_SHOWING).slice(0, MOST_ROWS);
  const head = heading(`What moves ${words}, over its whole range, in points`, view);
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
  const others = result.factors.length - shown.length;
  return [
    head,
    view.style.dim(`  ${" ".repeat(label)}  ${padLeft("size", 6)}  ${padLeft("up", 7)}  ${padLeft("mixes", 6)}`),
    ...rows,
    ...(others > 0 ? [view.style.dim(`  and ${others} that move it less`)] : []),
  ];
}

function shares(result: SensitivityResult, view: View): readonly string[] {
  const { index, words } = outputOf(result);
  const { factors, outputs } = result.indices;
  const { alone, total, pairs, mean, deviation } = outputs[index]!;
  const label = widthOf(
    factors.map((name) => labelOf(result, name)),
    view,
    0.4,
  );
  const order = factors.map((_, f) => f).sort((a, b) => (total[b]!.share ?? 0) - (total[a]!.share ?? 0));
  const head = heading(
    `Shares of the variance of ${words}: ${percent(mean)} ± ${points(100 * deviation).replace("+", "")} points`,
    view,
  );
  if (total.every(({ share }) => share === null)) return [head, "  It does not vary with these factors."];
  const rows = order.map(
    (f) =>
      `  ${padRight(labelOf(result, factors[f]!), label)}  ${padRight(shareInWords(alone[f]!), 12)}  ${shareInWords(total[f]!)}`,
  );
  const together = pairs
    .filter(({ share, error }) => (share ?? 0) >= PAIR_SHARE && (share ?? 0) > (error ?? 0))
    .sort((a, b) => b.share! - a.share!)
    .map(
      (pair) => `  together: ${pair.between.map((name) => labelOf(result, name)).join(" × ")}  ${shareInWords(pair)}`,
    );
  return [
    head,
    view.style.dim(`  ${" ".repeat(label)}  ${padRight("alone", 12)}  with others`),
    ...rows,
    ...together.map((line) => shorten(line, view.columns)),
  ];
}

/** For each ending the two factors with the largest shares, all they mix with counted in. */
function endings(result: SensitivityResult, view: View): readonly string[] {
  const rows = result.indices.outputs.filter(({ output, deviation }) => output !== "question" && deviation > 0);
  if (rows.length === 0) return [];
  const names = rows.map(({ output }) => labelOfEnding(result, output));
  const label = widthOf(names, view, 0.35);
  const lines = rows.map(({ mean, deviation, total }, row) => {
    const order = total.map((_, f) => f).sort((a, b) => (total[b]!.share ?? 0) - (total[a]!.share ?? 0));
    const largest = order.slice(0, 2).map((f) => {
      const name = labelOf(result, result.indices.factors[f]!);
      return `${name} ${Math.round(100 * (total[f]!.share ?? 0))}%`;
    });
    const odds = `${padLeft(percent(mean), 6)} ± ${padLeft((100 * deviation).toFixed(1), 4)}`;
    return shorten(`  ${padRight(names[row]!, label)}  ${odds}  ${largest.join(", ")}`, view.columns);
  });
  return [heading("Each ending: its odds while they vary, and the largest shares with others", view), ...lines];
}

function shareInWords({ share, error }: Share): string {
  if (share === null) return "–";
  const number = `${Math.max(0, 100 * share).toFixed(0)}%`;
  return error === null ? number : `${padLeft(number, 4)} ± ${(100 * error).toFixed(0)}`;
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

function labelOf(result: SensitivityResult, factor: string): string {
  return result.factors.find(({ name }) => name === factor)?.label ?? factor;
}

function labelOfEnding(result: SensitivityResult, ending: string): string {
  return result.endings.find(({ name }) => name === ending)?.label ?? ending;
}

function spreadOf(result: SensitivityResult, factor: string, k: number): ScreenedFactor["spreads"][number] {
  return result.factors.find(({ name }) => name === factor)!.spreads[k]!;
}

function widthOf(labels: readonly string[], view: View, share: number): number {
  return Math.min(Math.max(6, ...labels.map(textWidth)), Math.floor(view.columns * share));
}
