import type { Game } from "../../game/game.ts";
import type { Policy } from "../../game/policy.ts";
import { eliminateStates } from "../../numeric/state-elimination.ts";
import { followStep } from "./follow-step.ts";

/** States of the largest chain that is solved: its table has this many squared numbers. */
export const MOST_STATES = 4096;

/** How a step of an endless clock leads to the next while everybody keeps to a stationary policy. */
export interface StationaryChain {
  readonly states: number;
  /** P(state j starts the next step | state i starts this one): [i · n + j]. */
  readonly onward: Float64Array;
  /** P(it ends this way in this step | state i): [i · E + e]. */
  readonly ended: Float64Array;
}

/** Cost: one step from each state. */
export function chainOf(game: Game, policy: Policy): StationaryChain {
  const states = game.blockStart[1]!;
  const width = game.endings.length;
  const onward = new Float64Array(states * states);
  const ended = new Float64Array(states * width);
  const mass = new Float64Array(game.stateCode.length);
  for (let i = 0; i < states; i++) {
    mass.fill(0);
    mass[i] = 1;
    const { next } = followStep(game, policy, mass, ended.subarray(i * width, (i + 1) * width));
    onward.set(next.subarray(0, states), i * states);
  }
  return { states, onward, ended };
}

/** P(the crisis ever ends this way | state): [i · E + e]. */
export function everOdds(chain: StationaryChain): Float64Array {
  return expected(chain, 1, chain.ended.slice(), chain.ended.length / chain.states);
}

/**
 * What is received in all in the long run, from each state: x = b + δ P x.
 *
 * @param b what is received in a step, [i · width + k]; used up.
 */
export function expected(
  { states, onward, ended }: StationaryChain,
  discount: number,
  b: Float64Array,
  width: number,
): Float64Array {
  const endings = ended.length / states;
  const leak = new Float64Array(states);
  for (let i = 0; i < states; i++) {
    for (let e = 0; e < endings; e++) leak[i]! += ended[i * endings + e]!;
    if (discount === 1) continue;
    for (let j = 0; j < states; j++) leak[i]! += (1 - discount) * onward[i * states + j]!;
  }
  eliminateStates(
    onward.map((chance) => discount * chance),
    leak,
    b,
    width,
  );
  return b;
}
