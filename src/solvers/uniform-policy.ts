import type { Game, StageTable, TogetherOptions } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { TablePolicy, tableOf } from "./solve-backward.ts";

/**
 * Every actor that chooses picks each available move equally often (λ = 0):
 * the "no strategy" baseline. One that acts by chance keeps its chances, also
 * where it moves at the same time as others.
 */
export function uniformPolicy(game: Game): Policy {
  const steps = Number.isFinite(game.steps) ? game.steps : 1;
  // Steps that share a table share its probabilities.
  const known = new Map<StageTable, Float64Array>();
  const probabilities = (step: number, stage: number): Float64Array => {
    const { kind, actors } = game.stages[stage]!;
    if (kind === "driver" || kind === "given") return none;
    const table = tableOf(game, step, stage);
    const same = known.get(table) ?? new Float64Array(table.act.length);
    if (!known.has(table)) fillUniform(table, actors.length, same);
    known.set(table, same);
    return same;
  };
  return new TablePolicy(
    Array.from({ length: steps }, (_, step) => game.stages.map((_stage, stage) => probabilities(step, stage))),
  );
}

const none = new Float64Array(0);

function fillUniform({ choiceStart, options }: StageTable, members: number, policy: Float64Array): void {
  for (let i = 0; i + 1 < choiceStart.length && choiceStart[i + 1]! <= policy.length; i++) {
    const first = choiceStart[i]!;
    const last = choiceStart[i + 1]!;
    policy.fill(1 / (last - first), first, last);
    if (options && last > first) weighGiven(options, members, i, policy.subarray(first, last));
  }
}

/** Put the given chances of a node's members in the place of equal shares. */
function weighGiven({ start, given }: TogetherOptions, members: number, node: number, profiles: Float64Array): void {
  // Profiles stand in row-major order: the last member's option changes fastest.
  let after = 1;
  for (let m = members - 1; m >= 0; m--) {
    const from = start[node * members + m]!;
    const count = start[node * members + m + 1]! - from;
    if (!Number.isNaN(given[from]!)) {
      for (let c = 0; c < profiles.length; c++) profiles[c]! *= given[from + (Math.floor(c / after) % count)]! * count;
    }
    after *= count;
  }
}
