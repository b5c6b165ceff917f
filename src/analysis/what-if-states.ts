import type { PublicSituation, WeightedStates } from "../crisis/compile/parts.ts";
import type { Crisis } from "../crisis/model.ts";
import type { Intervention } from "./intervention.ts";
import type { MassesAt } from "./masses-at.ts";

/** Where the base run stands when something is done, and how much of it is still going. */
export interface StatesWhenDone {
  readonly states: WeightedStates;
  /** Probability of still going then; 0: there are no states. */
  readonly alive: number;
}

/** Beliefs that agree to so many digits are one. */
const DIGITS = 12;

/**
 * The states believed at the start of a step, levels put where interventions
 * say, each state once in the order in which it was first met. With private
 * information everybody learns of what is done, so that beliefs move with the
 * levels that are put; situations in which the same is known and believed are
 * one, whatever led there.
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
  const states = new StateList();
  const situations = new SituationList();
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
      const state = states.add(levels, weight);
      const { believed } = part;
      if (believed) situations.add(`${p} ${believed.situation[i]}`, state, believed.share[i]!, weight);
    });
  });
  const alive = states.alive;
  const levels = states.levels;
  if (situations.isEmpty) return { states: { levels, weights: states.weights.map((weight) => weight / alive) }, alive };
  const merged = situations.merged(alive);
  const asBelieved = levels.map(() => 0);
  for (const { states: own, believed, weights: shares } of merged) {
    const total = shares.reduce((sum, share) => sum + share, 0);
    own.forEach((state, i) => {
      asBelieved[state]! += total * believed[i]!;
    });
  }
  return { states: { levels, weights: asBelieved, situations: merged }, alive };
}

/** States, each once, with their weights added up. */
class StateList {
  readonly levels: Int32Array[] = [];
  readonly weights: number[] = [];
  alive = 0;
  private readonly known = new Map<string, number>();

  add(levels: Int32Array, weight: number): number {
    const key = levels.join();
    let state = this.known.get(key);
    if (state === undefined) {
      state = this.levels.push(levels) - 1;
      this.weights.push(0);
      this.known.set(key, state);
    }
    this.weights[state]! += weight;
    this.alive += weight;
    return state;
  }
}

class SituationList {
  private readonly found = new Map<string, Map<number, { believed: number; weight: number }>>();

  get isEmpty(): boolean {
    return this.found.size === 0;
  }

  add(situation: string, state: number, believed: number, weight: number): void {
    const own = this.found.get(situation) ?? new Map<number, { believed: number; weight: number }>();
    this.found.set(situation, own);
    const entry = own.get(state);
    if (entry) {
      entry.believed += believed;
      entry.weight += weight;
    } else own.set(state, { believed, weight });
  }

  /** Situations with the same beliefs put together; weights divided by what is still going. */
  merged(alive: number): readonly PublicSituation[] {
    const known = new Map<string, { states: number[]; believed: number[]; weights: number[] }>();
    for (const own of this.found.values()) {
      const entries = [...own].sort(([one], [other]) => one - other);
      const key = entries.map(([state, { believed }]) => `${state}:${Number(believed.toPrecision(DIGITS))}`).join();
      const same = known.get(key) ?? {
        states: entries.map(([state]) => state),
        believed: entries.map(([, { believed }]) => believed),
        weights: entries.map(() => 0),
      };
      known.set(key, same);
      entries.forEach(([, { weight }], i) => {
        same.weights[i]! += weight / alive;
      });
    }
    // What weighs nothing, by rounding, has no states to start from.
    return [...known.values()].filter(({ weights }) => weights.some((weight) => weight > 0));
  }
}
