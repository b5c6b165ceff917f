import { explain } from "../../analysis/explain.ts";
import { labelsOf } from "../../analysis/labels.ts";
import type { CommandRun } from "../command.ts";
import { compute, resultOrErrors } from "../compute.ts";
import { explainText } from "../explain-text.ts";
import { loadForCommand } from "../load-for-command.ts";

/** `brink explain`: likely ways, reasons, and the reports that count. */
export const explainCommand: CommandRun = async (input) => {
  const { crisis } = loadForCommand(input);
  const answer = await compute(input, (options) => explain(crisis, options));
  const result = resultOrErrors(answer.result, answer.diagnostics);
  return { data: result, text: (view) => explainText(result, labelsOf(crisis), view) };
};
