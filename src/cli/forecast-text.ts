/** A forecast as text for a terminal: the answer first, then what it rests on. */
import { answerInWords, byDate, notConvergedWarning, passedInWords } from "../analysis/answer-in-words.ts";
import { dateInWords, endInWords, nextStepInWords } from "../analysis/date-in-words.ts";
import type { ForecastResult, RangesSummary } from "../analysis/forecast-result.ts";
import { actorLabel, type Labels, labelFor, moveLabel } from "../analysis/labels.ts";
import { percent, verbalScaleName } from "../analysis/odds-in-words.ts";
import { sentence } from "../analysis/report-html/sentence.ts";
import { safeData } from "../analysis/safe-text.ts";
import { baselineRows } from "./forecast-baselines.ts";
import { reportLines } from "./forecast-reports.ts";
import { heading, noteLines, oddsRows, paragraph } from "./terminal/blocks.ts";
import { padRight, shorten, textWidth, wrapPieces } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";
import { warningLines } from "./warning-lines.ts";

/** Choices listed by name, and the odds from which one is. */
const mostChoices = 4;
const worthShowing = 0.02;

/** The whole forecast, ending in a line break. */
export function forecastText(unsafeResult: ForecastResult, unsafeLabels: Labels, view: View): string {
  const result = safeData(unsafeResult);
  const labels = safeData(unsafeLabels);
  const sections = [
    answer(result, labels, view),
    endings(result, view),
    nextMoves(result, labels, view),
    hidden(result, labels, view),
    longRun(result, labels, view),
    reportLines(result, labels, view),
    sources(result, labels, view),
    otherEquilibria(result, labels, view),
    howComputed(result, view),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function answer(result: ForecastResult, labels: Labels, view: View): readonly string[] {
  const { style } = view;
  const asOf = ` as of ${shorten(dateInWords(result.steps, result.asOf), 24)}`;
  const title = style.bold(shorten(result.crisis, view.columns - textWidth(asOf))) + style.dim(asOf);
  const question = result.question;
  const warning = warningLines(notConvergedWarning(result.solution), view);
  if (!question) return [title, ...warning];
  const range =
    question.low === null || question.high === null
      ? ""
      : ` (${percent(question.low)} to ${percent(question.high)} over the parameters)`;
  const passed = passedInWords(question, result.steps);
  const odds = style.accent(style.bold(answerInWords(question.probability)));
  const by = byDate(result.steps, shorten(question.by, 24));
  return [
    title,
    ...warning,
    "",
    ...paragraph(question.ask, view, style.bold),
    ...(passed === null ? [`${odds}${by}${range}`] : paragraph(sentence(passed), view, style.bold)),
    "",
    ...oddsRows(baselineRows(result, labels), view),
  ];
}

function endings(result: ForecastResult, view: View): readonly string[] {
  const last = result.steps.at(-1);
  const title = last === undefined ? "How it ends" : `How it ends, by ${endInWords(result, last)}`;
  const rates = result.baselines.baseRate ?? [];
  const rows = [...result.endings]
    .sort((a, b) => b.probability - a.probability)
    .map((ending) => ({
      label: ending.label,
      probability: ending.probability,
      note: [
        ...(ending.low === null || ending.high === null ? [] : [`${percent(ending.low)} to ${percent(ending.high)}`]),
        ...rates.filter((rate) => rate.ending === ending.name).map((rate) => `base rate ${percent(rate.probability)}`),
      ].join(", "),
      strong: ending.name === result.question?.ending,
    }));
  const left = 1 - result.endings.reduce((sum, { probability }) => sum + probability, 0);
  const goesOn =
    last === undefined && left > 0.0005 ? [{ label: "goes on for ever", probability: left, note: "" }] : [];
  return [heading(title, view), ...oddsRows([...rows, ...goesOn], view)];
}

/** On a clock without end: how often each level holds while the crisis goes on. */
function longRun(result: ForecastResult, labels: Labels, view: View): readonly string[] {
  const rows = Object.entries(result.longRun ?? {}).map(([variable, levels]) => ({
    label: labelFor(labels.variables, variable),
    choices: byOdds(levels).map(([level, odds]) => [level.replaceAll("_", " "), odds] as const),
  }));
  return rows.length === 0 ? [] : [heading("In the long run, while it goes on", view), ...choiceRows(rows, view)];
}

function nextMoves(result: ForecastResult, labels: Labels, view: View): readonly string[] {
  const actors = Object.entries(result.nextMoves);
  if (actors.length === 0) return [];
  const rows = actors.map(([actor, moves]) => ({
    label: actorLabel(labels, actor),
    choices: withOthers(byOdds(moves).map(([move, odds]) => [moveLabel(labels, actor, move), odds] as const)),
  }));
  return [heading(`What each does next, ${nextStepInWords(result)}`, view), ...choiceRows(rows, view)];
}

function hidden(result: ForecastResult, labels: Labels, view: View): readonly string[] {
  const variables = Object.entries(result.hidden);
  if (variables.length === 0) return [];
  const rows = variables.map(([variable, levels]) => ({
    label: labelFor(labels.variables, variable),
    choices: byOdds(levels).map(([level, odds]) => [level.replaceAll("_", " "), odds] as const),
  }));
  return [heading("What is not seen, as believed now", view), ...choiceRows(rows, view)];
}

function sources(result: ForecastResult, labels: Labels, view: View): readonly string[] {
  const choices = Object.entries(result.sources).map(
    ([source, odds]) => [labelFor(labels.sources, source), odds] as const,
  );
  if (choices.length === 0) return [];
  return [heading("Sources, odds of being reliable", view), ...choiceRows([{ label: "", choices }], view)];
}

/** The question's odds (without one, those of each ending) under every rule of selection. */
function otherEquilibria({ multiplicity, endings }: ForecastResult, labels: Labels, view: View): readonly string[] {
  if (!multiplicity) return [];
  const { several, most, incomplete, selections } = multiplicity;
  const title = heading("Other equilibria", view);
  if (selections.length === 1)
    return [title, ...noteLines(["No two actors choose at the same time, so there is one equilibrium."], view)];
  if (several === 0)
    return [title, ...noteLines(["None was found in any situation.", ...notAllFound(incomplete)], view)];
  const count = new Intl.NumberFormat("en");
  const rows = selections.flatMap(({ favours, question, endings: odds }) => {
    const rule = favours === null ? "on the branch from λ = 0" : `best for ${actorLabel(labels, favours)}`;
    if (question !== null) return [{ label: rule, probability: question }];
    return endings.map(({ name, label }) => ({ label: `${rule}: ${label}`, probability: odds[name]! }));
  });
  const where = `Several in ${count.format(several)} ${several === 1 ? "situation" : "situations"}, up to ${most} in one. Each line plays, wherever there are several, those of its rule; other mixtures of them are equilibria too.`;
  return [title, ...oddsRows(rows, view), ...noteLines([where, ...notAllFound(incomplete)], view)];
}

function notAllFound(incomplete: number): readonly string[] {
  if (incomplete === 0) return [];
  return [
    `In ${incomplete} of the situations some equilibria were not found: the indices of the others do not add up to 1.`,
  ];
}

function howComputed(result: ForecastResult, view: View): readonly string[] {
  const { method, parts, states, positions, milliseconds, converged, residual, notes } = result.solution;
  const count = new Intl.NumberFormat("en");
  const size = `${count.format(parts)} ${parts === 1 ? "part" : "parts"}, up to ${count.format(states)} states, ${count.format(positions)} positions`;
  const ended = converged ? `residual ${residual === 0 ? "0" : residual.toExponential(0)}` : "NOT CONVERGED";
  const solved = `Solved by ${method}: ${size}, ${ended}, ${count.format(Math.round(milliseconds))} ms. Brink ${result.brink}.`;
  const range = rangeNotes(result);
  const scale = result.question ? [`Words of odds: ${verbalScaleName}.`] : [];
  return noteLines([solved, ...notes, ...range, ...scale], view);
}

/** Over what the ranges are, and how far to trust them. */
function rangeNotes({ ranges, question }: ForecastResult): readonly string[] {
  if (!ranges) return ["Every number holds for the values in the file; `--draws 256` adds ranges over the parameters."];
  const { parameters, draws, effectiveSampleSize, pointForecast } = ranges;
  if (parameters === 0) return ["No parameter in the file has a range, so every number holds for its values."];
  const count = new Intl.NumberFormat("en");
  const named = parameters === 1 ? "1 parameter" : `${count.format(parameters)} parameters`;
  const early = ranges.stoppedEarly ? ", stopped early," : "";
  const seed = ranges.seed === 1 ? "" : ` of seed ${ranges.seed}`;
  const point =
    question && pointForecast.question !== null
      ? ` At the values in the file: ${percent(pointForecast.question)}.`
      : "";
  // From a single draw nothing follows about the scatter of others.
  const good =
    effectiveSampleSize > 1.5 ? `; the mean has a standard error of ${errorInPoints(ranges.standardError)}` : "";
  const worth = draws === 1 ? "" : `, worth ${count.format(Math.round(effectiveSampleSize))} equal ones`;
  const spread = `Odds of the question and of how it ends: means and 10% to 90% quantiles over ${named}, from ${count.format(draws)} ${draws === 1 ? "draw" : "draws"}${roundsInWords(ranges)}${seed}${early} weighted by the reports${worth}${good}.${point} Everything else holds for the values in the file.`;
  return [
    spread,
    ...(ranges.collapsed
      ? ["The reports fit few of the draws: take the ranges as rough; a mean may lie outside its range."]
      : []),
    ...(ranges.leftOut > 0 ? [`${count.format(ranges.leftOut)} draws made no game and were left out.`] : []),
  ];
}

/** To one digit, `0.4 points`. */
function errorInPoints(error: number): string {
  const points = (100 * error).toPrecision(1);
  return `${points} ${points === "1" ? "point" : "points"}`;
}

/** Why there are more draws than were asked for. */
export function roundsInWords({ rounds }: Pick<RangesSummary, "rounds">): string {
  return rounds === 1 ? "" : ` (in ${rounds} rounds, since few of the first counted)`;
}

interface ChoiceRow {
  readonly label: string;
  readonly choices: readonly (readonly [label: string, probability: number])[];
}

/** One label and its choices with their odds on a line, wrapped under the first choice. */
function choiceRows(rows: readonly ChoiceRow[], view: View): readonly string[] {
  const labelWidth = Math.min(Math.max(...rows.map((row) => textWidth(row.label))), Math.floor(view.columns * 0.35));
  const indent = labelWidth === 0 ? 2 : labelWidth + 4;
  return rows.flatMap((row) => {
    const pieces = row.choices.map(([label, odds]) => `${label} ${percent(odds)}`);
    const lines = wrapPieces(pieces, " · ", view.columns - indent);
    return lines.map((line, index) => {
      const label = index === 0 && labelWidth > 0 ? `  ${padRight(row.label, labelWidth)}  ` : " ".repeat(indent);
      return label + line;
    });
  });
}

/** The likeliest choices; the many unlikely ones together. */
function withOthers(choices: ChoiceRow["choices"]): ChoiceRow["choices"] {
  const shown = choices.filter(([, odds], index) => index < mostChoices && odds >= worthShowing);
  const others = choices.slice(shown.length);
  if (others.length < 2) return choices;
  const sum = others.reduce((total, [, odds]) => total + odds, 0);
  return [...shown, [`${others.length} others`, sum]];
}

function byOdds(odds: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(odds).sort(([, a], [, b]) => b - a);
}
