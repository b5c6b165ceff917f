import type { Crisis } from "../model.ts";
import { changedVariables } from "./state-space.ts";

/**
 * Variables that some actor who moves by payoff does not see, and whose level
 * it cannot know from the file: its start is uncertain or something changes
 * it. None with `information: open`. An actor that acts by chance needs no
 * eyes, its chances are given.
 */
export function privateVariables(crisis: Crisis): readonly number[] {
  if (crisis.information !== "private") return [];
  const movers = new Set(crisis.turns.flat().filter((actor) => !crisis.actors[actor]!.actsByChance));
  const changed = changedVariables(crisis);
  return crisis.variables.flatMap(({ seenBy, calendar, uncertain }, v) => {
    if (seenBy === "all" || calendar || !(uncertain || changed.has(v))) return [];
    return [...movers].every((actor) => seenBy.includes(actor)) ? [] : [v];
  });
}
