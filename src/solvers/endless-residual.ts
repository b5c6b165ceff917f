import type { Game, StageTable } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import type { Policy } from "../game/policy.ts";
import { EndlessSweep, memberMix } from "./endless-sweep.ts";
import { settleValues } from "./endless-values.ts";
import { logitResponse } from "./respond.ts";

/** Best replies closer than this, as a share of the values compared, are ties. */
const TIE = 1e-9;

/**
 * How far a policy is from being a stationary Markov logit equilibrium: its
 * own values are computed (equations (1), (3), (4) with the policy held
 * fixed), and its probabilities compared with the logit response (2) to them.
 * Where actors move at the same time each member's mix is compared with the
 * response to the mixes of the others, so that any equilibrium of the stage
 * passes, not only the one on the branch from λ = 0.
 *
 * @param policy asked for `at(0, stage)`.
 * @returns the largest difference of two probabilities, at any reachable node;
 *          at least the relative change one more sweep makes to the values.
 *
 * @throws {GameError} `needs-endless-clock`.
 *
 * Tests: test/solvers/reference-audience.test.ts.
 */
export function endlessResidual(game: Game, policy: Policy): number {
  if (Number.isFinite(game.steps)) {
    throw new GameError("needs-endless-clock", "a stationary policy needs a clock without an end");
  }
  const sweep = new EndlessSweep(game, policy);
  let worst = settleValues(game, sweep);
  game.stages.forEach((stage, p) => {
    const { kind, actors } = stage;
    if (kind !== "turn" && kind !== "together") return;
    const table = sweep.table(p);
    const probability = policy.at(0, p);
    for (let i = 0; i < sweep.nodes(p); i++) {
      const miss =
        kind === "turn"
          ? missOfTurn(game, sweep, table, actors[0]!, i, probability)
          : missOfTogether(game, sweep, table, actors, i, probability);
      worst = Math.max(worst, miss);
    }
  });
  return worst;
}

function missOfTurn(
  game: Game,
  sweep: EndlessSweep,
  table: StageTable,
  mover: number,
  i: number,
  probability: Float64Array,
): number {
  const first = table.choiceStart[i]!;
  const count = table.choiceStart[i + 1]! - first;
  const q = new Float64Array(game.actors.length);
  const own = new Float64Array(count);
  for (let a = 0; a < count; a++) {
    sweep.setQ(table, first + a, q, 0);
    own[a] = q[mover]! - table.cost[first + a]!;
  }
  return missOfResponse(game, mover, own, probability.subarray(first, first + count));
}

/** Largest miss of a member's mix, and of the profiles' probabilities from the product of the mixes. */
function missOfTogether(
  game: Game,
  sweep: EndlessSweep,
  table: StageTable,
  actors: readonly number[],
  i: number,
  probability: Float64Array,
): number {
  const { start, given, cost } = table.options!;
  const mixes = actors.map((_, m) => memberMix(table, actors.length, i, m, probability));
  const own = mixes.map((mix) => new Float64Array(mix.length));
  let worst = addProfiles(game, sweep, table, actors, i, probability, mixes, own);
  actors.forEach((actor, m) => {
    const from = start[i * actors.length + m]!;
    const mix = mixes[m]!;
    if (Number.isNaN(given[from]!)) {
      for (let a = 0; a < mix.length; a++) own[m]![a]! -= cost[from + a]!;
      worst = Math.max(worst, missOfResponse(game, actor, own[m]!, mix));
      return;
    }
    for (let a = 0; a < mix.length; a++) worst = Math.max(worst, Math.abs(mix[a]! - given[from + a]!));
  });
  return worst;
}

/** Add up what each option of each member is worth; returns the largest miss of a profile's probability. */
function addProfiles(
  game: Game,
  sweep: EndlessSweep,
  table: StageTable,
  actors: readonly number[],
  i: number,
  probability: Float64Array,
  mixes: readonly Float64Array[],
  own: readonly Float64Array[],
): number {
  const q = new Float64Array(game.actors.length);
  let worst = 0;
  for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
    const options = optionsOfProfile(c - table.choiceStart[i]!, mixes);
    sweep.setQ(table, c, q, 0);
    let product = 1;
    actors.forEach((actor, m) => {
      product *= mixes[m]![options[m]!]!;
      let others = 1;
      for (let k = 0; k < actors.length; k++) if (k !== m) others *= mixes[k]![options[k]!]!;
      own[m]![options[m]!]! += others * q[actor]!;
    });
    worst = Math.max(worst, Math.abs(product - probability[c]!));
  }
  return worst;
}

/** Which option each member has in a profile; the last member's changes fastest. */
function optionsOfProfile(profile: number, mixes: readonly Float64Array[]): Int32Array {
  const options = new Int32Array(mixes.length);
  let rest = profile;
  for (let m = mixes.length - 1; m >= 0; m--) {
    options[m] = rest % mixes[m]!.length;
    rest = (rest - options[m]!) / mixes[m]!.length;
  }
  return options;
}

function missOfResponse(game: Game, actor: number, own: Float64Array, mix: Float64Array): number {
  if (mix.length === 0) return 0;
  const lambda = game.precision[actor]!;
  if (lambda === Number.POSITIVE_INFINITY) return shareOfWorse(own, mix, game.payoffRange);
  const response = new Float64Array(mix.length);
  if (mix.length === 1) response[0] = 1;
  else logitResponse(own, 0, 1, mix.length, lambda, response, 0, false);
  let worst = 0;
  for (let a = 0; a < mix.length; a++) worst = Math.max(worst, Math.abs(mix[a]! - response[a]!));
  return worst;
}

/** λ = ∞: any split between best replies is one; what the others have is not. */
function shareOfWorse(own: Float64Array, mix: Float64Array, payoffRange: number): number {
  const top = own.reduce((best, q) => Math.max(best, q), Number.NEGATIVE_INFINITY);
  const tolerance = TIE * Math.max(Math.abs(top), payoffRange);
  return own.reduce((share, q, a) => share + (q < top - tolerance ? mix[a]! : 0), 0);
}
