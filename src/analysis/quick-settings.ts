import { parameterValues } from "../crisis/compile/parts.ts";
import type { Crisis, Parameter } from "../crisis/model.ts";
import { hasErrors } from "../text/diagnostic.ts";
import type { Intervention } from "./intervention.ts";
import { contradictions, readInterventions } from "./read-intervention.ts";
import { steerDriver } from "./steer-driver.ts";

/** What `quickOdds` takes for words of `--set` that hold throughout. */
export interface QuickSettings {
  /** Words that differ in their numbers only have the same crisis. */
  readonly crisis: Crisis;
  /** Values by its parameters. */
  readonly parameters: Float64Array;
  /** Tells one such crisis of a file from another. */
  readonly shape: string;
}

type Steered = Extract<Intervention, { kind: "steerDriver" }>;

/**
 * Parameters and chances of drivers put to numbers, as a crisis whose numbers
 * all stand in its parameters: what is worked out for one place of a slider
 * serves the next.
 *
 * @param set as `whatIf` takes them: `war_cost=10`, `driver.unrest=x2`
 * @returns undefined where a word is wrong or puts a level: `whatIf` answers those
 */
export function quickSettings(crisis: Crisis, set: readonly string[]): QuickSettings | undefined {
  const { interventions, diagnostics } = readInterventions(crisis, { set });
  if (hasErrors(diagnostics) || contradictions(crisis, interventions, { set }).length > 0) return undefined;
  const parameters = parameterValues(crisis);
  const steered: Steered[] = [];
  for (const one of interventions) {
    if (one.kind === "setParameter") parameters[one.parameter] = one.value;
    else if (one.kind === "steerDriver") steered.push(one);
    else return undefined;
  }
  steered.sort((a, b) => a.driver - b.driver);
  return {
    crisis: steered.reduce(withSteering, crisis),
    parameters: Float64Array.from([...parameters, ...steered.map(({ value }) => value)]),
    shape: steered.map(({ driver, by }) => `${driver} ${by}`).join(", "),
  };
}

/** The crisis with a parameter more that its driver reads. */
function withSteering(crisis: Crisis, { driver, by }: Steered): Crisis {
  const { name, label, at } = crisis.drivers[driver]!;
  const parameter: Parameter = { name: `driver.${name}`, label, at, text: [], value: 1 };
  const read = { kind: "parameter", parameter: crisis.parameters.length, at } as const;
  return {
    ...crisis,
    parameters: [...crisis.parameters, parameter],
    drivers: crisis.drivers.map((own, d) => (d === driver ? steerDriver(own, { by, value: read }) : own)),
  };
}
