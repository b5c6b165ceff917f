import type { Game } from "../game/game.ts";
import type { Policy } from "../game/policy.ts";
import { type Block, isZero, type StageColumns, stageMove } from "./move-mass.ts";
import type { TerminalClasses } from "./terminal-classes.ts";

/**
 * Mass of each move of the game at one stage, and last of passing: mass before
 * the stage times the likelihood of what follows each choice. The members of
 * a group that moves at the same time each have their own share: the entries
 * add up to the mass that reaches the stage times the number of its actors
 * (for a driver, to the mass, all of it a pass).
 */
export function moveMasses(
  game: Game,
  policy: Policy,
  place: {
    readonly step: number;
    readonly stage: number;
    readonly columns: StageColumns | null;
    readonly classes: TerminalClasses;
  },
  before: Block,
  after: { readonly next: Block; readonly ended: Block | null },
): Float64Array {
  const { table, chances, columns, terminal } = stageMove(game, policy, place.step, place.stage, place.columns);
  const { start, move } = game.acts;
  const members = Math.max(1, game.stages[place.stage]!.actors.length);
  const masses = new Float64Array(game.moves.length + 1);
  const passes = game.moves.length;
  for (let i = 0; i < before.count; i++) {
    if (isZero(before.cells, i * before.width, before.width)) continue;
    for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
      const act = table.act[c]!;
      const which = columns?.mapOfAct[act] ?? 0;
      let mass = 0;
      for (let o = table.outcomeStart[c]!; o < table.outcomeStart[c + 1]!; o++) {
        const node = table.target[o]!;
        const to = node < terminal ? after.next : after.ended;
        if (to === null) continue;
        const row = node < terminal ? node - to.start : place.classes.of[node - terminal]!;
        if (row >= to.count) continue;
        const map = (node < terminal ? columns?.onward[which] : columns?.ended[which]) ?? null;
        mass += table.chance[o]! * rowProduct(before, i, to.cells, row * to.width, map);
      }
      if (chances !== null) mass *= chances[c]!;
      const made = start[act + 1]! - start[act]!;
      for (let k = start[act]!; k < start[act + 1]!; k++) masses[move[k]!]! += mass;
      masses[passes]! += (members - made) * mass;
    }
  }
  return masses;
}

/** The same for a driver, whose choices are all passes: all the mass there is, `likelihood` at the stage itself. */
export function passMasses(game: Game, before: Block, likelihood: Block): Float64Array {
  const masses = new Float64Array(game.moves.length + 1);
  for (let i = 0; i < before.count; i++) {
    masses[game.moves.length]! += rowProduct(before, i, likelihood.cells, i * likelihood.width, null);
  }
  return masses;
}

function rowProduct(before: Block, i: number, after: Float64Array, row: number, map: Int32Array | null): number {
  const { cells, width } = before;
  let sum = 0;
  for (let k = 0; k < width; k++) sum += cells[i * width + k]! * after[row + (map === null ? k : map[k]!)]!;
  return sum;
}
