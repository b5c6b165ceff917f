import type { CrisisEntry } from "../file/entries.ts";
import type { Actor, Move } from "../model.ts";
import type { CheckContext } from "./context.ts";

/** Groups of actors in their order within a step. */
export function checkTurns(
  file: CrisisEntry,
  actors: readonly Actor[],
  moves: readonly Move[],
  context: CheckContext,
): number[][] {
  const movers = new Set(moves.map((move) => move.actor));
  if (!file.turns) return actors.flatMap((_, actor) => (movers.has(actor) ? [[actor]] : []));
  const turns = file.turns.map((group) => {
    const members: number[] = [];
    for (const name of group) {
      const actor = context.find("actor", name);
      if (actor === undefined) continue;
      if (members.includes(actor)) context.findings.add("bad-group", name.at, { actor: name.value });
      else members.push(actor);
      if (!movers.has(actor)) context.findings.add("no-moves", name.at, { actor: name.value });
      if (group.length > 1 && actors[actor]?.precision === "infinite")
        context.findings.add("infinite-together", name.at, { actor: name.value });
    }
    return members;
  });
  const placed = new Set(turns.flat());
  for (const actor of movers) {
    const { name, at } = actors[actor]!;
    if (!placed.has(actor) && !turnsAreFaulty(file, turns)) context.findings.add("no-turn", at, { actor: name });
  }
  return turns.filter((group) => group.length > 0);
}

function turnsAreFaulty(file: CrisisEntry, turns: readonly (readonly number[])[]): boolean {
  return (file.turns ?? []).some((group, i) => group.length !== turns[i]!.length);
}
