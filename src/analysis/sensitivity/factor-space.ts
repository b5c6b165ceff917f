import type { Crisis, Parameter } from "../../crisis/model.ts";
import { log } from "../../numeric/log.ts";
import type { DrawnGrade } from "../ranges/graded-evidence.ts";
import { type UncertainParameters, uncertainParameters } from "../ranges/uncertain-parameters.ts";
import { BAND, type Band, type WideCrisis, widenCrisis } from "./widen-crisis.ts";

/** One thing we are unsure of, or several parameters that are drawn together. */
export interface Factor {
  readonly kind: "parameter" | "parameters" | Band["kind"];
  /** The parameter's name, `a + b` for several, or that of the band. */
  readonly name: string;
  readonly label: string;
  /** Indexes of its parameters in the wider crisis. */
  readonly parameters: readonly number[];
}

/** A parameter of the wider crisis as a person knows it. */
export interface Spread {
  readonly name: string;
  readonly label: string;
  /** The value of the file and the ends of its range, in the numbers shown. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly scale: "value" | Band["scale"];
  readonly unit?: string;
  /** No range is given: half to double is assumed. */
  readonly assumed: boolean;
}

/** Everything of a crisis that can be varied, as coordinates of a unit cube. */
export interface FactorSpace {
  readonly crisis: Crisis;
  readonly grades: readonly DrawnGrade[];
  readonly factors: readonly Factor[];
  /** Values of the wider crisis' parameters that stand for the file. */
  readonly values: Float64Array;
  /** Coordinates in the cube, by factor. */
  readonly coordinates: readonly (readonly number[])[];
  readonly uncertain: UncertainParameters;
  spread(parameter: number): Spread;
  /** What is shown for a value of a parameter of the wider crisis. */
  shown(parameter: number, value: number): number;
  /** The same with only some of the factors; the others stay as in the file. */
  only(factors: readonly Factor[]): FactorSpace;
}

/** @param values by parameter of the crisis, instead of those of the file. */
export function factorSpace(crisis: Crisis, values: Float64Array): FactorSpace {
  const wide = widenCrisis(crisis);
  const wideValues = Float64Array.from(wide.crisis.parameters, (parameter, p) => values[p] ?? parameter.value);
  return spaceOf(wide, wideValues, factorsOf(crisis, wide));
}

function spaceOf(wide: WideCrisis, values: Float64Array, factors: readonly Factor[]): FactorSpace {
  const { crisis, grades } = wide;
  const varied = new Set(factors.flatMap(({ parameters }) => parameters));
  const fixed = new Set(crisis.parameters.map((_, p) => p).filter((p) => !varied.has(p)));
  const uncertain = uncertainParameters(crisis, values, fixed);
  const place = new Map(uncertain.indexes.map((p, j) => [p, j]));
  const bands = new Map(wide.bands.map((band) => [band.parameter, band]));
  const shown = (parameter: number, value: number): number => bands.get(parameter)?.shown(value) ?? value;
  return {
    crisis,
    grades,
    factors,
    values,
    coordinates: factors.map(({ parameters }) => parameters.map((p) => place.get(p)!)),
    uncertain,
    shown,
    spread(p) {
      const { name, label, range = BAND, unit } = crisis.parameters[p]!;
      const [low, value, high] = [range[0], values[p]!, range[1]].map((v) => shown(p, v)) as [number, number, number];
      const band = bands.get(p);
      const words = { name, label, scale: band?.scale ?? ("value" as const), ...(unit ? { unit } : {}) };
      return { ...words, value, low, high, assumed: band !== undefined };
    },
    only: (some) => spaceOf(wide, values, some),
  };
}

/** Parameters with a range (those drawn together as one), then the bands, in file order. */
function factorsOf(crisis: Crisis, { bands }: WideCrisis): readonly Factor[] {
  const group = crisis.parameters.map((_, p) => p);
  const headOf = (p: number): number => (group[p] === p ? p : headOf(group[p]!));
  for (const { one, other } of crisis.correlations) {
    const [a, b] = [headOf(one), headOf(other)];
    group[Math.max(a, b)] = Math.min(a, b);
  }
  const ranged = crisis.parameters.flatMap(({ range }, p) => (range ? [p] : []));
  const together = ranged.filter((p) => headOf(p) === p).map((head) => ranged.filter((p) => headOf(p) === head));
  return [
    ...together.map((own): Factor => {
      const [names, labels] = [own.map((p) => crisis.parameters[p]!.name), own.map((p) => crisis.parameters[p]!.label)];
      const kind = own.length > 1 ? "parameters" : "parameter";
      return { kind, name: names.join(" + "), label: labels.join(" + "), parameters: own };
    }),
    ...bands.map(({ kind, name, label, parameter }): Factor => ({ kind, name, label, parameters: [parameter] })),
  ];
}

/** Where a value lies in a range: 0 at the lower end, 1 at the upper one; in logarithms where draws spread so. */
export function placeInRange({ range = BAND, distribution }: Parameter, value: number): number {
  const [low, high] = range;
  return distribution === "loguniform" || distribution === "lognormal"
    ? log(value / low) / log(high / low)
    : (value - low) / (high - low);
}
