import type { Diagnostic } from "../../text/diagnostic.ts";
import type { Crisis, Variable } from "../model.ts";
import { evaluate } from "./evaluate.ts";
import { privateVariables } from "./private-variables.ts";
import { gameDiagnostic } from "./problems.ts";
import { changedVariables } from "./state-space.ts";

/** States to start from, with probabilities that sum to 1. */
export interface WeightedStates {
  /** Levels of all variables, one array a state. */
  readonly levels: readonly Int32Array[];
  readonly weights: readonly number[];
  /** With private information, at a later date: what everybody may know by then. */
  readonly situations?: readonly PublicSituation[];
}

/** What everybody knows at a date: one public state, and what is believed of the rest. Of a compiled game it is an `Opening`. */
export interface PublicSituation {
  /** Indexes into the states. */
  readonly states: readonly number[];
  /** P(state | what everybody knows), summing to 1. */
  readonly believed: readonly number[];
  /** P(state, situation), as whoever knows the reports sees it; summing to 1 over all situations. */
  readonly weights: readonly number[];
}

/**
 * One combination of the uncertain variables that nothing changes and that all
 * actors see; they know it, so each part is a game of its own. Variables that
 * some actor does not see stay in the state.
 */
export interface Part {
  /** Level of each variable that keeps its level in this part, −1 for the others. */
  readonly fixedLevels: Int32Array;
  /** Prior probability of the part. */
  readonly weight: number;
  /** Where the part starts. */
  readonly start: WeightedStates;
}

/** Values of all parameters as the file gives them. */
export function parameterValues(crisis: Crisis): Float64Array {
  return Float64Array.from(crisis.parameters, (parameter) => parameter.value);
}

/** Start probabilities of each level of a variable. */
export function startOf(crisis: Crisis, variable: number, parameters: Float64Array): readonly number[] {
  return crisis.variables[variable]!.start.map((chance) => evaluate(chance, [], parameters));
}

/** Most combinations of start levels that are taken apart. */
const MOST_STARTS = 16384;

/** What is wrong when the uncertain starts have too many combinations; undefined when they do not. */
export function tooManyStarts(crisis: Crisis): Diagnostic | undefined {
  const uncertain = crisis.variables.filter((variable) => variable.uncertain && !variable.calendar);
  const states = uncertain.reduce((count, variable) => count * variable.levels.length, 1);
  if (states <= MOST_STARTS) return undefined;
  const causes = uncertain.map(({ name, levels }) => `\`${name}\` (start over ${levels.length} levels)`);
  return gameDiagnostic("state-space-too-large", crisis.at, { states, limit: MOST_STARTS, causes });
}

/**
 * The parts of a crisis in the order of its variables (the last one changing
 * fastest), those of probability 0 left out. Weights sum to 1.
 */
export function partsOf(crisis: Crisis, parameters: Float64Array = parameterValues(crisis)): readonly Part[] {
  return partsFrom(crisis, startStates(crisis, parameters));
}

/** Start chances that miss 1 by more than this leave room for nothing, or promise too much. */
const ROUNDING = 1e-9;

/**
 * What is wrong with the first variable whose start chances do not add up, or
 * are none: values of parameters can do that. Undefined where none is.
 */
export function mistakenStart(crisis: Crisis, parameters: Float64Array): Diagnostic | undefined {
  for (const [v, variable] of crisis.variables.entries()) {
    if (variable.calendar) continue;
    const mistake = mistakenChances(variable, startOf(crisis, v, parameters));
    if (mistake) return mistake;
  }
  return undefined;
}

/** The same of one variable, by its start chances. */
export function mistakenChances({ name, levels, start }: Variable, chances: ArrayLike<number>): Diagnostic | undefined {
  let sum = 0;
  for (let level = 0; level < chances.length; level++) {
    const value = chances[level]!;
    // Chances that are no numbers lie nowhere.
    if (!(value > -ROUNDING && value < 1 + ROUNDING)) {
      return gameDiagnostic("chance-out-of-range", start[level]!.at, {
        what: `\`${name}: ${levels[level]}\` at the start`,
        value,
      });
    }
    sum += value;
  }
  if (Math.abs(sum - 1) <= ROUNDING) return undefined;
  return gameDiagnostic("chances-not-one", start[0]!.at, { what: `the start of \`${name}\``, sum });
}

/** Split weighted states into parts by the levels of the variables that keep them. */
export function partsFrom(crisis: Crisis, states: WeightedStates): readonly Part[] {
  const changed = changedVariables(crisis);
  const secret = new Set(privateVariables(crisis));
  const keeps = crisis.variables.map((variable, v) => !variable.calendar && !changed.has(v) && !secret.has(v));
  const groups = new Map<string, PartUnderWay>();
  states.levels.forEach((levels, i) => {
    if (!(states.weights[i]! > 0)) return;
    const key = keeps.map((keep, v) => (keep ? levels[v] : "")).join();
    const group: PartUnderWay = groups.get(key) ?? { levels: [], weights: [], place: new Map() };
    groups.set(key, group);
    group.place.set(i, group.levels.push(levels) - 1);
    group.weights.push(states.weights[i]!);
  });
  return [...groups.values()].map(({ levels, weights, place }) => {
    const weight = weights.reduce((sum, w) => sum + w, 0);
    const situations = states.situations && situationsWithin(states.situations, place, weight);
    return {
      fixedLevels: Int32Array.from(keeps, (keep, v) => (keep ? levels[0]![v]! : -1)),
      weight,
      start: { levels, weights: weights.map((w) => w / weight), ...(situations ? { situations } : {}) },
    };
  });
}

interface PartUnderWay {
  readonly levels: Int32Array[];
  readonly weights: number[];
  /** By index of a state: its index in the part. */
  readonly place: Map<number, number>;
}

/** The situations of a part; all states of one lie in one part, since everybody sees what parts differ in. */
function situationsWithin(
  situations: readonly PublicSituation[],
  place: ReadonlyMap<number, number>,
  weight: number,
): readonly PublicSituation[] {
  return situations.flatMap(({ states, believed, weights }) => {
    if (!place.has(states[0]!)) return [];
    return [{ states: states.map((i) => place.get(i)!), believed, weights: weights.map((w) => w / weight) }];
  });
}

/** All combinations of start levels with their probabilities; independent draws. */
function startStates(crisis: Crisis, parameters: Float64Array): WeightedStates {
  let levels: Int32Array[] = [new Int32Array(crisis.variables.length)];
  let weights = [1];
  crisis.variables.forEach((variable, v) => {
    if (variable.calendar) return;
    const chances = startOf(crisis, v, parameters);
    const nextLevels: Int32Array[] = [];
    const nextWeights: number[] = [];
    levels.forEach((state, i) => {
      chances.forEach((chance, level) => {
        if (!(chance > 0)) return;
        const copy = state.slice();
        copy[v] = level;
        nextLevels.push(copy);
        nextWeights.push(weights[i]! * chance);
      });
    });
    levels = nextLevels;
    weights = nextWeights;
  });
  return { levels, weights };
}
