import type { Crisis, Ending } from "../../crisis/model.ts";
import type { Game } from "../../game/game.ts";
import type { Policy } from "../../game/policy.ts";

/** Label of what has not ended. */
export const GOES_ON = "goes on";

/** A crisis on an endless clock, its game and its stationary solution, looked at for so many steps. */
export interface LongClock {
  readonly crisis: Crisis;
  readonly game: Game;
  readonly policy: Policy;
}

/**
 * The first `steps` steps of an endless clock, everybody keeping to the
 * stationary solution; what still goes on then has an ending of its own, the
 * last, in which nobody receives anything. So whatever looks at a clock with an
 * end can look at this one: values miss what comes later, δ^steps of it.
 */
export function longClock(crisis: Crisis, game: Game, policy: Policy, steps: number): LongClock {
  return {
    crisis: longCrisis(crisis, steps),
    game: longGame(game, steps),
    policy: { at: (_, stage) => policy.at(0, stage) },
  };
}

function longCrisis(crisis: Crisis, steps: number): Crisis {
  const names = new Set(crisis.endings.map(({ name }) => name));
  let name = "goes_on";
  while (names.has(name)) name += "_";
  const goesOn: Ending = {
    name,
    label: GOES_ON,
    at: crisis.at,
    text: [],
    rule: "None of the others.",
    otherwise: true,
    payoffs: crisis.actors.map(() => []),
  };
  const { question } = crisis;
  return {
    ...crisis,
    clock: { ...crisis.clock, steps },
    endings: [...crisis.endings, goesOn],
    ...(question ? { question: { ...question, by: "ever", byStep: steps - 1 } } : {}),
  };
}

/** The nodes after the drivers become terminals too, behind all others. */
function longGame(game: Game, steps: number): Game {
  const positions = game.stages.length;
  const last = game.blockStart[positions]!;
  const count = game.blockStart[positions + 1]! - last;
  const all = game.blockStart[positions + 2]!;
  const stateCode = new Float64Array(all + count);
  stateCode.set(game.stateCode.subarray(0, all));
  stateCode.set(game.stateCode.subarray(last, last + count), all);
  const ends = game.terminalEnding.length;
  const terminalEnding = new Int32Array(ends + count).fill(game.endings.length);
  terminalEnding.set(game.terminalEnding);
  const terminalPayoff = new Float64Array((ends + count) * game.actors.length);
  terminalPayoff.set(game.terminalPayoff);
  const blockStart = game.blockStart.slice();
  blockStart[positions + 2] = all + count;
  const active = new Int32Array(steps * (positions + 1));
  for (let t = 0; t < steps; t++) active.set(game.active.subarray(0, positions + 1), t * (positions + 1));
  return {
    ...game,
    steps,
    phaseOfStep: new Int32Array(steps),
    active,
    blockStart,
    stateCode,
    endings: [...game.endings, GOES_ON],
    otherwiseTerminal: Int32Array.from({ length: count }, (_, i) => all + i),
    terminalEnding,
    terminalPayoff,
  };
}
