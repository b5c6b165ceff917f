import type { Game } from "../../game/game.ts";
import type { Policy } from "../../game/policy.ts";

/**
 * One step of an endless clock.
 *
 * @param mass    by node; that of position 0 is led on, all others must be 0. Used up.
 * @param endings what ends is added here, by ending.
 * @param moves   where the masses of the moves made are added: by stage, the last entry a pass.
 * @returns mass by node that starts the next step, and how much that is.
 */
export function followStep(
  game: Game,
  policy: Policy,
  mass: Float64Array,
  endings: Float64Array,
  moves?: readonly Float64Array[],
): { readonly next: Float64Array<ArrayBuffer>; readonly left: number } {
  game.stages.forEach((_, p) => {
    spreadStage(game, policy, p, mass, moves?.[p]);
  });
  return endStep(game, mass, endings);
}

function spreadStage(game: Game, policy: Policy, p: number, mass: Float64Array, moves: Float64Array | undefined): void {
  const { kind, tables } = game.stages[p]!;
  const { choiceStart, act, given, outcomeStart, target, chance } = tables[0]!;
  const chances = kind === "driver" ? undefined : kind === "given" ? given : policy.at(0, p);
  const from = game.blockStart[p]!;
  const members = Math.max(1, game.stages[p]!.actors.length);
  for (let i = 0; i + 1 < choiceStart.length; i++) {
    const own = mass[from + i]!;
    if (own === 0) continue;
    for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
      const weight = own * (chances?.[c] ?? 1);
      for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) mass[target[o]!]! += weight * chance[o]!;
      if (!moves) continue;
      const { start, move } = game.acts;
      const first = start[act[c]!]!;
      const last = start[act[c]! + 1]!;
      for (let m = first; m < last; m++) moves[move[m]!]! += weight / members;
      moves[game.moves.length]! += (weight * (members - (last - first))) / members;
    }
  }
}

/** Collect what ended; the rest starts the next step. */
function endStep(
  game: Game,
  mass: Float64Array,
  endings: Float64Array,
): { readonly next: Float64Array<ArrayBuffer>; readonly left: number } {
  const end = game.end.tables[0]!;
  const from = game.blockStart[game.stages.length]!;
  const terminals = game.blockStart[game.stages.length + 1]!;
  const next = new Float64Array(mass.length);
  let left = 0;
  game.nextNode.forEach((node, i) => {
    const own = mass[from + i]!;
    if (own === 0) return;
    const s = end.residualChance[i]!;
    if (s > 0) mass[end.residualTerminal[i]!]! += s * own;
    next[node]! += (1 - s) * own;
    left += (1 - s) * own;
  });
  game.terminalEnding.forEach((ending, k) => {
    endings[ending]! += mass[terminals + k]!;
  });
  return { next, left };
}
