import type { Expression } from "../expression.ts";
import type { Crisis, Effect, Outcome } from "../model.ts";
import { variablesRead } from "./evaluate.ts";
import { privateVariables } from "./private-variables.ts";

/**
 * The private variables in groups about which public beliefs stay independent
 * of each other, whatever is seen: an actor's moves tell about all it sees
 * together; a list of outcomes, a driver or the condition of an ending ties
 * what it reads and what it changes. Start levels are independent draws.
 * Payoffs and costs tie nothing.
 *
 * @returns indexes into `privateVariables(crisis)`, each once, ascending.
 */
export function beliefBlocks(crisis: Crisis): readonly (readonly number[])[] {
  const secret = privateVariables(crisis);
  const block = secret.map((_, k) => k);
  const tie = (variables: Iterable<number>): void => {
    const met = new Set(
      [...variables]
        .map((v) => secret.indexOf(v))
        .filter((k) => k >= 0)
        .map((k) => block[k]!),
    );
    const first = Math.min(...met);
    block.forEach((own, k) => {
      if (met.has(own)) block[k] = first;
    });
  };
  crisis.actors.forEach((_, actor) => {
    const sees = secret.filter((v) => {
      const { seenBy } = crisis.variables[v]!;
      return seenBy === "all" || seenBy.includes(actor);
    });
    const open = crisis.moves.filter((move) => move.actor === actor);
    tie([
      ...(crisis.actors[actor]!.actsByChance ? [] : sees),
      ...open.flatMap(({ when, chance }) => read(when, chance)),
    ]);
  });
  for (const { outcomes } of crisis.moves) tie(tiedBy(outcomes));
  for (const { rows } of crisis.drivers) {
    tie(rows.flatMap(({ when, outcomes }) => [...read(when), ...tiedBy(outcomes)]));
  }
  tie(crisis.endings.flatMap(({ when, chance }) => read(when, chance)));
  return [...new Set(block)].map((own) => block.flatMap((other, k) => (other === own ? [k] : [])));
}

function read(...expressions: readonly (Expression | "rest" | undefined)[]): number[] {
  return expressions.flatMap((own) => (own === undefined || own === "rest" ? [] : [...variablesRead(own)]));
}

/** What a list of outcomes reads or changes. */
function tiedBy(outcomes: readonly Outcome[]): number[] {
  const ofEffect = (effect: Effect): number[] => [
    effect.variable,
    ...(effect.kind === "set" ? read(effect.value) : []),
  ];
  return outcomes.flatMap(({ chance, effects }) => [...read(chance), ...effects.flatMap(ofEffect)]);
}
