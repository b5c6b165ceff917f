import type { Game } from "./game.ts";

/** Whether two games share their structure, array by array: they differ in numbers only. */
export function sameStructure(one: Game, other: Game): boolean {
  if (one.stateCode !== other.stateCode || one.phaseOfStep !== other.phaseOfStep) return false;
  if (one.stages.length !== other.stages.length) return false;
  for (let p = 0; p < one.stages.length; p++) {
    const { tables } = one.stages[p]!;
    const others = other.stages[p]!.tables;
    if (tables.length !== others.length) return false;
    for (let k = 0; k < tables.length; k++) if (tables[k]!.target !== others[k]!.target) return false;
  }
  return true;
}
