/**
 * Work beside the forecast: asked for when a view is opened, or while nobody
 * waits. It is a script of its own, so that the first answer need not wait for it.
 */
import { type Crisis, checkCrisis, explain, forecastWithRanges, whatIf } from "brink";
import type { WorkOptions } from "./answer-work.ts";
import type { Replies, Work } from "./protocol.ts";

export type LaterWork = Extract<
  Work,
  { kind: "check" | "explain" | "ranges" | "sensitivity" | "sensitivityPlan" | "whatIf" }
>;

export async function answerLater(
  work: LaterWork,
  crisis: Crisis,
  options: WorkOptions,
): Promise<Replies[LaterWork["kind"]]> {
  if (work.kind === "check") return checkCrisis(crisis, options.onProgress);
  if (work.kind === "explain") return await explain(crisis, options);
  if (work.kind === "ranges") {
    const { onProgress, ...others } = options;
    return await forecastWithRanges(crisis, {
      ...others,
      draws: work.draws,
      ...(onProgress ? { onDraws: onProgress } : {}),
    });
  }
  if (work.kind === "sensitivity" || work.kind === "sensitivityPlan") {
    return await (await import("./answer-sensitivity.ts")).answerSensitivity(work, crisis, options);
  }
  const { from, until } = work;
  const window = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
  return await whatIf(crisis, work.words, { ...options, ...window });
}
