import { stepInWords } from "./date-in-words.ts";
import { actorLabel, type Labels, moveLabel } from "./labels.ts";
import { percent } from "./odds-in-words.ts";
import type { WhatIfResult } from "./what-if-result.ts";

const FORCED = /^force\s+([^.\s]+)\.(\S+)\s*$/;
const PLANNED = /^plan /;
/** A move open more often than this is open everywhere. */
const EVERYWHERE = 1 - 1e-9;

/**
 * For each forced move that is not open wherever things may stand when it is
 * first in force: a sentence that says so. A forced move is made as often as it
 * is open, where nothing else decides how often it is made: nothing is said of
 * an actor with a second turn in the step or with a second forced move, nor
 * beside a plan, whose step may be another.
 */
export function forcedInWords(result: WhatIfResult, labels: Labels): readonly string[] {
  const { from, interventions, nextMoves } = result;
  if (from === null || result.steps.length === 0 || interventions.some((words) => PLANNED.test(words))) return [];
  const forced = interventions.flatMap((words) => {
    const [, actor, move] = FORCED.exec(words) ?? [];
    return actor === undefined || move === undefined ? [] : [{ actor, move }];
  });
  return forced.flatMap(({ actor, move }) => {
    const isAlone = forced.filter((other) => other.actor === actor).length === 1;
    const open = nextMoves[actor]?.[move];
    if (!isAlone || `${actor} (turn 2)` in nextMoves || open === undefined || open > EVERYWHERE) return [];
    const name = `“${moveLabel(labels, actor, move)}” (${actorLabel(labels, actor)})`;
    const when = stepInWords(result, from);
    const odds = open === 0 ? "it is open nowhere" : `the odds of that are ${percent(open)}`;
    return [`${name} is forced wherever it is open: in ${when} ${odds}.`];
  });
}
