import type { Crisis, PayoffPart } from "../model.ts";
import type { Tabulator } from "./tabulate.ts";

/** One named part of an actor's payoff as a function of the levels. */
export interface NamedPayoff {
  readonly name: string;
  at(levels: Int32Array): number;
  /** Variables it depends on, ascending. */
  readonly reads: readonly number[];
}

/** Per actor, the named parts of its payoff per step. */
export type StepPayoffs = readonly (readonly NamedPayoff[])[];

/** The payoffs per step of all actors, `like` parts resolved. */
export function stepPayoffs(crisis: Crisis, tabulator: Tabulator): StepPayoffs {
  return resolve(crisis.payoffs, crisis.payoffs, tabulator);
}

/**
 * Per actor, the named parts of what it receives once at the given ending. A
 * `like` part of its step payoffs counts here too.
 */
export function endingPayoffs(
  crisis: Crisis,
  ending: number,
  tabulator: Tabulator,
): readonly (readonly NamedPayoff[])[] {
  const own = crisis.endings[ending]!.payoffs;
  const withLikes = crisis.actors.map((_, actor) => [
    ...(own[actor] ?? []),
    ...(crisis.payoffs[actor] ?? []).filter((part) => "like" in part),
  ]);
  return resolve(withLikes, own, tabulator);
}

function resolve(
  parts: readonly (readonly PayoffPart[])[],
  sources: readonly (readonly PayoffPart[])[],
  tabulator: Tabulator,
): readonly (readonly NamedPayoff[])[] {
  const ownParts = sources.map((list) =>
    (list ?? []).flatMap((part) => ("like" in part ? [] : [tabulator.tabulate(part.value)])),
  );
  return parts.map((list) =>
    (list ?? []).map((part) => {
      if (!("like" in part)) return { name: part.name, ...tabulator.tabulate(part.value) };
      const weight = tabulator.tabulate(part.weight);
      const liked = ownParts[part.like] ?? [];
      const reads = [...new Set([...weight.reads, ...liked.flatMap((payoff) => payoff.reads)])].sort((a, b) => a - b);
      const at = (levels: Int32Array): number =>
        weight.at(levels) * liked.reduce((sum, payoff) => sum + payoff.at(levels), 0);
      return { name: part.name, reads, at };
    }),
  );
}

/** Variables that some part depends on, ascending. */
export function readsOf(parts: readonly NamedPayoff[]): readonly number[] {
  return [...new Set(parts.flatMap(({ reads }) => reads))].sort((a, b) => a - b);
}

/** Sum of all parts. */
export function totalPayoff(parts: readonly Pick<NamedPayoff, "at">[], levels: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < parts.length; i++) sum += parts[i]!.at(levels);
  return sum;
}
