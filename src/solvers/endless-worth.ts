import type { Game } from "../game/game.ts";
import { type EndlessSweep, memberMix } from "./endless-sweep.ts";

/** What an actor that chooses at a node does, and what each of its options is worth to it, costs taken off. */
export interface Worth {
  readonly actor: number;
  /** Place of the actor in its group; 0 where it moves alone. */
  readonly member: number;
  readonly mix: Float64Array;
  readonly own: Float64Array;
}

/**
 * Equation (1) for every actor that chooses at node i of stage p, the others
 * of its group keeping to their mixes. Empty at chance. Profiles that are not
 * the product of the mixes are judged by their mixes.
 */
export function worthAtNode(game: Game, sweep: EndlessSweep, p: number, i: number, probability: Float64Array): Worth[] {
  const { kind, actors } = game.stages[p]!;
  const table = sweep.table(p);
  const first = table.choiceStart[i]!;
  const count = table.choiceStart[i + 1]! - first;
  if (count === 0) return [];
  if (kind === "together") return worthTogether(game, sweep, p, i, probability);
  if (kind !== "turn") return [];
  const actor = actors[0]!;
  const q = new Float64Array(game.actors.length);
  const own = new Float64Array(count);
  for (let a = 0; a < count; a++) {
    sweep.setQ(table, first + a, q, 0);
    own[a] = q[actor]! - table.cost[first + a]!;
  }
  return [{ actor, member: 0, mix: probability.subarray(first, first + count), own }];
}

/** Which option each member has in a profile; the last member's changes fastest. */
export function optionsOfProfile(profile: number, mixes: readonly Float64Array[]): Int32Array {
  const options = new Int32Array(mixes.length);
  let rest = profile;
  for (let m = mixes.length - 1; m >= 0; m--) {
    options[m] = rest % mixes[m]!.length;
    rest = (rest - options[m]!) / mixes[m]!.length;
  }
  return options;
}

function worthTogether(game: Game, sweep: EndlessSweep, p: number, i: number, probability: Float64Array): Worth[] {
  const { actors } = game.stages[p]!;
  const table = sweep.table(p);
  const { start, given, cost } = table.options!;
  const mixes = actors.map((_, m) => memberMix(table, actors.length, i, m, probability));
  const own = mixes.map((mix) => new Float64Array(mix.length));
  const q = new Float64Array(game.actors.length);
  for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
    const options = optionsOfProfile(c - table.choiceStart[i]!, mixes);
    sweep.setQ(table, c, q, 0);
    actors.forEach((actor, m) => {
      let others = 1;
      for (let k = 0; k < actors.length; k++) if (k !== m) others *= mixes[k]![options[k]!]!;
      own[m]![options[m]!]! += others * q[actor]!;
    });
  }
  return actors.flatMap((actor, m) => {
    const from = start[i * actors.length + m]!;
    if (!Number.isNaN(given[from]!)) return [];
    for (let a = 0; a < own[m]!.length; a++) own[m]![a]! -= cost[from + a]!;
    return [{ actor, member: m, mix: mixes[m]!, own: own[m]! }];
  });
}
