import type { Game } from "../game/game.ts";
import { choicesIn } from "../solvers/solve-backward.ts";

/** (state, move, step) triples of a game; on an endless clock those of one step. */
export function choicesOfClock(game: Game): number {
  const steps = Number.isFinite(game.steps) ? game.steps : 1;
  let choices = 0;
  for (let step = 0; step < steps; step++) choices += choicesIn(game, step);
  return choices;
}

/** Bytes of a game's tables and of the probabilities of all its choices in all steps. */
export function tableBytes(game: Game): number {
  let bytes = game.stateCode.byteLength + game.terminalPayoff.byteLength;
  for (const stage of game.stages) {
    for (const table of stage.tables) {
      for (const array of [table.choiceStart, table.act, table.cost, table.given, table.outcomeStart]) {
        bytes += array.byteLength;
      }
      bytes += table.target.byteLength + table.chance.byteLength;
    }
  }
  return bytes + 8 * choicesOfClock(game);
}
