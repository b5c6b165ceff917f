import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { policyRow, TablePolicy, tableOf } from "./solve-backward.ts";

/** Every actor that chooses picks each available move equally often (λ = 0): the "no strategy" baseline. */
export function uniformPolicy(game: Game): Policy {
  const steps = Number.isFinite(game.steps) ? game.steps : 1;
  const rows = Array.from({ length: steps }, (_, step) => {
    const row = policyRow(game, step);
    row.forEach((policy, stage) => {
      const { choiceStart } = tableOf(game, step, stage);
      for (let i = 0; i + 1 < choiceStart.length && choiceStart[i + 1]! <= policy.length; i++) {
        policy.fill(1 / (choiceStart[i + 1]! - choiceStart[i]!), choiceStart[i]!, choiceStart[i + 1]!);
      }
    });
    return row;
  });
  return new TablePolicy(rows);
}
