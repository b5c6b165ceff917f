import { answerInWords, byDate, notConvergedWarning, passedInWords } from "../analysis/answer-in-words.ts";
import { dateInWords, endInWords, nextStepInWords, type StepDates } from "../analysis/date-in-words.ts";
import type {
  ExplainedEnding,
  ExplainedMove,
  ExplainedPath,
  ExplainedPayoff,
  ExplainedTurn,
  ExplainResult,
} from "../analysis/explain-result.ts";
import type { Labels } from "../analysis/labels.ts";
import { percent } from "../analysis/odds-in-words.ts";
import { sentence } from "../analysis/report-html/sentence.ts";
import { safeData } from "../analysis/safe-text.ts";
import { reportLines } from "./forecast-reports.ts";
import { heading, noteLines, paragraph } from "./terminal/blocks.ts";
import { padLeft, shorten, textWidth, wrap, wrapPieces } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";
import { warningLines } from "./warning-lines.ts";

/** Endings told, besides the question's, and from which odds on. */
const mostEndings = 4;
const worthTelling = 0.01;
/** Moves compared per actor, and payoff parts named for each. */
const mostMoves = 3;
const mostParts = 3;

/** Why the odds are what they are. */
export function explainText(unsafeResult: ExplainResult, unsafeLabels: Labels, view: View): string {
  const result = safeData(unsafeResult);
  const labels = safeData(unsafeLabels);
  const sections = [
    answer(result, view),
    ways(result, view),
    reasons(result, view),
    reportLines(result, labels, view),
    noteLines(result.notes, view),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function answer(result: ExplainResult, view: View): readonly string[] {
  const { style } = view;
  const asOf = ` as of ${shorten(dateInWords(result.steps, result.asOf), 24)}`;
  const title = style.bold(shorten(result.crisis, view.columns - textWidth(asOf))) + style.dim(asOf);
  const { question } = result;
  const warning = warningLines(notConvergedWarning(result.solution), view);
  if (!question) return [title, ...warning];
  const passed = passedInWords(question, result.steps);
  const odds = style.accent(style.bold(answerInWords(question.probability)));
  const answered =
    passed === null
      ? [odds + byDate(result.steps, shorten(question.by, 24))]
      : paragraph(sentence(passed), view, style.bold);
  return [title, ...warning, "", ...paragraph(question.ask, view, style.bold), ...answered];
}

/** The likeliest ways to the endings that matter; one of them as a history for the question's ending and the likeliest. */
function ways(result: ExplainResult, view: View): readonly string[] {
  const asked = result.question?.ending;
  const likely = result.endings.filter((ending) => ending.probability >= worthTelling).slice(0, mostEndings);
  const told = result.endings.filter((ending) => ending.name === asked || likely.includes(ending));
  const lines = told.flatMap((ending, index) => {
    const withStory = index === 0 || ending.name === asked;
    return ["", ...endingWays(ending, { withStory, asked: ending.name === asked, clock: result }, view)];
  });
  return [heading("How it may come about", view), ...lines];
}

interface Telling {
  readonly withStory: boolean;
  readonly asked: boolean;
  readonly clock: StepDates;
}

function endingWays(ending: ExplainedEnding, telling: Telling, view: View): readonly string[] {
  const { withStory, asked, clock } = telling;
  const title = `  ${shorten(ending.label, view.columns - 12)}  ${percent(ending.probability)}`;
  const paths = ending.paths.flatMap((path) => pathLines(path, clock, view));
  const others =
    ending.otherPaths > 0.0005 ? [view.style.dim(`  ${padLeft(percent(ending.otherPaths), 6)}  in other ways`)] : [];
  const story = withStory ? storyLines(ending.paths[0], view) : [];
  return [asked ? view.style.accent(title) : title, ...paths, ...others, ...story];
}

function pathLines(path: ExplainedPath, clock: StepDates, view: View): readonly string[] {
  const by = path.ends === clock.steps.at(-1) ? "" : ` (half of them by ${endInWords(clock, path.ends)})`;
  const [first = "", ...rest] = wrap(path.words + by, view.columns - 10);
  return [`  ${padLeft(percent(path.share), 6)}  ${first}`, ...rest.map((line) => `          ${line}`)];
}

function storyLines(path: ExplainedPath | undefined, view: View): readonly string[] {
  if (!path?.story) return [];
  const lines = path.story.events.flatMap((event) => {
    const [first = "", ...rest] = wrap(event.words, view.columns - 24);
    return [`          ${event.date.padEnd(10)}  ${first}`, ...rest.map((line) => `${" ".repeat(22)}${line}`)];
  });
  return ["          for instance:", ...lines].map(view.style.dim);
}

function reasons(result: ExplainResult, view: View): readonly string[] {
  if (result.reasons.length === 0) return [];
  const title = heading(`Why each prefers its move ${nextStepInWords(result)}`, view);
  return [title, ...result.reasons.flatMap((turn) => ["", ...turnLines(turn, view)])];
}

/** The sentence below the actor's own heading need not name it again. */
function withoutName({ sentence, label }: ExplainedTurn): string {
  const name = `${label}: `;
  return sentence.startsWith(name) ? sentence.slice(name.length) : sentence;
}

function turnLines(turn: ExplainedTurn, view: View): readonly string[] {
  const name = turn.label.includes("(turn ") || turn.turn === 1 ? turn.label : `${turn.label}, turn ${turn.turn}`;
  const sentence = wrap(withoutName(turn), view.columns - 4).map((line) => `    ${line}`);
  const [best, ...others] = turn.moves;
  const compared = others.filter((move) => move.against !== null && move.probability > 0).slice(0, mostMoves - 1);
  return [
    `  ${view.style.bold(shorten(name, view.columns - 2))}`,
    ...sentence,
    ...(best ? moveLines(best, best.total, best.parts, "worth", view) : []),
    ...compared.flatMap((move) =>
      moveLines(move, -(move.against?.total ?? 0), turnedRound(move.against?.parts ?? []), "against it", view),
    ),
  ];
}

/** `37.1%  hold  worth −1.20: presence −0.80, …`; for the others what they are worth against the likeliest. */
function moveLines(
  move: ExplainedMove,
  total: number,
  parts: readonly ExplainedPayoff[],
  word: string,
  view: View,
): readonly string[] {
  const named = [...parts]
    .filter((part) => Math.abs(part.value) >= 0.005)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, mostParts)
    .map((part) => `${part.label} ${utils(part.value)}`);
  const pieces = [`${move.label}, ${word} ${utils(total)}${named.length > 0 ? ":" : ""}`, ...named];
  const [first = "", ...rest] = wrapPieces(pieces, "  ", view.columns - 12);
  return [`    ${padLeft(percent(move.probability), 6)}  ${first}`, ...rest.map((line) => `            ${line}`)].map(
    view.style.dim,
  );
}

function turnedRound(parts: readonly ExplainedPayoff[]): readonly ExplainedPayoff[] {
  return parts.map((part) => ({ ...part, value: -part.value }));
}

/** Utils with their sign, two digits. */
function utils(value: number): string {
  const digits = Math.abs(value).toFixed(2);
  if (Number(digits) === 0) return "0.00";
  return `${value < 0 ? "−" : "+"}${digits}`;
}
