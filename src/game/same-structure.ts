import type { Game } from "./game.ts";

/** Whether two games share their structure, array by array: they differ in numbers only. */
export function sameStructure(one: Game, other: Game): boolean {
  return (
    one.stateCode === other.stateCode &&
    one.phaseOfStep === other.phaseOfStep &&
    one.stages.length === other.stages.length &&
    one.stages.every(({ tables }, p) => {
      const others = other.stages[p]!.tables;
      return tables.length === others.length && tables.every(({ target }, k) => target === others[k]!.target);
    })
  );
}
