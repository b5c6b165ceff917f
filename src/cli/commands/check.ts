import { checkCrisis } from "../../analysis/check-crisis.ts";
import { checkText } from "../check-text.ts";
import type { CommandRun } from "../command.ts";
import { resultOrErrors } from "../compute.ts";
import { loadCrisis } from "../load-crisis.ts";
import { progressOn } from "../progress.ts";
import { placed, renderProblems } from "../report-problems.ts";

/** `brink check`: every mistake and warning, and how large the game is. */
export const checkCommand: CommandRun = async ({ file, host, texts }) => {
  const { crisis, diagnostics: warnings } = loadCrisis(file, host.folder, texts);
  const progress = progressOn(host.err, "Laying out");
  const answer = checkCrisis(crisis, progress.update);
  progress.stop();
  const diagnostics = [...warnings, ...answer.diagnostics];
  const result = resultOrErrors(answer.result, diagnostics);
  return {
    data: { ...result, diagnostics: placed(diagnostics, texts) },
    text: (view) => {
      const found = diagnostics.length === 0 ? "" : `${renderProblems(diagnostics, texts, view.style, "")}\n\n`;
      return found + checkText(result, diagnostics.length, view);
    },
  };
};
