/**
 * Twenty dyads of the dynamic game of audience costs, war and peace (AJPS):
 * three states, three simultaneous actions each, shocks counted, λ = 1,
 * δ = 0.9. Given the utilities, the published probabilities are verified.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Game } from "../../src/game/game.ts";
import type { Policy } from "../../src/game/policy.ts";
import { stationaryDistribution } from "../../src/solvers/endless-distribution.ts";
import { endlessResidual } from "../../src/solvers/endless-residual.ts";
import { solveEndless } from "../../src/solvers/solve-endless.ts";
import { HAS_REFERENCE, REFERENCE } from "../numeric/read-nfg.ts";
import { buildMarkovGame } from "./build-markov-game.ts";

interface Dyad {
  readonly game: Game;
  /** Probability of each profile: 9 a state. */
  readonly published: Float64Array;
  readonly invariant: readonly number[];
}

function readDyads(): Dyad[] {
  const folder = `${REFERENCE}ajps_audience/`;
  const utilities = JSON.parse(readFileSync(`${folder}games_utilities_dev20.json`, "utf8"));
  const [head, ...lines] = readFileSync(`${folder}equilibrium_probs_dev20.csv`, "utf8").trim().split("\n");
  const names = head!.split(",");
  return lines.map((line, k) => {
    const cells = line.split(",");
    const at = (name: string): number => Number(cells[names.indexOf(name)]);
    const published = Float64Array.from({ length: 27 }, (_, profile) => {
      const state = Math.floor(profile / 9) + 1;
      const first = Math.floor((profile % 9) / 3) + 1;
      return at(`p1_s${state}_a${first}`) * at(`p2_s${state}_a${(profile % 3) + 1}`);
    });
    const U = utilities[k].U as number[][][][];
    return { game: dyadGame(U), published, invariant: [at("pi_peace"), at("pi_crisis"), at("pi_war")] };
  });
}

/** Peace, crisis, war; the next state is the sharper of the two actions. */
function dyadGame(U: number[][][][]): Game {
  return buildMarkovGame({
    counts: [
      [3, 3],
      [3, 3],
      [3, 3],
    ],
    payoff: (state, [first, second]) => U[state]![first!]![second!]!,
    next: (_, profile) => [0, 1, 2].map((state) => (state === Math.max(...profile) ? 1 : 0)),
    precision: [1, 1],
    discount: [0.9, 0.9],
    shocks: "counted",
  });
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = 0;
  for (let k = 0; k < b.length; k++) worst = Math.max(worst, Math.abs(a[k]! - b[k]!));
  return worst;
}

const held = (probabilities: Float64Array): Policy => ({
  at: (_, stage) => (stage === 0 ? probabilities : new Float64Array(0)),
});

describe.skipIf(!HAS_REFERENCE)("audience costs (skipped where the reference data is absent)", () => {
  const dyads = HAS_REFERENCE ? readDyads() : [];

  it("the published probabilities are an equilibrium, with the published invariant distribution", () => {
    expect(dyads).toHaveLength(20);
    for (const { game, published, invariant } of dyads) {
      expect(endlessResidual(game, held(published))).toBeLessThan(1e-8);
      const { probability, survival, converged } = stationaryDistribution(game, held(published));
      expect(converged).toBe(true);
      expect(survival).toBeCloseTo(1, 14);
      expect(distance(probability, invariant)).toBeLessThan(1e-6);
    }
  });

  it("a policy that is a little off is not", () => {
    const { game, published } = dyads[0]!;
    const wrong = published.slice();
    wrong[0]! += 1e-6;
    wrong[1]! -= 1e-6;
    expect(endlessResidual(game, held(wrong))).toBeGreaterThan(1e-7);
  });

  it("a cold start finds the limit of ever longer clocks: the published one in 3 of 20", () => {
    let same = 0;
    for (const { game, published } of dyads) {
      const { policy, record } = solveEndless(game);
      expect(record).toMatchObject({
        converged: true,
        method: "stationary Markov logit equilibrium: limit of ever longer finite clocks",
      });
      expect(record.residual).toBeLessThan(1e-12);
      if (distance(policy.at(0, 0), published) < 1e-8) same++;
    }
    expect(same).toBe(3);
  });
});
