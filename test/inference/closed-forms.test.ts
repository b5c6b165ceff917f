import { describe, expect, it } from "vitest";
import type { Evidence, EvidenceReport } from "../../src/game/evidence.ts";
import type { Game } from "../../src/game/game.ts";
import { GameError } from "../../src/game/game-error.ts";
import { filterPart } from "../../src/inference/filter-part.ts";
import { filterSize } from "../../src/inference/filter-size.ts";
import { buildTinyGame, type TinyChoice } from "./tiny-game.ts";

/*
 * Two steps, one actor: each step it strikes with probability 0.3; a strike
 * ends the crisis with probability 0.5 (ending 0). The state does not show
 * whether it struck.
 */
const strike: TinyChoice = {
  moves: [0],
  cost: [0],
  outcomes: [
    { chance: 0.5, state: 0, ending: 0 },
    { chance: 0.5, state: 0 },
  ],
};
const wait: TinyChoice = { moves: [1], cost: [0], outcomes: [{ chance: 1, state: 0 }] };
const game: Game = buildTinyGame({
  states: 1,
  steps: 2,
  phaseOfStep: [0, 0],
  actors: 1,
  moves: [
    { actor: 0, name: "strike" },
    { actor: 0, name: "wait" },
  ],
  endings: 2,
  stages: [{ kind: "turn", actors: [0], tables: [[[strike, wait]]], tableOfPhase: [0] }],
  residual: [[0]],
  residualEnding: 1,
  otherwise: 1,
  payoff: [[[0]]],
  discount: [1],
  start: [1],
});
const policy = { at: (): Float64Array => Float64Array.of(0.3, 0.7) };

function report(changes: Partial<EvidenceReport> = {}): EvidenceReport {
  return {
    id: "struck",
    chain: [0],
    hit: 0.9,
    to: 0,
    toldDay: 0,
    toldStep: 0,
    sameAs: 0,
    claim: [{ watch: 0, never: false }],
    ...changes,
  };
}

function evidenceOf(reports: readonly EvidenceReport[]): Evidence {
  return {
    sources: [{ name: "paper", reliability: 0.6 }],
    watches: [{ from: 0, moves: Int32Array.of(0), holds: new Uint8Array(0) }],
    reports,
  };
}

/** P(report | claim true) and P(report | claim false) with one source of 0.6 and h = 0.9. */
const TRUE = 0.6 * 0.9 + 0.4 * 0.5;
const FALSE = 0.6 * 0.1 + 0.4 * 0.5;

describe("filterPart on games worked out by hand", () => {
  it("weighs a report of the as-of step also where the crisis ended in it", () => {
    const belief = filterPart(game, policy, evidenceOf([report()]), { asOfStep: 0, asOfDay: 0 });
    expect(belief.mass).toBeCloseTo(0.3 * TRUE + 0.7 * FALSE, 15);
    expect(belief.endings[0]).toBeCloseTo(0.15 * TRUE, 15);
    expect(belief.nextMoves[0]![0]).toBeCloseTo(0.3 * TRUE, 15);
    expect(belief.reliable[0]).toBeCloseTo(0.6 * (0.3 * 0.9 + 0.7 * 0.1), 15);
  });

  it("asks for survival of the steps before", () => {
    const belief = filterPart(game, policy, evidenceOf([report()]), { asOfStep: 1, asOfDay: 0 });
    expect(belief.survival).toBeCloseTo(0.85, 15);
    expect(belief.mass).toBeCloseTo(0.15 * TRUE + 0.7 * FALSE, 15);
    expect(belief.endings[0]).toBe(0);
    expect(belief.endings[1]).toBeCloseTo(0.15 * belief.mass, 15);
  });

  it("lets contradictory reports of one source move the source", () => {
    const reports = [report(), report({ id: "did not", claim: [{ watch: 0, never: true }], sameAs: 1 })];
    const { mass, reliable } = filterPart(game, policy, evidenceOf(reports), { asOfStep: 0, asOfDay: 0 });
    const both = 0.6 * 0.09 + 0.4 * 0.25;
    expect(mass).toBeCloseTo(both, 15);
    expect(reliable[0]! / mass).toBeCloseTo((0.6 * 0.09) / both, 14);
  });

  it("learns nothing from what cannot be judged, nor a second time through same_as", () => {
    const request = { asOfStep: 0, asOfDay: 0, question: { ending: 0, byStep: 1 } };
    const once = filterPart(game, policy, evidenceOf([report()]), request);
    const again = filterPart(game, policy, evidenceOf([report(), report({ id: "again" })]), request);
    expect(again.question / again.mass).toBeCloseTo(once.question / once.mass, 15);
    const vague = filterPart(game, policy, evidenceOf([report({ hit: 0.5 })]), request);
    expect(vague.mass).toBeCloseTo(0.5, 15);
    expect(vague.question / vague.mass).toBeCloseTo(0.15 + 0.85 * 0.15, 15);
  });

  it("gives mass 0 to what a sure source cannot have said", () => {
    const sure = {
      ...evidenceOf([report({ hit: 1, chain: [], to: 1 }), report({ hit: 0, chain: [], to: 1, sameAs: 1 })]),
    };
    const { mass, prefix, survival } = filterPart(game, policy, sure, { asOfStep: 1, asOfDay: 0 });
    expect(survival).toBeCloseTo(0.85, 15);
    expect(prefix[0]).toBeGreaterThan(0);
    expect([prefix[1], mass]).toEqual([0, 0]);
  });

  it("answers a question whose date has passed with mass 0", () => {
    const request = { asOfStep: 1, asOfDay: 0, question: { ending: 0, byStep: 0 } };
    expect(filterPart(game, policy, evidenceOf([report()]), request).question).toBe(0);
  });

  it("refuses an endless clock and steps outside the clock", () => {
    const code = (refused: Game, asOfStep: number): string | undefined => {
      try {
        filterPart(refused, policy, evidenceOf([]), { asOfStep, asOfDay: 0 });
      } catch (thrown) {
        if (thrown instanceof GameError) return thrown.code;
      }
      return undefined;
    };
    expect(code({ ...game, steps: Number.POSITIVE_INFINITY }, 0)).toBe("needs-finite-clock");
    for (const step of [-1, 2, 0.5]) expect(code(game, step)).toBe("step-outside-clock");
  });
});

describe("filterSize", () => {
  it("counts no column for what is weighed at once, one bit for what lives on", () => {
    const request = { asOfStep: 1, asOfDay: 1 };
    expect(filterSize(game, evidenceOf([]), request).columnsByStep).toEqual([1, 1]);
    const later = filterSize(game, evidenceOf([report({ to: 1 })]), request);
    expect(later.columnsByStep).toEqual([2, 2]);
    expect([later.step, later.watches, later.sources]).toEqual([0, [0], []]);
  });

  it("counts seen and unseen once where the one source is unreliable", () => {
    const reports = [report(), report({ id: "later", to: 1, sameAs: 1 })];
    // At the end of step 0: struck or not. In step 1: reliable and struck, reliable and not, unreliable.
    expect(filterSize(game, evidenceOf(reports), { asOfStep: 1, asOfDay: 1 }).columnsByStep).toEqual([2, 3]);
  });

  it("is what the filter says it took", () => {
    const request = { asOfStep: 1, asOfDay: 1 };
    const evidence = evidenceOf([report(), report({ id: "later", to: 1, sameAs: 1 })]);
    expect(filterPart(game, policy, evidence, request).cells).toBe(filterSize(game, evidence, request).cells);
  });

  it("counts all combinations of more facts than a filter tries, and the filter refuses", () => {
    const many = Array.from({ length: 20 }, (_, k) => k);
    const evidence: Evidence = {
      sources: many.map((k) => ({ name: `source ${k}`, reliability: 0.5 })),
      watches: evidenceOf([]).watches,
      reports: many.flatMap((k) => [
        report({ chain: [k], sameAs: 2 * k }),
        report({ chain: [k], to: 1, sameAs: 2 * k + 1 }),
      ]),
    };
    const request = { asOfStep: 1, asOfDay: 1 };
    expect(filterSize(game, evidence, request).columns).toBe(2 ** 21);
    expect(() => filterPart(game, policy, evidence, request)).toThrow(/21 hidden yes-or-no facts/);
  });
});
