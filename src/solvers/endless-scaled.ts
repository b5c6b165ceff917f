import type { Game, StageTable } from "../game/game.ts";

/**
 * The game at the point s of the path from λ = 0 (s = 0) to the game itself
 * (s = 1): λ_i(s) = s·λ_i, or, with shocks counted, all payoffs and costs
 * times s at fixed λ.
 */
export function scaleGame(game: Game, s: number): Game {
  if (game.shocks === "excluded") return { ...game, precision: game.precision.map((lambda) => s * lambda) };
  const times = (values: Float64Array): Float64Array => values.map((value) => s * value);
  const scaleTable = (table: StageTable): StageTable => ({
    ...table,
    cost: times(table.cost),
    ...(table.options === undefined ? {} : { options: { ...table.options, cost: times(table.options.cost) } }),
  });
  return {
    ...game,
    stages: game.stages.map((stage) => ({ ...stage, tables: stage.tables.map(scaleTable) })),
    end: { ...game.end, tables: game.end.tables.map((table) => ({ ...table, payoff: times(table.payoff) })) },
    terminalPayoff: times(game.terminalPayoff),
    payoffRange: s * game.payoffRange,
  };
}
