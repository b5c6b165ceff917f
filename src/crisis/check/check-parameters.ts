/** Checks of parameters: their ranges, and how draws spread over them. */
import type { Span } from "../../text/diagnostic.ts";
import type { ParameterEntry } from "../file/entries.ts";
import type { Distribution, Parameter } from "../model.ts";
import type { Named } from "../shape/collections.ts";
import type { Located } from "../shape/shape.ts";
import type { CheckContext } from "./context.ts";

export function checkParameters(
  entries: readonly Named<ParameterEntry>[],
  overrides: Readonly<Record<string, number>> | undefined,
  context: CheckContext,
): Parameter[] {
  const given = new Map(Object.entries(overrides ?? {}));
  const parameters = entries.map(({ name, value: entry }): Parameter => {
    const override = given.get(name.value);
    given.delete(name.value);
    const range = checkRange(name, entry, context);
    const limits = entry.limits ? checkPair(name, entry.limits, { key: "limits", entry }, context) : undefined;
    checkDistribution(name, entry, range, limits, context);
    return {
      ...context.element(name, entry),
      value: override ?? entry.value.value,
      ...(range ? { range } : {}),
      ...(entry.unit ? { unit: entry.unit.value } : {}),
      ...(entry.distribution ? { distribution: entry.distribution.value } : {}),
      ...(limits ? { limits } : {}),
    };
  });
  for (const name of given.keys())
    context.findings.add("unknown-parameter", undefined, { name, valid: context.scope.names("parameter") });
  return parameters;
}

function checkRange(
  name: Located<string>,
  entry: ParameterEntry,
  context: CheckContext,
): readonly [number, number] | undefined {
  if (!entry.range) return undefined;
  const range = checkPair(name, entry.range, { key: "range", entry }, context);
  if (!range) return undefined;
  const [low, high] = range;
  const value = entry.value.value;
  if (value < low || value > high) {
    const [first, last] = entry.range;
    const related = [{ span: { ...first!.at, end: last!.at.end }, note: "its range" }];
    context.findings.add("parameter-range", entry.value.at, { parameter: name.value, value, low, high }, related);
  }
  return range;
}

/** Two numbers, the lower one first. */
function checkPair(
  name: Located<string>,
  pair: readonly Located<number>[],
  { key, entry }: { readonly key: "range" | "limits"; readonly entry: ParameterEntry },
  context: CheckContext,
): readonly [number, number] | undefined {
  // What is no number has been told.
  if (pair.some(({ value }) => Number.isNaN(value))) return undefined;
  const [low, high] = pair;
  if (low && high && pair.length === 2 && low.value < high.value) return [low.value, high.value];
  const at = low ? { ...low.at, end: (pair.at(-1) ?? low).at.end } : entry.at;
  const numbers = pair.map(({ value }) => value);
  context.findings.add("range-order", at, { parameter: name.value, key, numbers });
  return undefined;
}

const unbounded: ReadonlySet<Distribution> = new Set<Distribution>(["normal", "lognormal"]);
const logarithmic: ReadonlySet<Distribution> = new Set<Distribution>(["loguniform", "lognormal"]);

function checkDistribution(
  name: Located<string>,
  { distribution, range: written, limits: cut }: ParameterEntry,
  range: readonly [number, number] | undefined,
  limits: readonly [number, number] | undefined,
  context: CheckContext,
): void {
  const add = (at: Span, problem: string, remedy: string): void =>
    context.findings.add("bad-distribution", at, { problem, remedy });
  const kind = distribution?.value ?? "uniform";
  if (distribution && !written) {
    add(
      distribution.at,
      `\`${name.value}\` has a distribution and no range to spread over.`,
      "add `range: [low, high]`.",
    );
  } else if (written && range && logarithmic.has(kind) && range[0] <= 0) {
    const remedy = "start the range above 0, or take `uniform` or `normal`.";
    add(
      written[0]!.at,
      `The range of \`${name.value}\` starts at ${range[0]}. A ${kind} range must lie above 0.`,
      remedy,
    );
  }
  if (!cut?.[0] || !limits) return;
  if (!unbounded.has(kind)) {
    const remedy = "delete the limits, or take `distribution: normal` or `lognormal`.";
    add(cut[0].at, `\`${name.value}\` has limits, but its ${kind} draws stay within the range anyway.`, remedy);
  } else if (range && (limits[0] >= range[1] || limits[1] <= range[0])) {
    add(cut[0].at, `The limits of \`${name.value}\` leave nothing of its range.`, "let them hold the range.");
  }
}
