import { describe, expect, it } from "vitest";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import type { Game } from "../../src/game/game.ts";
import { randomStream } from "../../src/numeric/random.ts";
import { stationaryDistribution } from "../../src/solvers/endless-distribution.ts";
import { endlessResidual } from "../../src/solvers/endless-residual.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { solveEndless } from "../../src/solvers/solve-endless.ts";
import { buildMarkovGame } from "./build-markov-game.ts";

/** Three states, two actors with two options each, everything drawn. */
function drawn(seed: number, lambda: number, spec: { steps?: number; discount?: number } = {}): Game {
  const random = randomStream(seed);
  const payoff = Array.from({ length: 24 }, () => random.next());
  const next = Array.from({ length: 12 }, () => {
    const weights = [0, 1, 2].map(() => random.next() ** 4);
    const total = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight) => weight / total);
  });
  const cell = (state: number, profile: readonly number[]): number => state * 4 + profile[0]! * 2 + profile[1]!;
  const { discount = 0.95, ...clock } = spec;
  return buildMarkovGame({
    counts: [
      [2, 2],
      [2, 2],
      [2, 2],
    ],
    payoff: (state, profile) => payoff.slice(2 * cell(state, profile), 2 * cell(state, profile) + 2),
    next: (state, profile) => next[cell(state, profile)]!,
    precision: [lambda, lambda],
    discount: [discount, discount],
    ...clock,
  });
}

/** One actor keeps going for a payoff of 1 a step at a cost of 0.4, or rests for nothing. */
function lone(lambda: number, discount: number, shocks: "excluded" | "counted"): Game {
  return buildMarkovGame({
    counts: [[2]],
    payoff: (_, profile) => [profile[0] === 0 ? 1 : 0],
    next: () => [1],
    precision: [lambda],
    discount: [discount],
    shocks,
    cost: (_, __, option) => (option === 0 ? 0.4 : 0),
  });
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = 0;
  for (let k = 0; k < b.length; k++) worst = Math.max(worst, Math.abs(a[k]! - b[k]!));
  return worst;
}

describe("an endless clock", () => {
  it("one state, one actor: closed form, shocks counted or not", () => {
    const go = 1 / (1 + Math.exp(-2 * 0.6));
    const plain = solveEndless(lone(2, 0.9, "excluded"));
    expect(plain.policy.at(0, 0)[0]).toBeCloseTo(go, 13);
    expect(plain.value[0]).toBeCloseTo((0.6 * go) / 0.1, 10);
    expect(plain.record).toMatchObject({ converged: true });
    const counted = solveEndless(lone(2, 0.9, "counted"));
    expect(counted.record).toMatchObject({ converged: true });
    expect(counted.policy.at(7, 0)[0]).toBeCloseTo(go, 13);
    expect(counted.value[0]).toBeCloseTo(Math.log(Math.exp(2 * 0.6) + 1) / 2 / 0.1, 10);
  });

  it("is the limit of longer and longer finite clocks", () => {
    const endless = solveEndless(drawn(1, 3));
    const finite = solveBackward(drawn(1, 3, { steps: 700 }));
    expect(endless.record).toMatchObject({ converged: true, ties: 0 });
    expect(endless.record.residual).toBeLessThan(1e-12);
    expect(distance(endless.policy.at(0, 0), finite.policy.at(0, 0))).toBeLessThan(1e-10);
    expect(distance(endless.value, finite.value)).toBeLessThan(1e-9);
  });

  it("a discount of 0.9999 takes few steps", () => {
    const { record } = solveEndless(drawn(1, 3, { discount: 0.9999 }));
    expect(record).toMatchObject({ converged: true });
    expect(record.iterations).toBeLessThan(500);
  });

  it("where clocks go round in circles the branch from λ = 0 is taken, and the record says so", () => {
    const { record } = solveEndless(drawn(2, 10));
    expect(record.converged).toBe(true);
    expect(record.method).toContain("branch from λ = 0");
    expect(record.notes[0]).toContain("do not settle");
    expect(record.residual).toBeLessThan(1e-8);
  });

  it("the branch gives what the clocks give where both get there", () => {
    const game = drawn(1, 3);
    const branch = solveEndless(game, { maxSteps: 1 });
    expect(branch.record.method).toContain("branch");
    expect(distance(branch.policy.at(0, 0), solveEndless(game).policy.at(0, 0))).toBeLessThan(1e-10);
  });

  it("the branch goes on where the equilibrium picked in one state would jump", () => {
    const { record } = solveEndless(drawn(28, 10));
    expect(record).toMatchObject({ converged: true });
    expect(record.method).toContain("branch from λ = 0");
  });

  it("with shocks counted the branch grows from payoffs of zero", () => {
    const game = { ...drawn(1, 3), shocks: "counted" as const };
    const branch = solveEndless(game, { maxSteps: 1 });
    expect(branch.record.method).toContain("branch from λ = 0");
    expect(branch.record.converged).toBe(true);
    expect(distance(branch.policy.at(0, 0), solveEndless(game).policy.at(0, 0))).toBeLessThan(1e-10);
    expect(distance(branch.value, solveEndless(game).value)).toBeLessThan(1e-8);
  });

  it("a finite clock is refused, and so is a discount of 1", () => {
    const finite = drawn(1, 1, { steps: 3 });
    const policy = solveBackward(finite).policy;
    const refusal = expect.objectContaining({ code: "needs-endless-clock" });
    expect(() => solveEndless(finite)).toThrow(refusal);
    expect(() => endlessResidual(finite, policy)).toThrow(refusal);
    expect(() => stationaryDistribution(finite, policy)).toThrow(refusal);
    expect(() => solveEndless(drawn(1, 1, { discount: 1 }))).toThrow(expect.objectContaining({ code: "bad-discount" }));
  });

  it("stops on request", () => {
    const stop = (): void => void solveEndless(drawn(1, 3), { shouldStop: () => true });
    expect(stop).toThrow(expect.objectContaining({ code: "cancelled" }));
  });
});

describe("the invariant distribution", () => {
  it("of a two-state chain, also one that alternates", () => {
    const chain = (stay: number): Game =>
      buildMarkovGame({
        counts: [[1], [1]],
        payoff: () => [0],
        next: (state) => (state === 0 ? [stay, 1 - stay] : [1, 0]),
        precision: [1],
        discount: [0.9],
      });
    const of = (stay: number): Float64Array => {
      const game = chain(stay);
      return stationaryDistribution(game, solveEndless(game).policy).probability;
    };
    expect(distance(of(0.5), [2 / 3, 1 / 3])).toBeLessThan(1e-12);
    expect(distance(of(0), [0.5, 0.5])).toBeLessThan(1e-12);
    expect(distance(of(0.999), [1000 / 1001, 1 / 1001])).toBeLessThan(1e-10);
  });
});

/** Turns in order, a driver, an ending, the residual, and one side that always takes the best move. */
function standoff(steps: string): Game {
  const text = `
crisis: A standoff
clock: { steps: ${steps} }
discount: 0.9
actors: { hawk: { precision: infinite }, dove: { precision: 3 } }
state: { heat: { levels: 4, start: 1 } }
drivers:
  heat: [{ when: heat == 3, 2: 30%, stay: rest }, { otherwise: true, stay: rest }]
moves:
  hawk:
    wait: nothing
    feint: nothing
    press: { when: heat < 3, cost: 0.05, then: { heat: up 1 } }
  dove:
    hold: nothing
    calm: { when: heat > 0, cost: 0.1, then: { heat: down 1 } }
    strike: { when: heat == 3, then: { ends: war } }
payoffs: { hawk: 0.2 * heat, dove: -0.3 * heat }
endings:
  war: { rule: "They fight.", payoffs: { hawk: -1, dove: -2 } }
  else: { chance: 1%, rule: "Anything else.", payoffs: { hawk: 0.5, dove: -5 } }
${steps === "endless" ? "" : `  on: { otherwise: true, rule: "It goes on." }\n`}`;
  const { crisis, diagnostics } = readCrisis("standoff.yaml", () => text);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return compileGame(crisis!, { part: partsOf(crisis!)[0]! }).game!;
}

describe("a crisis with turns, drivers and endings", () => {
  it("settles where the finite clock does, ties and all, and passes the check", () => {
    const game = standoff("endless");
    const { policy, value, record } = solveEndless(game);
    expect(record).toMatchObject({ converged: true });
    expect(record.ties).toBeGreaterThan(0);
    expect(record.residual).toBeLessThan(1e-12);
    const finite = solveBackward(standoff("500"));
    // The finite clock numbers nodes by the step they are first reached in, and so does the endless one.
    for (const stage of [0, 1]) {
      const late = finite.policy.at(0, stage);
      expect(distance(policy.at(0, stage).subarray(0, late.length), late)).toBeLessThan(1e-9);
    }
    expect(value[0]).toBeCloseTo(finite.value[0]!, 9);
    expect(value[1]).toBeCloseTo(finite.value[1]!, 9);
  });

  it("says so where it does not get there: best replies have no branch to follow", () => {
    const { record } = solveEndless(standoff("endless"), { maxSteps: 1 });
    expect(record.converged).toBe(false);
    expect(record.notes.at(-1)).toContain("no stationary equilibrium was found");
  });

  it("turns in order have a branch too", () => {
    const game = { ...standoff("endless"), precision: Float64Array.of(4, 3) };
    const branch = solveEndless(game, { maxSteps: 1 });
    const clocks = solveEndless(game);
    expect([branch.record.method, clocks.record.method].map((method) => method.split(": ")[1])).toEqual([
      "branch from λ = 0",
      "limit of ever longer finite clocks",
    ]);
    expect(branch.record.converged && clocks.record.converged).toBe(true);
    for (const stage of [0, 1]) {
      expect(distance(branch.policy.at(0, stage), clocks.policy.at(0, stage))).toBeLessThan(1e-10);
    }
  });

  it("loses to endings what the invariant distribution is among the rest of", () => {
    const game = standoff("endless");
    const { probability, survival, converged } = stationaryDistribution(game, solveEndless(game).policy);
    expect(converged).toBe(true);
    expect(probability.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    // In the long run those left are where nobody presses, and only the residual takes anything.
    expect(survival).toBeCloseTo(0.99, 10);
  });
});
