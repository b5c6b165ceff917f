import { addLevels } from "./add-levels.ts";
import type { Flows } from "./flows.ts";
import { beginNext, spreadStep, terminalCount } from "./plain-pass.ts";

/**
 * From the mass that survives a step to the last step: what ends how and when, and the levels of what has not ended.
 *
 * @param asOf    the step the masses belong to.
 * @param atEnd   by node of position P.
 * @param ended   by terminal: what ended in that step, its residual ending with it.
 * @param levels  masses by step and level from the as-of step on are added here. In the last
 *                step, what the `otherwise` ending will take still counts.
 * @returns mass of ending e in step t: [e · T + t].
 */
export function predictEndings(
  flows: Flows,
  asOf: { readonly step: number; readonly atEnd: Float64Array; readonly ended: Float64Array },
  levels: readonly Float64Array[],
): Float64Array {
  const { game } = flows;
  const endings = new Float64Array(game.endings.length * game.steps);
  const terminal = game.blockStart[game.stages.length + 1]!;
  const add = (node: number, step: number, mass: number): void => {
    if (mass !== 0) endings[game.terminalEnding[node - terminal]! * game.steps + step]! += mass;
  };
  let { atEnd, ended } = asOf;
  const last = game.steps - 1;
  for (let step = asOf.step; step <= last; step++) {
    if (step > asOf.step) {
      ended = new Float64Array(terminalCount(game));
      const cells = beginNext(game, step - 1, 1, atEnd);
      atEnd = spreadStep(flows, step, 1, { from: 0, cells, ended });
    }
    for (let k = 0; k < ended.length; k++) add(terminal + k, step, ended[k]!);
    addLevels(game, game.stages.length, atEnd, step, levels);
  }
  for (let i = 0; i < atEnd.length; i++) add(game.otherwiseTerminal[i]!, last, atEnd[i]!);
  return endings;
}
