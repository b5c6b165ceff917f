import type { Game } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import type { Policy } from "../game/policy.ts";
import { EndlessSweep } from "./endless-sweep.ts";

/** Largest distance from the limit that is left, in probability. */
const TOLERANCE = 1e-13;
const MOST_STEPS = 1_000_000;

/** Where a stationary policy is in the long run. */
export interface EndlessDistribution {
  /** Probability of each node of position 0, summing to 1. */
  readonly probability: Float64Array;
  /** Share of the probability that no ending takes away in one step; 1 in a crisis without endings. */
  readonly survival: number;
  readonly converged: boolean;
}

/**
 * The invariant distribution over the states in which a step starts, reached
 * from the game's own start. Where endings take some of the probability away,
 * it is the distribution among the paths that have not ended.
 *
 * Half of the probability is kept back in each step, so that chains that
 * alternate settle too.
 *
 * @throws {GameError} `needs-endless-clock`.
 */
export function stationaryDistribution(game: Game, policy: Policy): EndlessDistribution {
  if (Number.isFinite(game.steps)) {
    throw new GameError("needs-endless-clock", "an invariant distribution needs a clock without an end");
  }
  const sweep = new EndlessSweep(game, policy);
  const states = game.blockStart[1]!;
  const mass = new Float64Array(game.blockStart[game.stages.length + 2]!);
  const now = new Float64Array(states);
  const next = new Float64Array(states);
  game.start.node.forEach((node, k) => {
    now[node]! += game.start.probability[k]!;
  });
  let survival = 1;
  let before = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MOST_STEPS; step++) {
    mass.set(now);
    survival = advance(game, sweep, mass, next);
    if (!(survival > 0)) break;
    let change = 0;
    for (let k = 0; k < states; k++) {
      const mixed = 0.5 * now[k]! + (0.5 * next[k]!) / survival;
      change = Math.max(change, Math.abs(mixed - now[k]!));
      now[k] = mixed;
    }
    const rate = Math.min(change / before, 0.999999);
    if (change <= 1e-16 || (step > 8 && (change * rate) / (1 - rate) <= TOLERANCE)) {
      return { probability: now, survival, converged: true };
    }
    before = change;
  }
  return { probability: now, survival, converged: false };
}

/** One step: the probabilities of the states the next one starts in; their sum is returned. */
function advance(game: Game, sweep: EndlessSweep, mass: Float64Array, next: Float64Array): number {
  sweep.forward(mass);
  next.fill(0);
  const P = game.stages.length;
  let sum = 0;
  for (let i = 0; i < sweep.nodes(P); i++) {
    const share = mass[game.blockStart[P]! + i]! * sweep.surviving(i);
    next[game.nextNode[i]!]! += share;
    sum += share;
  }
  return sum;
}
