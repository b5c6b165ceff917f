import { percent, points } from "../analysis/odds-in-words.ts";
import type { ActorWorth, RangeOfOdds, WhatIfRanges, WhatIfResult } from "../analysis/what-if-result.ts";
import { roundsInWords } from "./forecast-text.ts";
import { heading, noteLines } from "./terminal/blocks.ts";
import { padLeft, padRight, shorten, textWidth } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";

/** Below so many columns the differences have lines of their own. */
const NARROW = 80;

type Section = readonly string[];

/** Ranges over the parameters, of both sides and of their difference; no section without draws. */
export function rangeSection(
  { ranges, question }: Pick<WhatIfResult, "ranges" | "question">,
  view: View,
): readonly Section[] {
  if (!ranges) return [];
  const rows = [
    ...(ranges.question && question ? [{ label: "the question", ...ranges.question }] : []),
    ...ranges.endings
      .filter((row) => !sameAsQuestion(row, ranges, question))
      .sort((a, b) => widthOf(b.difference) - widthOf(a.difference)),
  ];
  const narrow = view.columns < NARROW;
  const label = Math.min(
    Math.max(...rows.map((row) => textWidth(row.label))),
    Math.max(12, view.columns - (narrow ? 36 : 60)),
  );
  const width = Math.max(...rows.flatMap(({ base, changed }) => [base, changed].map((own) => oddsRange(own).length)));
  const head = `  ${" ".repeat(label)}  ${padRight("as is", width)}  ${padRight("then", width)}${narrow ? "" : "  points: mean, range"}`;
  return [
    [
      heading("Ranges (10% to 90%) and mean difference, the same draws on both sides", view),
      view.style.dim(head),
      ...rows.flatMap((row) => {
        const odds = `  ${padRight(row.label, label)}  ${padRight(oddsRange(row.base), width)}  ${padRight(oddsRange(row.changed), width)}`;
        const points = meanAndRange(row.difference);
        const lines = narrow ? [odds, `  ${" ".repeat(label)}  points: ${points}`] : [`${odds}  ${points}`];
        return lines.map((line) => shorten(line.trimEnd(), view.columns));
      }),
      ...noteLines([drawsInWords(ranges)], view),
    ],
  ];
}

/** What a plan is worth to each actor beside what the solution has everybody do. */
export function worthSection(worth: readonly ActorWorth[] | undefined, view: View): readonly Section[] {
  if (!worth) return [];
  const label = Math.max(...worth.map((actor) => textWidth(actor.label)));
  const number = (value: number): string => padLeft(value.toFixed(2).replace("-", "−"), 7);
  return [
    [
      heading("What it is worth from its first date on, in utils, beside the solved policy", view),
      view.style.dim(`  ${" ".repeat(label)}  ${padLeft("solved", 7)}  ${padLeft("plan", 7)}  ${padLeft("more", 7)}`),
      ...worth.map(({ label: name, base, changed }) => {
        const more = padLeft(points(changed - base, 2), 7);
        return `  ${padRight(name, label)}  ${number(base)}  ${number(changed)}  ${more}`;
      }),
    ],
  ];
}

/** `31.2% to 38.0%`. */
export function oddsRange({ low, high }: RangeOfOdds): string {
  return `${percent(low)} to ${percent(high)}`;
}

/** `−0.4, −1.2 to +0.4`. */
export function meanAndRange(difference: RangeOfOdds): string {
  return `${padLeft(points(100 * difference.mean), 5)}, ${differenceRange(difference)}`;
}

/** `−1.2 to +0.4`. */
export function differenceRange({ low, high }: RangeOfOdds): string {
  return `${points(100 * low)} to ${points(100 * high)}`;
}

export function drawsInWords(ranges: WhatIfRanges): string {
  const { draws, effectiveSampleSize, leftOut, seed, parameters, rounds, collapsed } = ranges;
  const rough = collapsed
    ? " The reports fit few of the draws: take it all as rough; a mean may lie outside its range."
    : "";
  const left = leftOut > 0 ? `; ${leftOut} made no game and are left out` : "";
  return `${draws} draws of ${parameters} ${parameters === 1 ? "parameter" : "parameters"}${roundsInWords({ rounds })}, worth ${Math.round(effectiveSampleSize)} equal ones after the reports${left}; seed ${seed}. Each counts by how well the crisis as it is explains the reports.${rough}`;
}

/** The ending asked about, where the question runs to the end of the clock: it says the same. */
function sameAsQuestion(
  row: WhatIfRanges["endings"][number],
  { question: asked }: WhatIfRanges,
  question: WhatIfResult["question"],
): boolean {
  return asked !== null && row.name === question?.ending && row.changed.mean === asked.changed.mean;
}

function widthOf({ low, high }: RangeOfOdds): number {
  return Math.max(Math.abs(low), Math.abs(high));
}
