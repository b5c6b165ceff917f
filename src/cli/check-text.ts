import type { CheckResult, SizeOfVariable } from "../analysis/check-result.ts";
import { dateInWords } from "../analysis/date-in-words.ts";
import { safeData } from "../analysis/safe-text.ts";
import { heading, paragraph } from "./terminal/blocks.ts";
import { padLeft, padRight, shorten, textWidth, wrapPieces } from "./terminal/text-width.ts";
import type { View } from "./terminal/view.ts";

const count = new Intl.NumberFormat("en");
/** Variables listed by name; the smaller rest is counted. */
const mostVariables = 14;

/** How large a crisis without errors is, and what makes it so. */
export function checkText(unsafeResult: CheckResult, warnings: number, view: View): string {
  const result = safeData(unsafeResult);
  const sections = [
    verdict(result, warnings, view),
    sizes(result, view),
    causes(result, view),
    beliefs(result, view),
    filter(result, view),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function verdict(result: CheckResult, warnings: number, view: View): readonly string[] {
  const found = warnings === 0 ? "no mistakes" : `no errors, ${warnings} ${warnings === 1 ? "warning" : "warnings"}`;
  const name = shorten(result.crisis, view.columns - textWidth(found) - 2);
  const line = `${view.style.bold(name)}: ${view.style.accent(found)}`;
  if (result.unmapped.length === 0) return [line];
  const sentences = `${result.unmapped.length} sentences are neither used nor listed under \`unused\`; \`brink trace\` names them.`;
  return [line, ...paragraph(sentences, view, view.style.warning)];
}

function sizes(result: CheckResult, view: View): readonly string[] {
  const rows: readonly (readonly [name: string, size: string, meaning: string])[] = [
    ["parts", count.format(result.parts), "combinations of what is hidden and stays; each is solved on its own"],
    ["states", count.format(result.states), "that can be reached at the start of a step, largest part"],
    ["pairs", count.format(result.pairs), "of state and move in a step, largest part"],
    ["positions", count.format(result.positions), "of state, move and step, all parts"],
    ["memory", megabytes(result.bytes), "for the tables and the policy of the largest part"],
  ];
  const width = Math.max(...rows.map(([, size]) => size.length));
  const lines = rows.map(([name, size, meaning]) => {
    const start = `  ${padRight(name, 9)}  ${padLeft(size, width)}  `;
    return start + view.style.dim(shorten(meaning, view.columns - textWidth(start)));
  });
  return [heading("How large the game is", view), ...lines];
}

function causes(result: CheckResult, view: View): readonly string[] {
  const counting = result.variables.filter((variable) => variable.multiplies !== "none" && variable.levels > 1);
  if (counting.length === 0) return [];
  const shown = counting.slice(0, mostVariables);
  const width = Math.min(30, Math.max(...shown.map((variable) => textWidth(variable.name))));
  const rows = shown.map((variable) => variableLine(variable, width, view));
  const rest = counting.length - shown.length;
  return [
    heading("What makes it large", view),
    ...rows,
    ...(rest > 0 ? [view.style.dim(`  and ${rest} smaller ones`)] : []),
  ];
}

function variableLine(variable: SizeOfVariable, width: number, view: View): string {
  const what = variable.multiplies === "parts" ? "the parts" : "the states";
  const from = variable.standsFor === null ? "" : `, for ${variable.standsFor}`;
  const start = `  ${padRight(variable.name, width)}  ×${padRight(String(variable.levels), 3)} `;
  return start + view.style.dim(shorten(`${what}${from}`, view.columns - textWidth(start)));
}

function beliefs({ beliefs: size }: CheckResult, view: View): readonly string[] {
  if (!size) return [];
  const say = (text: string): readonly string[] => paragraph(text, view, (line) => line);
  const title = heading("Private information", view);
  if (size.solvedOn === "tree") {
    const { nodes, freeProbabilities } = size;
    const sizeInWords = `${count.format(nodes)} nodes and ${count.format(freeProbabilities)} free probabilities`;
    return [title, ...say(`Solved on the tree of all histories: ${sizeInWords}.`)];
  }
  const blocks = size.blocks.map(({ variables, intervals }) => `${variables.join(" with ")} in ${intervals}`);
  const fits = size.bytes > size.limit ? `, more than the ${megabytes(size.limit)} that \`forecast\` takes` : "";
  return [
    title,
    ...say(
      `The tree of all histories is too large; solved on a grid of ${count.format(size.points)} public beliefs (intervals: ${blocks.join(", ")}), ${megabytes(size.bytes)}${fits}.`,
    ),
  ];
}

function filter(result: CheckResult, view: View): readonly string[] {
  if (!result.filter) return [];
  const { cells, columns, step, tracked } = result.filter;
  const facts = `Weighing the reports holds ${count.format(cells)} numbers at a time, ${count.format(columns)} for each state.`;
  if (tracked.length === 0) return [heading("The reports", view), ...paragraph(facts, view, (line) => line)];
  const widest = dateInWords([step], step);
  return [
    heading("The reports", view),
    ...paragraph(facts, view, (line) => line),
    ...paragraph(`Most has to be tracked in ${widest}:`, view, (line) => line),
    ...wrapPieces(tracked, " · ", view.columns - 2).map((line) => `  ${view.style.dim(line)}`),
  ];
}

function megabytes(bytes: number): string {
  if (bytes < 1e6) return `${count.format(Math.max(1, Math.round(bytes / 1e3)))} kB`;
  return `${count.format(Math.round(bytes / 1e6))} MB`;
}
