import { addLevels } from "./add-levels.ts";
import type { Flows } from "./flows.ts";
import { beginNext, spreadStep } from "./plain-pass.ts";

/**
 * From the mass that survives a step to the last step: what ends how and when, and the levels of what has not ended.
 *
 * @param asOf    the step the masses belong to.
 * @param atEnd   by node of position P.
 * @param ended   by class of terminals: what ended in that step, its residual ending with it.
 * @param levels  masses by step and level from the as-of step on are added here. In the last
 *                step, what the `otherwise` ending will take still counts. Null where nobody asks.
 * @returns mass of ending e in step t: [e · T + t].
 */
export function predictEndings(
  flows: Flows,
  asOf: { readonly step: number; readonly atEnd: Float64Array; readonly ended: Float64Array },
  levels: readonly Float64Array[] | null,
): Float64Array {
  const { game } = flows;
  const endings = new Float64Array(game.endings.length * game.steps);
  const terminals = game.blockStart[game.stages.length + 1]!;
  let { atEnd, ended } = asOf;
  const last = game.steps - 1;
  for (let step = asOf.step; step <= last; step++) {
    if (step > asOf.step) {
      ended = flows.numbers.take(flows.classes.ending.length);
      const cells = beginNext(flows, step - 1, 1, atEnd);
      atEnd = spreadStep(flows, step, 1, { from: 0, cells, ended });
    }
    addEnded(flows, ended, step, endings);
    if (levels !== null) addLevels(game, game.stages.length, atEnd, step, levels);
  }
  for (let i = 0; i < atEnd.length; i++) {
    const otherwise = game.otherwiseTerminal[i]! - terminals;
    if (atEnd[i]! !== 0) endings[game.terminalEnding[otherwise]! * game.steps + last]! += atEnd[i]!;
  }
  return endings;
}

/** Add the masses of the classes of terminals to those of their endings. */
function addEnded({ game, classes }: Flows, ended: Float64Array, step: number, into: Float64Array): void {
  for (let k = 0; k < ended.length; k++) into[classes.ending[k]! * game.steps + step]! += ended[k]!;
}
