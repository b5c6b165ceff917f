import { type ForecastOptions, forecast } from "../../analysis/forecast.ts";
import type { ForecastResult } from "../../analysis/forecast-result.ts";
import { labelsOf } from "../../analysis/labels.ts";
import { addOtherEquilibria } from "../../analysis/other-equilibria.ts";
import { reportData } from "../../analysis/report-data.ts";
import { reportHtml } from "../../analysis/report-html/report-html.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { CommandInput, CommandRun } from "../command.ts";
import { compute, resultOrErrors } from "../compute.ts";
import { forecastText } from "../forecast-text.ts";
import type { LoadedCrisis } from "../load-crisis.ts";
import { loadForCommand } from "../load-for-command.ts";
import { checkDrawOptions, rangesForCommand } from "../ranges-for-command.ts";
import { checkNotRead, checkTarget, writeTextFile } from "../write-text-file.ts";

/** `brink forecast`: the odds of each ending and what they rest on. */
export const forecastCommand: CommandRun = async (input) => {
  checkDrawOptions(input.options);
  const page = typeof input.options.page === "string" ? input.options.page : undefined;
  if (page !== undefined) checkTarget(page, input.host.folder);
  const loaded = loadForCommand(input);
  if (page !== undefined) checkNotRead(page, input.host.folder, input.texts.keys());
  const result = page === undefined ? await forecastOnly(input, loaded) : await forecastWithPage(input, loaded, page);
  const written = page === undefined ? "" : `\nThe page is in ${page}; open it in any browser.\n`;
  return { data: result, text: (view) => forecastText(result, labelsOf(loaded.crisis), view) + written };
};

async function forecastOnly(input: CommandInput, { crisis }: LoadedCrisis) {
  return await compute(input, async (options) => {
    const answer = await forecast(crisis, options);
    const point = resultOrErrors(answer.result, answer.diagnostics);
    const found = await withOtherEquilibria(input, crisis, point, options);
    return await rangesForCommand(input, crisis, found, options);
  });
}

/** Solved once for terminal and page. */
async function forecastWithPage(input: CommandInput, { crisis, file }: LoadedCrisis, page: string) {
  return await compute(input, async (options) => {
    const answer = await reportData(crisis, file, options);
    const data = resultOrErrors(answer.input, answer.diagnostics);
    const found = await withOtherEquilibria(input, crisis, data.result, options);
    const result = await rangesForCommand(input, crisis, found, options);
    writeTextFile(page, reportHtml({ ...data, result }), input.host.folder);
    return result;
  });
}

/** With other equilibria where `--multiplicity` asks for them. */
async function withOtherEquilibria(
  input: CommandInput,
  crisis: Crisis,
  point: ForecastResult,
  options: ForecastOptions,
): Promise<ForecastResult> {
  if (input.options.multiplicity !== true) return point;
  const answer = await addOtherEquilibria(crisis, point, options);
  return resultOrErrors(answer.result, answer.diagnostics);
}
