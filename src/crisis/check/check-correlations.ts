import { correlatedCube } from "../../numeric/rank-correlation.ts";
import type { CorrelationEntry } from "../file/entries.ts";
import type { Correlation, Parameter } from "../model.ts";
import type { Located } from "../shape/shape.ts";
import type { CheckContext } from "./context.ts";

/** Pairs of parameters that are drawn together; whether draws can have all these correlations at once is checked here. */
export function checkCorrelations(
  entries: readonly CorrelationEntry[],
  parameters: readonly Parameter[],
  context: CheckContext,
): Correlation[] {
  const known = new Map<string, CorrelationEntry>();
  const correlations = entries.flatMap((entry): Correlation[] => {
    const pair = checkPair(entry, parameters, context);
    const text = context.sentences(entry.text);
    if (!pair) return [];
    const key = [...pair].sort((a, b) => a - b).join();
    const first = known.get(key);
    if (first) {
      const problem = "These two parameters have a correlation already.";
      const related = [{ span: first.rank.at, note: "the first" }];
      context.findings.add("bad-correlation", entry.rank.at, { problem, remedy: "delete one of the two." }, related);
      return [];
    }
    known.set(key, entry);
    const why = entry.why ? { why: entry.why.value } : {};
    return [{ one: pair[0], other: pair[1], rank: entry.rank.value, at: entry.at, text, ...why }];
  });
  const last = entries.at(-1);
  if (last && !correlatedCube(parameters.length, correlations)) {
    context.findings.add("bad-correlation", last.rank.at, {
      problem: "No draws can have all these correlations at once: what goes with the same thing must go together.",
      remedy: "bring them nearer to 0, or check their signs.",
    });
  }
  return correlations;
}

function checkPair(
  { between, rank }: CorrelationEntry,
  parameters: readonly Parameter[],
  context: CheckContext,
): readonly [number, number] | undefined {
  const add = (at: Located<unknown>["at"], problem: string, remedy: string): undefined => {
    context.findings.add("bad-correlation", at, { problem, remedy });
  };
  const [first] = between;
  if (between.length !== 2 || first!.value === between[1]!.value) {
    return add(first?.at ?? rank.at, "A correlation is between two parameters.", "write `between: [one, other]`.");
  }
  if (Math.abs(rank.value) >= 1) {
    const problem = `The correlation ${rank.value} leaves no freedom; it must lie between -1 and 1, without the ends.`;
    return add(rank.at, problem, "write 0.95, or make one parameter of the two.");
  }
  const indexes = between.map((name) => {
    const index = parameters.findIndex((parameter) => parameter.name === name.value);
    if (index < 0) {
      if (!context.scope.isFaulty(name.value)) {
        const valid = context.scope.names("parameter");
        context.findings.add("unknown-parameter", name.at, { name: name.value, valid });
      }
    } else if (!parameters[index]!.range) {
      add(name.at, `\`${name.value}\` has no range, so it is never drawn.`, "give it a range: `range: [low, high]`.");
      return -1;
    }
    return index;
  });
  const [one = -1, other = -1] = indexes;
  return one >= 0 && other >= 0 ? [one, other] : undefined;
}
