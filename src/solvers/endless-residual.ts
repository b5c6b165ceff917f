import type { Game } from "../game/game.ts";
import { GameError } from "../game/game-error.ts";
import type { Policy } from "../game/policy.ts";
import { EndlessSweep, memberMix } from "./endless-sweep.ts";
import { settleValues } from "./endless-values.ts";
import { optionsOfProfile, worthAtNode } from "./endless-worth.ts";
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
 * @param value W_j of position 0 to start from, where they are thought to be known; they are checked like the rest.
 * @returns the largest difference of two probabilities, at any reachable node;
 *          at least the relative change one more sweep makes to the values.
 *
 * @throws {GameError} `needs-endless-clock`.
 *
 * Tests: test/solvers/reference-audience.test.ts.
 */
export function endlessResidual(game: Game, policy: Policy, value?: Float64Array): number {
  if (Number.isFinite(game.steps)) {
    throw new GameError("needs-endless-clock", "a stationary policy needs a clock without an end");
  }
  const sweep = new EndlessSweep(game, policy);
  if (value) sweep.value.set(value);
  let worst = settleValues(game, sweep);
  game.stages.forEach(({ kind }, p) => {
    if (kind !== "turn" && kind !== "together") return;
    const probability = policy.at(0, p);
    for (let i = 0; i < sweep.nodes(p); i++) {
      for (const { actor, mix, own } of worthAtNode(game, sweep, p, i, probability)) {
        worst = Math.max(worst, missOfResponse(game, actor, own, mix));
      }
      if (kind === "together") worst = Math.max(worst, missOfProfiles(game, sweep, p, i, probability));
    }
  });
  return worst;
}

/** Where actors move at the same time: profiles are products of mixes, and actors by chance keep to theirs. */
function missOfProfiles(game: Game, sweep: EndlessSweep, p: number, i: number, probability: Float64Array): number {
  const { actors } = game.stages[p]!;
  const table = sweep.table(p);
  const { start, given } = table.options!;
  const mixes = actors.map((_, m) => memberMix(table, actors.length, i, m, probability));
  let worst = 0;
  for (let c = table.choiceStart[i]!; c < table.choiceStart[i + 1]!; c++) {
    const options = optionsOfProfile(c - table.choiceStart[i]!, mixes);
    const product = mixes.reduce((share, mix, m) => share * mix[options[m]!]!, 1);
    worst = Math.max(worst, Math.abs(product - probability[c]!));
  }
  mixes.forEach((mix, m) => {
    const from = start[i * actors.length + m]!;
    if (Number.isNaN(given[from]!)) return;
    for (let a = 0; a < mix.length; a++) worst = Math.max(worst, Math.abs(mix[a]! - given[from + a]!));
  });
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
