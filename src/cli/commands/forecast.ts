import { forecast } from "../../analysis/forecast.ts";
import { labelsOf } from "../../analysis/labels.ts";
import type { CommandRun } from "../commands.ts";
import { compute, resultOrErrors } from "../compute.ts";
import { forecastText } from "../forecast-text.ts";
import { loadForCommand } from "../load-for-command.ts";

/** `brink forecast`: the odds of each ending and what they rest on. */
export const forecastCommand: CommandRun = async (input) => {
  const { crisis } = loadForCommand(input);
  const answer = await compute(input, (options) => forecast(crisis, options));
  const result = resultOrErrors(answer.result, answer.diagnostics);
  return { data: result, text: (view) => forecastText(result, labelsOf(crisis), view) };
};
