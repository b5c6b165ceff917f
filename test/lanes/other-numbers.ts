import type { EndTable, Game, StageTable } from "../../src/game/game.ts";
import { randomFrom, shares } from "../inference/random-game.ts";

type Random = () => number;

/** Precisions from none to one at which the exponential of most differences is 0, or too small for a normal number. */
const PRECISIONS = [0, 0.3, 1, 7, 400, 2000];

/** A game of the same structure (its very arrays) with other numbers: no chance opens or closes. */
export function otherNumbers(game: Game, seed: number): Game {
  const random = randomFrom(seed);
  const anyOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const numbers = (old: Float64Array): Float64Array => old.map(() => 2 * random() - 1);
  const probability = sharesWithin(game.start.probability, [0, game.start.probability.length], random);
  return {
    ...game,
    precision: game.precision.map((own) => (Number.isNaN(own) ? own : anyOf(PRECISIONS))),
    discount: game.discount.map(() => 0.2 + 0.8 * random()),
    stages: game.stages.map((stage) => ({ ...stage, tables: stage.tables.map((table) => pricedAnew(table, random)) })),
    end: { ...game.end, tables: game.end.tables.map((table) => endAnew(table, random)) },
    terminalPayoff: numbers(game.terminalPayoff),
    start: { ...game.start, probability },
  };
}

function pricedAnew(table: StageTable, random: Random): StageTable {
  const { choiceStart, outcomeStart, chance, given, cost } = table;
  return {
    ...table,
    chance: sharesWithin(chance, outcomeStart, random),
    given: given.length === 0 ? given : sharesWithin(given, choiceStart, random),
    cost: cost.map(() => random()),
  };
}

function endAnew(table: EndTable, random: Random): EndTable {
  return {
    ...table,
    payoff: table.payoff.map(() => random() - 0.5),
    residualChance: table.residualChance.map((own) => (own === 0 ? 0 : 0.5 * random())),
  };
}

/** Chances that sum to 1 within each stretch. */
function sharesWithin(old: Float64Array, starts: ArrayLike<number>, random: Random): Float64Array {
  const all = old.slice();
  for (let k = 0; k + 1 < starts.length; k++) {
    all.set(shares(random, starts[k + 1]! - starts[k]!), starts[k]!);
  }
  return all;
}
