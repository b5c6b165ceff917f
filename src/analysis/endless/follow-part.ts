import type { Game } from "../../game/game.ts";
import type { Policy } from "../../game/policy.ts";

/** Share of the probability still going below which what is left is spread like what has ended lately. */
const LEFT = 1e-13;
const MOST_STEPS = 200_000;

/** Where a policy leads from the start of a game without a last step. */
export interface EndlessCourse {
  /** P(the crisis ever ends this way). */
  readonly endings: Float64Array;
  /** By stage: P(move m in the first step), the last entry a pass. */
  readonly firstMoves: readonly Float64Array[];
}

/** Follow a stationary policy until next to nothing goes on. */
export function followPart(game: Game, policy: Policy): EndlessCourse {
  const endings = new Float64Array(game.endings.length);
  const firstMoves = game.stages.map(() => new Float64Array(game.moves.length + 1));
  let mass = new Float64Array(game.stateCode.length);
  game.start.node.forEach((node, k) => {
    mass[node]! += game.start.probability[k]!;
  });
  for (let step = 0; step < MOST_STEPS; step++) {
    game.stages.forEach((_, p) => {
      spreadStage(game, policy, p, mass, step === 0 ? firstMoves[p]! : undefined);
    });
    const { next, left } = endStep(game, mass, endings);
    mass = next;
    if (left <= LEFT) break;
  }
  return { endings, firstMoves };
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
): { next: Float64Array<ArrayBuffer>; left: number } {
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
