import { reportQuality } from "../../analysis/sensitivity/knowing.ts";
import type { SensitivityPlan } from "../../analysis/sensitivity/plan.ts";
import { type SensitivityOptions, sensitivity } from "../../analysis/sensitivity/sensitivity.ts";
import type { SensitivityResult } from "../../analysis/sensitivity/sensitivity-result.ts";
import type { Crisis } from "../../crisis/model.ts";
import type { CommandInput, CommandRun } from "../command.ts";
import { type CommandError, wrongUse } from "../command-error.ts";
import { type ComputeOptions, compute, resultOrErrors } from "../compute.ts";
import { loadForCommand } from "../load-for-command.ts";
import { sensitivityText } from "../sensitivity-text.ts";
import { styleFor } from "../terminal/style.ts";

/** `brink sensitivity`: what the odds hang on. */
export const sensitivityCommand: CommandRun = async (input) => {
  const { crisis } = loadForCommand(input);
  const result = await compute(input, (computing) => sensitivityForCommand(input, crisis, computing));
  return { data: result, text: (view) => sensitivityText(result, view) };
};

/**
 * A sensitivity analysis as the options ask for it; its cost goes to stderr before.
 *
 * @throws {CommandError} where there is none.
 */
export async function sensitivityForCommand(
  { options, host }: CommandInput,
  crisis: Crisis,
  computing: ComputeOptions,
): Promise<SensitivityResult> {
  const { paths, rows, factors, seed, told } = options;
  const report = typeof told === "string" ? reportQuality(told) : undefined;
  if (typeof told === "string" && !report) throw noGrade(told);
  const wanted: SensitivityOptions = {
    ...computing,
    size: {
      ...(typeof paths === "number" ? { paths } : {}),
      ...(typeof rows === "number" ? { rows } : {}),
      ...(typeof factors === "number" ? { most: factors } : {}),
    },
    ...(typeof seed === "number" ? { seed } : {}),
    ...(report ? { report } : {}),
    onPlan(plan) {
      if (plan.seconds < WORTH_SAYING) return;
      const style = styleFor(host.err, host.environment);
      host.err.write(`${style.dim(planInWords(plan))}\n`);
    },
  };
  const answer = await sensitivity(crisis, wanted);
  return resultOrErrors(answer.result, answer.diagnostics);
}

function noGrade(told: string): CommandError {
  const message = `\`${told}\` is not a grade: a letter from A to F for the source, a digit from 1 to 6 for the report.`;
  return wrongUse("bad-value", message, "write for instance `--told B2`.", { told });
}

/** Seconds below which nobody asks what it costs. */
const WORTH_SAYING = 3;
const MINUTE = 60;

/** `84 factors; 340 solves to screen them, then at most 1020 more: about 6 minutes.` */
function planInWords({ factors, screening, all, seconds }: SensitivityPlan): string {
  const time =
    seconds < MINUTE ? `${Math.max(1, Math.round(seconds))} seconds` : `${Math.ceil(seconds / MINUTE)} minutes`;
  const fewer = "fewer with --paths, --rows and --factors";
  return `${factors} factors; ${screening} solves to screen them, then at most ${all - screening} more: up to ${time} (${fewer}).`;
}
