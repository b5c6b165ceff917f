import type { Watch } from "../game/evidence.ts";
import type { Game } from "../game/game.ts";

/**
 * Whether a watch's condition holds at the end of a step, for each node of
 * position P and then each terminal. What survives the last step has ended the
 * `otherwise` way, and is looked at there.
 */
export function holdsAtEnd(game: Game, { holds }: Watch, atLast: boolean): Uint8Array {
  const first = game.blockStart[game.stages.length]!;
  const terminal = game.blockStart[game.stages.length + 1]!;
  const atEnd = holds.slice(first);
  if (!atLast || holds.length === 0) return atEnd;
  for (let i = 0; i < terminal - first; i++) {
    const otherwise = game.otherwiseTerminal[i]!;
    if (otherwise >= 0) atEnd[i] = holds[otherwise]!;
  }
  return atEnd;
}
