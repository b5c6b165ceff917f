import type { Game } from "./game.ts";

/** What can come about in a game when nobody's choices are ruled out, by step. */
export interface Reach {
  /** By step: 1 for each move that is open in some state reached then. */
  readonly moves: readonly Uint8Array[];
  /** By step: 1 for each node of position P and each terminal reached then, by node id. */
  readonly ends: readonly Uint8Array[];
  /** 1 for each ending that can come about. */
  readonly endings: Uint8Array;
}

/**
 * Follow every open move and every chance outcome from the start through a
 * finite clock. Cost: each outcome once a step; memory: one byte for each
 * (node, step).
 */
export function reachOf(game: Game): Reach {
  const steps = Number.isFinite(game.steps) ? game.steps : 1;
  const moves: Uint8Array[] = [];
  const ends: Uint8Array[] = [];
  const endings = new Uint8Array(game.endings.length);
  let starts: Int32Array = game.start.node;
  for (let step = 0; step < steps; step++) {
    const reached = new Uint8Array(game.stateCode.length);
    for (const node of starts) reached[node] = 1;
    moves.push(passStep(game, step, reached));
    starts = endStep(game, step, step === steps - 1, reached);
    noteEndings(game, reached, endings);
    ends.push(reached);
  }
  return { moves, ends, endings };
}

/** Mark what a step's stages lead to; returns the moves open on the way. */
function passStep(game: Game, step: number, reached: Uint8Array): Uint8Array {
  const open = new Uint8Array(game.moves.length);
  game.stages.forEach((stage, p) => {
    const { choiceStart, act, outcomeStart, target } = stage.tables[stage.tableOfPhase[game.phaseOfStep[step]!]!]!;
    const from = game.blockStart[p]!;
    const nodes = game.blockStart[p + 1]! - from;
    for (let i = 0; i < nodes; i++) {
      if (!reached[from + i]) continue;
      for (let c = choiceStart[i]!; c < choiceStart[i + 1]!; c++) {
        const { start, move } = game.acts;
        for (let m = start[act[c]!]!; m < start[act[c]! + 1]!; m++) open[move[m]!] = 1;
        for (let o = outcomeStart[c]!; o < outcomeStart[c + 1]!; o++) reached[target[o]!] = 1;
      }
    }
  });
  return open;
}

/** Mark the residual and the last ending; returns the nodes the next step starts from. */
function endStep(game: Game, step: number, isLast: boolean, reached: Uint8Array): Int32Array {
  const { tables, tableOfPhase } = game.end;
  const table = tables[tableOfPhase[game.phaseOfStep[step]!]!]!;
  const from = game.blockStart[game.stages.length]!;
  const next = new Set<number>();
  game.nextNode.forEach((following, i) => {
    if (!reached[from + i]) return;
    if (table.residualChance[i]! > 0) reached[table.residualTerminal[i]!] = 1;
    if (isLast) reached[game.otherwiseTerminal[i]!] = 1;
    else if (table.residualChance[i]! < 1) next.add(following);
  });
  return Int32Array.from(next);
}

function noteEndings(game: Game, reached: Uint8Array, endings: Uint8Array): void {
  const terminals = game.blockStart[game.stages.length + 1]!;
  game.terminalEnding.forEach((ending, i) => {
    if (reached[terminals + i]) endings[ending] = 1;
  });
}
