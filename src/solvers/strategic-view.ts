import type { EndTable, Game } from "../game/game.ts";
import { freshNumbers, type Numbers } from "../numeric/number-room.ts";

/** A game in which only those who choose have payoffs, and where they stood before. */
export interface StrategicView {
  readonly game: Game;
  /** Actor ids of the full game, by actor id of the view. */
  readonly actors: readonly number[];
}

/**
 * Leave out the payoffs of actors that act by chance: nothing they receive
 * changes what anyone does. Returns the game itself where there are none, or
 * where one of them moves at the same time as another actor.
 *
 * @param numbers memory for the payoffs that are left.
 */
export function strategicView(game: Game, numbers: Numbers = freshNumbers): StrategicView {
  const choosing = strategicActors(game);
  if (choosing.length === game.actors.length) return { game, actors: choosing };
  const pick = (payoff: Float64Array): Float64Array => columns(payoff, game.actors.length, choosing, numbers);
  const tables = game.end.tables.map((table): EndTable => ({ ...table, payoff: pick(table.payoff) }));
  return {
    actors: choosing,
    game: {
      ...game,
      actors: choosing.map((actor) => game.actors[actor]!),
      precision: Float64Array.from(choosing, (actor) => game.precision[actor]!),
      discount: Float64Array.from(choosing, (actor) => game.discount[actor]!),
      stages: game.stages.map((stage) => ({ ...stage, actors: stage.actors.map((actor) => choosing.indexOf(actor)) })),
      end: { ...game.end, tables },
      terminalPayoff: pick(game.terminalPayoff),
    },
  };
}

/** Ids of the actors whose payoffs the view keeps, ascending. */
export function strategicActors({ actors, precision, stages }: Game): readonly number[] {
  const everyone = actors.map((_, actor) => actor);
  const choosing = everyone.filter((actor) => !Number.isNaN(precision[actor]!));
  const mixed = stages.some(({ kind, actors: own }) => kind === "together" && own.some((a) => !choosing.includes(a)));
  return mixed || choosing.length === 0 ? everyone : choosing;
}

/** Values of the view written back into the columns of the full game, 0 for those left out. */
export function widenValues(value: Float64Array, view: StrategicView, actors: number): Float64Array {
  const narrow = view.actors.length;
  if (narrow === actors) return value;
  const wide = new Float64Array((value.length / narrow) * actors);
  for (let i = 0; i * narrow < value.length; i++) {
    for (let j = 0; j < narrow; j++) wide[i * actors + view.actors[j]!] = value[i * narrow + j]!;
  }
  return wide;
}

function columns(values: Float64Array, width: number, kept: readonly number[], numbers: Numbers): Float64Array {
  const rows = values.length / width;
  const picked = numbers.takeUnwritten(rows * kept.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < kept.length; j++) picked[i * kept.length + j] = values[i * width + kept[j]!]!;
  }
  return picked;
}
