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
  const M = actors.length;
  const options = table.options!;
  const mixes = actors.map((_, m) => memberMix(table, M, i, m, probability));
  const own = mixes.map((mix) => new Float64Array(mix.length));
  const q = new Float64Array(game.actors.length);
  const digit = new Int32Array(M);
  let worst = 0;
  for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
    let rest = c - table.choiceStart[i]!;
    for (let m = M - 1; m >= 0; m--) {
      digit[m] = rest % mixes[m]!.length;
      rest = (rest - digit[m]!) / mixes[m]!.length;
    }
    sweep.setQ(table, c, q, 0);
    let product = 1;
    for (let m = 0; m < M; m++) {
      product *= mixes[m]![digit[m]!]!;
      let others = 1;
      for (let k = 0; k < M; k++) if (k !== m) others *= mixes[k]![digit[k]!]!;
      own[m]![digit[m]!]! += others * q[actors[m]!]!;
    }
    worst = Math.max(worst, Math.abs(product - probability[c]!));
  }
  for (let m = 0; m < M; m++) {
    const from = options.start[i * M + m]!;
    if (!Number.isNaN(options.given[from]!)) {
      mixes[m]!.forEach((weight, a) => {
        worst = Math.max(worst, Math.abs(weight - options.given[from + a]!));
      });
      continue;
    }
    for (let a = 0; a < own[m]!.length; a++) own[m]![a]! -= options.cost[from + a]!;
    worst = Math.max(worst, missOfResponse(game, actors[m]!, own[m]!, mixes[m]!));
  }
  return worst;
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
