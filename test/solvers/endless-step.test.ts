import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import type { Game } from "../../src/game/game.ts";
import { randomStream } from "../../src/numeric/random.ts";
import { BackwardStep } from "../../src/solvers/backward-step.ts";
import { EndlessStep } from "../../src/solvers/endless-step.ts";
import { endlessTables } from "../../src/solvers/endless-tables.ts";
import { policyRow } from "../../src/solvers/solve-backward.ts";
import { solveEndless } from "../../src/solvers/solve-endless.ts";
import { type CrisisDocument, randomCrisisDocument, writeCrisis } from "../properties/random-crisis.ts";
import { buildMarkovGame } from "./build-markov-game.ts";
import { lengthenPlainly, rowDistance } from "./plain-clock.ts";

/** A crisis without what an endless clock cannot have. */
function withoutEnd(document: CrisisDocument): CrisisDocument {
  const { question: _, reports: __, estimates: ___, ended: ____, ...rest } = document;
  const endings = Object.entries(rest.endings as Record<string, object>).filter(
    ([, ending]) => !("otherwise" in ending),
  );
  return { ...rest, clock: { steps: "endless" }, discount: 0.9, endings: Object.fromEntries(endings) };
}

/** Undefined where the crisis drawn makes no game. */
function gameOf(document: CrisisDocument): Game | undefined {
  const { crisis } = readCrisis("drawn.yaml", () => writeCrisis(document));
  return crisis && compileGame(crisis, { part: partsOf(crisis)[0]! }).game;
}

const crises = randomCrisisDocument({ sameTime: true, bestReply: true, shocks: true }).map(withoutEnd);

function outcomesOf(game: Game): number {
  return game.stages.reduce((sum, { tables }, p) => {
    const { choiceStart, outcomeStart } = tables[0]!;
    return sum + outcomeStart[choiceStart[game.active[p]!]!]!;
  }, 0);
}

/** Games of two actors in which everything is drawn. */
function drawn(seed: number, lambda: number, discount: number, shocks: "counted" | "excluded"): Game {
  const states = 2 + (seed % 3);
  const options = 2 + (seed % 2);
  const random = randomStream(seed, 7);
  const cells = states * options * options;
  const payoff = Array.from({ length: 2 * cells }, () => random.next());
  const next = Array.from({ length: cells }, () => {
    const weights = Array.from({ length: states }, () => random.next() ** 6);
    const total = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight) => weight / total);
  });
  const cell = (state: number, profile: readonly number[]): number =>
    (state * options + profile[0]!) * options + profile[1]!;
  return buildMarkovGame({
    counts: Array.from({ length: states }, () => [options, options]),
    payoff: (state, profile) => payoff.slice(2 * cell(state, profile), 2 * cell(state, profile) + 2),
    next: (state, profile) => next[cell(state, profile)]!,
    precision: [lambda, lambda],
    discount: [discount, discount],
    shocks,
  });
}

describe("a step with chance taken out", () => {
  it("is a backward step, on random crises of every kind, with no more outcomes", () => {
    let games = 0;
    const kinds = new Set<string>();
    fc.assert(
      fc.property(crises, (document) => {
        const game = gameOf(document);
        if (!game) return;
        games++;
        for (const { kind } of game.stages) kinds.add(kind);
        const plain = new BackwardStep(game);
        const step = new EndlessStep(game);
        const [first, second] = [policyRow(game, 0), policyRow(game, 0)];
        step.writePasses(second);
        const size = game.blockStart[1]! * game.actors.length;
        for (const tracing of ["open", "open", "none", "all"] as const) {
          plain.run(0, game.active, 0, false, first);
          step.run(second, tracing);
          for (let k = 0; k < size; k++) expect(step.value[k]).toBeCloseTo(plain.value[k]!, 9);
          if (plain.ties === 0) expect(rowDistance(first, second)).toBeLessThan(1e-8);
        }
        expect(step.ties).toBe(plain.ties);
        const kept = endlessTables(game).stages.reduce((sum, { rows }) => sum + rows.chance.length, 0);
        expect(kept).toBeLessThanOrEqual(outcomesOf(game));
      }),
      { seed: 20, numRuns: 300 },
    );
    expect(games).toBeGreaterThan(100);
    expect([...kinds].sort()).toEqual(["driver", "given", "together", "turn"]);
  });

  it("takes all of chance out of a game that draws the next state once", () => {
    const game = drawn(4, 2, 0.9, "excluded");
    const { stages, slots } = endlessTables(game);
    expect(stages).toHaveLength(1);
    expect(slots).toBe(2 * game.blockStart[1]!);
    // 3 states, 4 profiles each, 3 next states.
    expect(stages[0]!.rows.chance).toHaveLength(36);
  });
});

describe("the limit of ever longer clocks", () => {
  it("is what backward steps alone lead to, also where stages have several equilibria", () => {
    let settled = 0;
    let several = 0;
    for (const lambda of [1, 4, 10, 30]) {
      // Of the last two games the clocks go round in circles, unless a stage is let stay where it no longer belongs.
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 89, 101]) {
        const game = drawn(seed, lambda, [0.5, 0.9, 0.97][seed % 3]!, seed % 2 === 0 ? "counted" : "excluded");
        const plain = lengthenPlainly(game, 500);
        const { policy, record } = solveEndless(game);
        expect(record.converged).toBe(true);
        expect(record.method.endsWith("limit of ever longer finite clocks")).toBe(plain.settled);
        if (!plain.settled) continue;
        settled++;
        if (lambda >= 10) several++;
        expect(rowDistance([policy.at(0, 0)], [plain.row[0]!])).toBeLessThan(1e-9);
      }
    }
    expect(settled).toBeGreaterThan(40);
    expect(several).toBeGreaterThan(15);
  });
});

/** Two sides hold out or give in; as long as both hold it goes on at a cost, and whoever holds alone has the prize. */
function attrition(edge: number, lambda: number, discount: number, cost: number): Game {
  return buildMarkovGame({
    counts: [
      [2, 2],
      [1, 1],
    ],
    payoff: (state, [first, second]) => {
      if (state === 1) return [0, 0];
      if (first === 0 && second === 0) return [-cost, -cost];
      if (first === 1 && second === 1) return [0.5, 0.5];
      return first === 0 ? [1 + edge, 0] : [0, 1];
    },
    next: (state, [first, second]) => (state === 0 && first === 0 && second === 0 ? [1, 0] : [0, 1]),
    precision: [lambda, lambda],
    discount: [discount, discount],
  });
}

describe("a game that is nearly symmetric", () => {
  it("is not left where longer clocks only pass by", () => {
    let apart = 0;
    for (const edge of [1e-6, 1e-5, 1e-4, 1e-3]) {
      for (const lambda of [4, 6]) {
        for (const cost of [0.1, 0.3]) {
          const game = attrition(edge, lambda, 0.9, cost);
          const plain = lengthenPlainly(game, 3000);
          const { policy, record } = solveEndless(game);
          expect(record.method.endsWith("limit of ever longer finite clocks")).toBe(plain.settled);
          expect(rowDistance([policy.at(0, 0)], [plain.row[0]!])).toBeLessThan(1e-7);
          const profile = policy.at(0, 0);
          if (Math.abs(profile[1]! - profile[2]!) > 0.1) apart++;
        }
      }
    }
    expect(apart).toBeGreaterThan(8);
  });

  it("and one that is symmetric stays so", () => {
    for (const lambda of [2, 4, 6]) {
      const { policy, record } = solveEndless(attrition(0, lambda, 0.9, 0.1));
      expect(record).toMatchObject({ converged: true });
      const profile = policy.at(0, 0);
      expect(Math.abs(profile[1]! - profile[2]!)).toBeLessThan(1e-9);
    }
  });
});

describe("one actor that takes the best move", () => {
  it("settles, also where its policy comes back while values still move", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = randomStream(seed, 5);
      const payoff = Array.from({ length: 12 }, () => random.next());
      const next = Array.from({ length: 12 }, () => {
        const weights = Array.from({ length: 4 }, () => random.next() ** 6);
        const total = weights.reduce((a, b) => a + b, 0);
        return weights.map((weight) => weight / total);
      });
      const together = buildMarkovGame({
        counts: [[3], [3], [3], [3]],
        payoff: (state, profile) => [payoff[3 * state + profile[0]!]!],
        next: (state, profile) => next[3 * state + profile[0]!]!,
        precision: [1],
        discount: [0.95],
      });
      const stages = together.stages.map((stage) => ({
        ...stage,
        kind: stage.kind === "together" ? ("turn" as const) : stage.kind,
      }));
      const game = { ...together, stages, precision: Float64Array.of(Number.POSITIVE_INFINITY) };
      const { policy, record } = solveEndless(game);
      expect(record).toMatchObject({ converged: true });
      expect(rowDistance([policy.at(0, 0)], [lengthenPlainly(game, 1000).row[0]!])).toBeLessThan(1e-9);
    }
  });
});
