import { percent } from "../../analysis/odds-in-words.ts";
import { reportData } from "../../analysis/report-data.ts";
import { reportHtml } from "../../analysis/report-html/report-html.ts";
import { version } from "../../analysis/version.ts";
import type { CommandRun } from "../command.ts";
import { compute, resultOrErrors } from "../compute.ts";
import { loadForCommand } from "../load-for-command.ts";
import { checkDrawOptions, rangesForCommand } from "../ranges-for-command.ts";
import { checkNotRead, checkTarget, writeTextFile } from "../write-text-file.ts";
import { sensitivityForCommand } from "./sensitivity.ts";

/** `brink report`: the forecast as one self-contained page. */
export const reportCommand: CommandRun = async (input) => {
  checkDrawOptions(input.options);
  const target = String(input.options.output);
  const { folder } = input.host;
  // Better now than after the computation.
  checkTarget(target, folder);
  const { crisis, file } = loadForCommand(input);
  checkNotRead(target, folder, input.texts.keys());
  const data = await compute(input, async (options) => {
    const answer = await reportData(crisis, file, options);
    const found = resultOrErrors(answer.input, answer.diagnostics);
    const result = await rangesForCommand(input, crisis, found.result, options);
    if (input.options.sensitivity !== true) return { ...found, result };
    return { ...found, result, sensitivity: await sensitivityForCommand(input, crisis, options) };
  });
  const page = reportHtml(data);
  writeTextFile(target, page, folder);
  const { question } = data.result;
  const odds = question ? `${percent(question.probability)}. ` : "";
  return {
    data: { brink: version, page: target, characters: page.length, forecast: data.result },
    text: () => `${odds}The page is in ${target}; open it in any browser.\n`,
  };
};
