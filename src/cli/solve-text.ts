import type { ClassicChoices, ClassicEquilibrium, ClassicResult } from "../analysis/classic-result.ts";
import { safeText } from "../analysis/safe-text.ts";
import { heading, noteLines, type OddsRow, oddsRows, paragraph } from "./terminal/blocks.ts";
import { padRight, textWidth } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";

/** Choices and equilibria that are printed; `--json` has them all. */
const mostPlaces = 40;
const mostEquilibria = 12;

/** `brink solve` as text. */
export function solveText(result: ClassicResult, view: View): string {
  const title = result.game === "" ? "A game without a title" : safeText(result.game);
  const lines = [
    heading(title, view),
    ...paragraph(
      `${capital(result.method)}${result.lambda === null ? "" : ` at λ = ${short(result.lambda)}`}.`,
      view,
      (line) => line,
    ),
    "",
    ...profileLines(result, result, view),
    "",
    ...payoffLines(result, view),
    ...otherLines(result, view),
    "",
    ...noteLines([...accuracy(result), ...result.notes], view),
  ];
  return `${lines.join("\n")}\n`;
}

function profileLines(result: ClassicResult, { profile, exact }: ClassicEquilibrium, view: View): readonly string[] {
  const lines: string[] = [];
  let at = 0;
  for (const choices of result.names.slice(0, mostPlaces)) {
    const from = at;
    lines.push(view.style.bold(safeText(placeName(choices))));
    const rows = choices.actions.map((action, a): OddsRow => {
      const fraction = exact?.[from + a];
      const note = fraction?.includes("/") && fraction.length < 24 ? { note: fraction } : {};
      return {
        label: safeText(action),
        probability: profile[from + a]!,
        shown: shareText(profile[from + a]!),
        ...note,
      };
    });
    lines.push(...oddsRows(rows, view));
    at += choices.actions.length;
  }
  const left = result.names.length - mostPlaces;
  if (left > 0) lines.push(view.style.dim(`… and ${left} more; --json prints all.`));
  return lines;
}

function placeName({ player, place }: ClassicChoices): string {
  return place === "" ? player : `${player}: ${place}`;
}

function payoffLines(result: ClassicResult, view: View): readonly string[] {
  const width = Math.max(...result.players.map((player) => textWidth(safeText(player))));
  return [
    view.style.bold("Expected payoffs"),
    ...result.players.map(
      (player, i) => `  ${padRight(safeText(player), width)}  ${short(result.expectedPayoffs[i]!)}`,
    ),
  ];
}

function otherLines(result: ClassicResult, view: View): readonly string[] {
  const count = result.equilibria.length;
  if (count < 2) return [];
  const lines = ["", view.style.bold(`${count} equilibria, the first shown above`)];
  result.equilibria.slice(0, mostEquilibria).forEach((equilibrium, k) => {
    const shares = equilibrium.exact ?? equilibrium.profile.map(shareText);
    lines.push(
      ...paragraph(`${k + 1}. ${shares.map((share) => share ?? "-").join(", ")}`, view, (line) =>
        `  ${line}`.slice(0, view.columns),
      ),
    );
  });
  if (count > mostEquilibria) lines.push(view.style.dim(`… and ${count - mostEquilibria} more; --json prints all.`));
  return lines;
}

function accuracy(result: ClassicResult): readonly string[] {
  const residual = result.residual === null ? "" : `Residual of the logit equations ${shortest(result.residual)}. `;
  const regret = `Largest gain by another strategy ${shortest(result.regret)}, ${shortest(result.regretShare)} of the payoff range.`;
  const fit = result.fit
    ? [
        `Log-likelihood ${short(result.fit.logLikelihood)}; standard error of λ ${result.fit.standardError === null ? "unknown" : short(result.fit.standardError)}.`,
      ]
    : [];
  const branch = result.branch
    ? [
        `${counted(result.branch.steps, "step")} along the branch, ${counted(result.branch.folds, "fold")}, ${counted(result.branch.forks.length, "fork")}.`,
      ]
    : [];
  return [
    residual + regret,
    ...fit,
    ...branch,
    `It stopped because ${stoppedText(result.stopped)}. ${moreText[result.more]}`,
  ];
}

const moreText: Readonly<Record<ClassicResult["more"], string>> = {
  none: "There are no others.",
  mixtures: "Every other equilibrium is a mixture of these.",
  possible: "More equilibria may exist.",
};

/** Reasons of the branch are codes; the others are words already. */
function stoppedText(stopped: string): string {
  const words: Readonly<Record<string, string>> = {
    traced: "the λ asked for was reached",
    stopped: "the regret asked for was reached",
    unique: "the one equilibrium at this λ was found",
    "regret reached": "the regret asked for was reached",
  };
  return words[stopped] ?? stopped;
}

function shareText(share: number): string {
  return String(Number(share.toFixed(4)));
}

function short(value: number): string {
  return String(Number(value.toPrecision(7)));
}

function shortest(value: number): string {
  return String(Number(value.toPrecision(2)));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
