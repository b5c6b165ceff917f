import type { Crisis } from "../crisis/model.ts";
import { type Intervention, intervene, type Window } from "./intervention.ts";

/** Interventions and when they are in force; without a window they hold throughout: parameters, and chances of drivers. */
export interface Deed {
  readonly interventions: readonly Intervention[];
  readonly window?: Window;
}

export interface ParameterSetting {
  readonly parameter: number;
  readonly value: number;
}

/** Something done in a crisis, ready to be solved; plain data that can be sent to a worker. */
export interface Change {
  /** The crisis with it done. */
  readonly crisis: Crisis;
  /** Step in which it begins, from the states believed then; absent for parameters that hold throughout. */
  readonly from?: number;
  readonly until?: number;
  readonly settings: readonly ParameterSetting[];
  /** All interventions, for the levels they put. */
  readonly interventions: readonly Intervention[];
}

/**
 * What several deeds, done together, make of a crisis. Where one of them has a
 * window, all begin with the first window that opens; what has none then holds
 * to the end, and so do parameters set in a window.
 */
export function changeOf(crisis: Crisis, deeds: readonly Deed[]): Change {
  const interventions = deeds.flatMap((deed) => deed.interventions);
  const settings = interventions.flatMap((one) =>
    one.kind === "setParameter" ? [{ parameter: one.parameter, value: one.value }] : [],
  );
  const windows = deeds.flatMap(({ window }) => window ?? []);
  if (windows.length === 0) {
    const parameters = crisis.parameters.map((parameter, p) => {
      const set = settings.findLast((one) => one.parameter === p);
      return set ? { ...parameter, value: set.value } : parameter;
    });
    const steered = interventions.filter(({ kind }) => kind === "steerDriver");
    const throughout = { from: 0, until: Number.POSITIVE_INFINITY };
    return { crisis: intervene({ ...crisis, parameters }, steered, throughout), settings, interventions };
  }
  const from = Math.min(...windows.map((window) => window.from));
  const until = Math.max(...windows.map((window) => window.until));
  const changed = deeds.reduce(
    (so, { interventions: own, window }) => intervene(so, own, window ?? { from, until: Number.POSITIVE_INFINITY }),
    crisis,
  );
  return { crisis: changed, from, until, settings, interventions };
}

/** Values by parameter with what is set put in. */
export function withSettings(parameters: Float64Array, settings: readonly ParameterSetting[]): Float64Array {
  const changed = Float64Array.from(parameters);
  for (const { parameter, value } of settings) changed[parameter] = value;
  return changed;
}
