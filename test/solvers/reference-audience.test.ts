/**
 * Twenty dyads of the dynamic game of audience costs, war and peace (AJPS):
 * three states, three simultaneous actions each, shocks counted, λ = 1,
 * δ = 0.9. Given the utilities, the published probabilities are verified.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import type { Game } from "../../src/game/game.ts";
import type { Policy } from "../../src/game/policy.ts";
import { stationaryDistribution } from "../../src/solvers/endless-distribution.ts";
import { endlessResidual } from "../../src/solvers/endless-residual.ts";
import { solveEndless } from "../../src/solvers/solve-endless.ts";
import { HAS_REFERENCE, REFERENCE } from "../numeric/read-nfg.ts";
import { buildMarkovGame } from "./build-markov-game.ts";
import { lengthenPlainly } from "./plain-clock.ts";

interface Dyad {
  readonly game: Game;
  readonly text: string;
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
    return {
      game: dyadGame(U),
      text: dyadText(U),
      published,
      invariant: [at("pi_peace"), at("pi_crisis"), at("pi_war")],
    };
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

/**
 * The same dyad written as a crisis: what was done last is part of the state,
 * and the step's payoff reads the state the two acted in (`s`) and what they did.
 */
function dyadText(U: number[][][][]): string {
  const moves = (side: number): string =>
    [0, 1, 2]
      .map((a) => `    act${side}_${a}: { then: { ${side === 1 ? "s: 'max(a1, a2)', " : ""}a${side}: ${a} } }`)
      .join("\n");
  const parts = (side: number): string =>
    [0, 1, 2]
      .flatMap((s) => [0, 1, 2].map((a) => ({ s, a, u: U[s]![a]!.map((cell) => cell[side - 1]!) })))
      .map(
        ({ s, a, u }) =>
          `    p${s}${a}: "if(s == ${s} and a1 == ${a}, if(a2 == 0, ${u[0]}, if(a2 == 1, ${u[1]}, ${u[2]})), 0)"`,
      )
      .join("\n");
  return `
crisis: A dyad
clock: { steps: endless }
shocks: counted
discount: 0.9
actors: { first: { precision: 1 }, second: { precision: 1 } }
state: { s: { levels: 3 }, a1: { levels: 3 }, a2: { levels: 3 } }
turns: [[first, second]]
moves:
  first:
${moves(1)}
  second:
${moves(2)}
payoffs:
  first:
${parts(1)}
  second:
${parts(2)}
endings:
  never: { when: a1 + a2 > 4, rule: "Cannot happen: every crisis needs an ending." }
`;
}

function compileText(text: string): Game {
  const { crisis, diagnostics } = readCrisis("dyad.yaml", () => text);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return compileGame(crisis!, { part: partsOf(crisis!)[0]! }).game!;
}

/** Peace, crisis or war by node of position 0: the sharper of the two last actions. */
function stateOf(game: Game, node: number): number {
  const level = (name: string): number => {
    const { stride, radix } = game.variables.find((variable) => variable.name === name)!;
    return Math.floor(game.stateCode[node]! / stride) % radix;
  };
  return Math.max(level("a1"), level("a2"));
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

  it("so they are for the dyad written as a crisis and compiled", () => {
    for (const { game, text, published, invariant } of dyads.slice(0, 5)) {
      const written = compileText(text);
      const states = Array.from({ length: written.blockStart[1]! }, (_, node) => stateOf(written, node));
      expect(states).toHaveLength(27);
      const policy = held(Float64Array.from(states.flatMap((s) => Array.from(published.subarray(9 * s, 9 * s + 9)))));
      expect(endlessResidual(written, policy)).toBeLessThan(1e-8);
      const { probability } = stationaryDistribution(written, policy);
      const shares = invariant.map((_, s) =>
        probability.reduce((sum, p, node) => sum + (states[node] === s ? p : 0), 0),
      );
      expect(distance(shares, invariant)).toBeLessThan(1e-6);
      const cold = solveEndless(written);
      const bare = solveEndless(game).policy.at(0, 0);
      expect(cold.record.converged).toBe(true);
      states.forEach((s, node) => {
        const here = cold.policy.at(0, 0).subarray(9 * node, 9 * node + 9);
        expect(distance(here, bare.subarray(9 * s, 9 * s + 9))).toBeLessThan(1e-9);
      });
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
      const plain = lengthenPlainly(game, 1000);
      expect(plain.settled).toBe(true);
      expect(distance(policy.at(0, 0), plain.row[0]!)).toBeLessThan(1e-9);
      if (distance(policy.at(0, 0), published) < 1e-8) same++;
    }
    expect(same).toBe(3);
  });
});
