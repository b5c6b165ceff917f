/** What the odds hang on: a script of its own, since it is asked for on demand only. */
import { type Crisis, planSensitivity, type SensitivityPlan, sensitivity } from "brink";
import type { WorkOptions } from "./answer-work.ts";
import type { Replies, Work } from "./protocol.ts";

type SensitivityWork = Extract<Work, { kind: "sensitivity" | "sensitivityPlan" }>;

export async function answerSensitivity(
  work: SensitivityWork,
  crisis: Crisis,
  { onProgress, ...options }: WorkOptions,
): Promise<Replies[SensitivityWork["kind"]]> {
  if (work.kind === "sensitivity") {
    return await sensitivity(crisis, {
      ...options,
      size: work.size,
      ...(onProgress ? { onDraws: onProgress } : {}),
    });
  }
  const plans: SensitivityPlan[] = [];
  for (const size of work.sizes) {
    const { plan, diagnostics } = await planSensitivity(crisis, { ...options, size });
    if (!plan) return { result: undefined, diagnostics };
    plans.push(plan);
  }
  return { result: plans, diagnostics: [] };
}
