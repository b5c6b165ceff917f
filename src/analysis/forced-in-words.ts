import { stepInWords } from "./date-in-words.ts";
import { actorLabel, type Labels, moveLabel } from "./labels.ts";
import { percent } from "./odds-in-words.ts";
import type { WhatIfResult } from "./what-if-result.ts";

const FORCED = /^force ([^.\s]+)\.(\S+)$/;
/** A move open more often than this is open everywhere. */
const EVERYWHERE = 1 - 1e-9;

/** For each forced move that is not open wherever things may stand when it is first in force: a sentence that says so. */
export function forcedInWords(result: WhatIfResult, labels: Labels): readonly string[] {
  const { from } = result;
  if (from === null || result.steps.length === 0) return [];
  return result.interventions.flatMap((words) => {
    const [, actor = "", move = ""] = FORCED.exec(words) ?? [];
    const open = result.nextMoves[actor]?.[move];
    if (open === undefined || open > EVERYWHERE) return [];
    const name = `“${moveLabel(labels, actor, move)}” (${actorLabel(labels, actor)})`;
    const when = stepInWords(result, from);
    const odds = open === 0 ? "it is open nowhere" : `the odds of that are ${percent(open)}`;
    return [`${name} is forced wherever it is open: in ${when} ${odds}.`];
  });
}
