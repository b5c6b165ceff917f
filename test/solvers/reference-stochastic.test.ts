import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Game } from "../../src/game/game.ts";
import type { Solution } from "../../src/game/policy.ts";
import { memberMix } from "../../src/solvers/endless-sweep.ts";
import { solveEndless } from "../../src/solvers/solve-endless.ts";
import { HAS_REFERENCE, REFERENCE } from "../numeric/read-nfg.ts";
import { buildMarkovGame } from "./build-markov-game.ts";

type Nested = number | Nested[];

/** A stochastic game with the equilibria another solver found. */
interface Stochastic {
  readonly delta: number[];
  readonly payoffs: Nested[][];
  readonly transitions: Nested[];
  readonly results: { readonly lam: number; readonly strategies: number[][][]; readonly values: number[][] }[];
}

function at(table: Nested, path: readonly number[]): Nested {
  return path.reduce<Nested>((part, k) => (part as Nested[])[k]!, table);
}

function countsOf(table: Nested): number[] {
  return typeof table === "number" ? [] : [table.length, ...countsOf(table[0]!)];
}

function read(name: string): Stochastic {
  return JSON.parse(readFileSync(`${REFERENCE}solved_games/stochastic/${name}.json`, "utf8")) as Stochastic;
}

function gameOf(file: Stochastic, lambda: number): Game {
  return buildMarkovGame({
    counts: file.payoffs.map((players) => countsOf(players[0]!)),
    payoff: (state, profile) => file.payoffs[state]!.map((table) => at(table, profile) as number),
    next: (state, profile) => at(file.transitions[state]!, profile) as number[],
    precision: file.delta.map(() => lambda),
    discount: file.delta,
  });
}

function worstDifference(game: Game, solution: Solution, result: Stochastic["results"][number]): number {
  const J = game.actors.length;
  const table = game.stages[0]!.tables[0]!;
  let worst = 0;
  result.strategies.forEach((players, state) => {
    players.forEach((strategy, player) => {
      const mix = memberMix(table, J, state, player, solution.policy.at(0, 0));
      strategy.forEach((p, a) => {
        worst = Math.max(worst, Math.abs(p - mix[a]!));
      });
      worst = Math.max(worst, Math.abs(result.values[state]![player]! - solution.value[state * J + player]!) * 0.01);
    });
  });
  return worst;
}

describe.skipIf(!HAS_REFERENCE)(
  "stochastic games solved elsewhere (skipped where the reference data is absent)",
  () => {
    it.each(["sg01_3s_2p_2x2", "sg03_4s_3p_2x2x2", "sg05_finite_T4_L4_3p"])(
      "%s: strategies and values at every λ, by both rules",
      (name) => {
        const file = read(name);
        expect(file.results.length).toBeGreaterThanOrEqual(4);
        for (const result of file.results) {
          const game = gameOf(file, result.lam);
          const byClocks = solveEndless(game);
          const byBranch = solveEndless(game, { maxSteps: 1 });
          expect(byClocks.record.converged && byBranch.record.converged).toBe(true);
          expect(byClocks.record.method).toContain("clocks");
          expect(byBranch.record.method).toContain("branch");
          expect(worstDifference(game, byClocks, result)).toBeLessThan(1e-10);
          expect(worstDifference(game, byBranch, result)).toBeLessThan(1e-10);
        }
      },
    );
  },
);
