import { labelsOf } from "../../analysis/labels.ts";
import { whatIfInFull, whatIfTable } from "../../analysis/what-if-table.ts";
import { windowStep } from "../../analysis/window-step.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { CommandRun } from "../command.ts";
import { wrongUse } from "../command-error.ts";
import { compute, resultOrErrors } from "../compute.ts";
import { loadForCommand } from "../load-for-command.ts";
import type { Options } from "../program.ts";
import { checkDrawOptions, warnOf } from "../ranges-for-command.ts";
import { whatIfTableText } from "../what-if-table-text.ts";
import { whatIfText } from "../what-if-text.ts";

/** `brink what-if`: something done in the crisis, beside the same without. */
export const whatIfCommand: CommandRun = async (input) => {
  const { options } = input;
  checkDrawOptions(options);
  const { crisis } = loadForCommand(input);
  const words = {
    set: listOf(options, "set"),
    force: listOf(options, "force"),
    forbid: listOf(options, "forbid"),
    plan: listOf(options, "plan"),
  };
  const asked = { ...stepOf(crisis, options, "from"), ...stepOf(crisis, options, "until"), ...drawsOf(options) };
  if (options.each === true) {
    const answer = await compute(input, (computing) => whatIfTable(crisis, words, { ...computing, ...asked }));
    const table = resultOrErrors(answer.result, answer.diagnostics);
    warnOf(input, answer.diagnostics);
    return { data: table, text: (view) => whatIfTableText(table, view) };
  }
  const answer = await compute(input, (computing) => whatIfInFull(crisis, words, { ...computing, ...asked }));
  const result = resultOrErrors(answer.result, answer.diagnostics);
  warnOf(input, answer.diagnostics);
  return { data: result, text: (view) => whatIfText(result, labelsOf(crisis), view) };
};

function drawsOf({ draws, seed }: Options): { readonly draws?: number; readonly seed?: number } {
  return {
    ...(typeof draws === "number" ? { draws } : {}),
    ...(typeof seed === "number" ? { seed } : {}),
  };
}

function listOf(options: Options, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.map(String) : [];
}

function stepOf(crisis: Crisis, options: Options, name: "from" | "until"): { readonly [Name in typeof name]?: number } {
  const date = options[name];
  if (typeof date !== "string") return {};
  const step = windowStep(crisis, name, date, `--${name}`);
  if (typeof step === "number") return { [name]: step };
  throw wrongUse(step.code, step.message, step.hint, step.params);
}
