import type { Game } from "../../game/game.ts";

/** Bytes that the values of a grid and the choices at its points take, at most. */
export function gridBytes(game: Game, points: number): number {
  const numbers = game.stages.reduce((sum, { kind, tables }, p) => {
    if (kind === "driver" || kind === "given") return sum;
    const nodes = game.blockStart[p + 2]! - game.blockStart[p + 1]!;
    const choices = Math.max(...tables.map(({ act }) => act.length));
    return sum + nodes * game.actors.length + choices;
  }, 0);
  return 8 * numbers * points * game.steps;
}
