/** Which share of the variance is due to which factor, alone, with others and two by two. */
import { percent, points } from "../analysis/odds-in-words.ts";
import type { IndicesSummary, SensitivityResult, Share } from "../analysis/sensitivity/sensitivity-result.ts";
import { labelOf, labelOfEnding, outputOf, widthOf } from "./sensitivity-labels.ts";
import { heading, noteLines } from "./terminal/blocks.ts";
import { padLeft, padRight, shorten, textWidth } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";

type Pairs = IndicesSummary["outputs"][number]["pairs"];

/** A pair is listed from this share of the variance on. */
const PAIR_SHARE = 0.02;
const MOST_PAIRS = 3;
/** Half of an interval, as a share of the variance. */
const WIDE = 0.5;

/** What is asked about. */
export function shares(result: SensitivityResult, view: View): readonly string[] {
  const { index, words } = outputOf(result);
  const { factors, outputs } = result.indices;
  const { alone, total, pairs, mean, deviation } = outputs[index]!;
  if (result.indices.leftOut === result.indices.rows) {
    const why = `They could not be measured: each of the ${result.indices.rows} rows holds a draw that makes no game.`;
    return [heading(`Shares of the variance of ${words}`, view), ...noteLines([why], view)];
  }
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
  return [
    head,
    view.style.dim(`  ${" ".repeat(label)}  ${padRight("alone", 12)}  with others`),
    ...rows,
    ...pairRows(result, pairs, view),
    ...hardlyKnown(result, total),
  ];
}

/** Said where an interval leaves open whether a share is small or large; four times the rows make it half as wide. */
function hardlyKnown({ indices: { rows } }: SensitivityResult, total: readonly Share[]): readonly string[] {
  const widest = Math.max(...total.map(({ error }) => error ?? 0));
  if (widest <= WIDE) return [];
  return [`  ${rows} rows say little here: ± ${(100 * widest).toFixed(0)}. With --rows ${4 * rows} it is about half.`];
}

/** The largest of those that may be more than nothing, each with its interval. */
function pairRows(result: SensitivityResult, pairs: Pairs, view: View): readonly string[] {
  if (pairs.length === 0) return [];
  const head = view.style.dim("  two together, beyond each alone");
  const shown = pairs
    .filter(({ share }) => (share ?? 0) >= PAIR_SHARE)
    .sort((a, b) => b.share! - a.share!)
    .slice(0, MOST_PAIRS);
  if (shown.length === 0) return [head, `  None is as much as ${100 * PAIR_SHARE}%.`];
  const half = widthOf(
    shown.flatMap(({ between }) => between.map((name) => labelOf(result, name))),
    view,
    0.36,
  );
  const names = shown.map(({ between }) => between.map((name) => shorten(labelOf(result, name), half)).join(" × "));
  const width = Math.max(...names.map(textWidth));
  return [head, ...shown.map((pair, row) => `  ${padRight(names[row]!, width)}  ${shareInWords(pair)}`)];
}

/** For each ending the two factors with the largest shares, all they mix with counted in. */
export function endings(result: SensitivityResult, view: View): readonly string[] {
  const rows = result.indices.outputs.filter(({ output, deviation }) => output !== "question" && deviation > 0);
  if (rows.length === 0) return [];
  const names = rows.map(({ output }) => labelOfEnding(result, output));
  const label = widthOf(names, view, 0.35);
  const lines = rows.map(({ mean, deviation, total }, row) => {
    const order = total.map((_, f) => f).sort((a, b) => (total[b]!.share ?? 0) - (total[a]!.share ?? 0));
    const largest = order.slice(0, 2).map((f) => {
      const name = labelOf(result, result.indices.factors[f]!);
      return `${name} ${Math.round(100 * Math.min(1, total[f]!.share ?? 0))}%`;
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
