import { byDate, notConvergedWarning, passedInWords } from "../analysis/answer-in-words.ts";
import { dateInWords } from "../analysis/date-in-words.ts";
import { forcedInWords } from "../analysis/forced-in-words.ts";
import { actorLabel, type Labels, moveLabel } from "../analysis/labels.ts";
import { oddsInWords, percent, points } from "../analysis/odds-in-words.ts";
import { sentence } from "../analysis/report-html/sentence.ts";
import { safeData } from "../analysis/safe-text.ts";
import type { WhatIfResult } from "../analysis/what-if-result.ts";
import { movesStepInWords, windowInWords } from "../analysis/window-in-words.ts";
import { bar } from "./terminal/bar.ts";
import { heading, noteLines, paragraph } from "./terminal/blocks.ts";
import { padLeft, padRight, shorten, textWidth } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";
import { warningLines } from "./warning-lines.ts";
import { rangeSection, worthSection } from "./what-if-ranges-text.ts";

/** The crisis with something done in it, beside the same without. */
export function whatIfText(unsafeResult: WhatIfResult, unsafeLabels: Labels, view: View): string {
  const result = safeData(unsafeResult);
  const labels = safeData(unsafeLabels);
  const sections = [
    answer(result, view),
    [heading("How it ends", view), ...compared(endingRows(result), view)],
    ...worthSection(result.worth, view),
    ...rangeSection(result, view),
    ...moveSections(result, labels, view),
    noteLines([explanation(result), ...forcedInWords(result, labels), ...notesOfChange(result)], view),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function answer(result: WhatIfResult, view: View): readonly string[] {
  const { style } = view;
  const asOf = ` as of ${shorten(dateInWords(result.steps, result.asOf), 24)}`;
  const title = style.bold(shorten(result.crisis, view.columns - textWidth(asOf))) + style.dim(asOf);
  const course = [...result.interventions, windowInWords(result) ?? []].flat().join(", ");
  const asked = paragraph(`What if: ${course}`, view, (line) => line);
  const { question } = result;
  const warning = [result.base.solution, result.solution ?? result.base.solution]
    .flatMap((solution) => notConvergedWarning(solution) ?? [])
    .slice(0, 1)
    .flatMap((words) => warningLines(words, view));
  if (!question) return [title, ...warning, "", ...asked];
  const odds = `${percent(question.base)} → ${percent(question.changed)}`;
  const change = `${points(100 * question.difference)} points, ${oddsInWords(question.changed)}${byDate(result.steps, shorten(question.by, 24))}`;
  const baseQuestion = result.base.question;
  // Something done before the as-of date may still have changed what came about.
  const passed = baseQuestion && question.changed === 0 ? passedInWords(baseQuestion, result.steps) : null;
  return [
    title,
    ...warning,
    "",
    ...asked,
    "",
    ...paragraph(question.ask, view, style.bold),
    ...(passed === null
      ? [`${style.accent(style.bold(odds))}  ${change}`]
      : paragraph(sentence(passed), view, style.bold)),
  ];
}

interface ComparedRow {
  readonly label: string;
  readonly base: number;
  readonly changed: number;
  readonly strong: boolean;
}

function endingRows(result: WhatIfResult): readonly ComparedRow[] {
  return [...result.endings]
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
    .map(({ name, label, base, changed }) => ({ label, base, changed, strong: name === result.question?.ending }));
}

/** As is, changed, and the difference drawn from a middle line: what moved most stands first. */
function compared(rows: readonly ComparedRow[], view: View): readonly string[] {
  const { style, columns } = view;
  const label = Math.min(Math.max(6, ...rows.map((row) => textWidth(row.label))), Math.floor(columns * 0.4));
  const room = Math.max(4, Math.min(20, columns - label - 32));
  const largest = Math.max(1e-12, ...rows.map((row) => Math.abs(row.changed - row.base)));
  const head = `  ${" ".repeat(label)}  ${padLeft("as is", 6)}  ${padLeft("then", 6)}  ${padLeft("points", 6)}`;
  return [
    style.dim(head),
    ...rows.map((row) => {
      const difference = row.changed - row.base;
      const look = row.strong ? style.accent : (text: string) => text;
      const numbers = `${padLeft(percent(row.base), 6)}  ${padLeft(percent(row.changed), 6)}  ${padLeft(points(100 * difference), 6)}`;
      const drawn = style.dim(bar(Math.abs(difference) / largest, room));
      return `  ${look(padRight(row.label, label))}  ${look(numbers)}  ${drawn}`.trimEnd();
    }),
  ];
}

/** Moves in the first step with the interventions; beside the base run where both speak of the same step. */
function moveSections(result: WhatIfResult, labels: Labels, view: View): readonly (readonly string[])[] {
  const sameStep =
    result.from === null || result.steps.length === 0 || result.from === result.base.steps[result.base.asOfStep];
  const actors = Object.entries(result.nextMoves);
  if (actors.length === 0) return [];
  const lines = actors.flatMap(([actor, moves]) => {
    const rows = Object.entries(moves).map(([move, odds]) => {
      const base = result.base.nextMoves[actor]?.[move];
      const before = sameStep && base !== undefined ? `${padLeft(percent(base), 6)} → ` : "";
      return { odds, text: `${before}${padLeft(percent(odds), 6)}  ${moveLabel(labels, actor, move)}` };
    });
    const shown = rows.sort((a, b) => b.odds - a.odds).map((row) => `    ${shorten(row.text, view.columns - 4)}`);
    return [`  ${shorten(actorLabel(labels, actor), view.columns - 2)}`, ...shown];
  });
  return [[heading(`Moves ${movesStepInWords(result)}, with it done`, view), ...lines]];
}

/** What is to be known of the solution with it done and does not hold of the one without. */
function notesOfChange({ base, solution }: WhatIfResult): readonly string[] {
  const fresh = solution?.notes.filter((note) => !base.solution.notes.includes(note)) ?? [];
  return fresh.map((note) => `With it done: ${note}`);
}

function explanation(result: WhatIfResult): string {
  if (result.from === null) {
    return "Another assumption about the world: everything was solved again, and the reports weighed again, with it.";
  }
  if (result.steps.length === 0) {
    return "Done from the start and for good, and known to all: the stationary equilibrium with it beside that without.";
  }
  return "Done, not observed: what was believed at that date stays as it was, nobody expected it before, and everyone knows of it from then on.";
}
