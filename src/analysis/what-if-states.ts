import type { WeightedStates } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Intervention } from "./intervention.ts";
import type { MassesAt } from "./masses-at.ts";

/** Where the base run stands when something is done, and how much of it is still going. */
export interface StatesWhenDone {
  readonly states: WeightedStates;
  /** Probability of still going then; 0: there are no states. */
  readonly alive: number;
}

/**
 * The states believed at the start of a step, levels put where interventions
 * say, each state once in the order in which it was first met.
 *
 * @param found   by part, its states and masses at that step.
 * @param weights prior probabilities of the parts; `mass` is that of reports and survival.
 * @param changed the crisis to go on with; it may have calendars more than the one before.
 */
export function statesWhenDone(
  found: readonly (MassesAt | undefined)[],
  { weights, mass }: { readonly weights: readonly number[]; readonly mass: number },
  changed: Crisis,
  interventions: readonly Intervention[],
): StatesWhenDone {
  const order = changed.variables.flatMap((variable, v) => (variable.calendar ? [] : [v]));
  const known = new Map<string, { levels: Int32Array; weight: number }>();
  let alive = 0;
  found.forEach((part, p) => {
    part?.levels.forEach((own, i) => {
      const levels = new Int32Array(changed.variables.length);
      own.forEach((level, place) => {
        levels[order[place]!] = level;
      });
      for (const intervention of interventions) {
        if (intervention.kind === "setLevel" || intervention.kind === "holdLevel") {
          levels[intervention.variable] = intervention.level;
        }
      }
      const weight = (weights[p]! * part.masses[i]!) / mass;
      const key = levels.join();
      const entry = known.get(key);
      if (entry) entry.weight += weight;
      else known.set(key, { levels, weight });
      alive += weight;
    });
  });
  const entries = [...known.values()];
  return {
    states: { levels: entries.map((entry) => entry.levels), weights: entries.map((entry) => entry.weight / alive) },
    alive,
  };
}
