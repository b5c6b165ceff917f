/**
 * Unilateral deterrence with types on both sides (Zagare and Kilgour, Perfect
 * Deterrence): Challenger demands or not; Defender concedes or resists; then
 * Challenger backs down or fights. Conditions of the four regimes and the
 * mixtures of the bluff equilibrium as in the book.
 */
import { describe, expect, it } from "vitest";
import { endingShares } from "../../../src/analysis/private/ending-shares.ts";
import { compiled, movesAt, onTree } from "./solve-text.ts";

interface Payoffs {
  readonly sq: number;
  readonly dc: number;
  readonly cd: number;
  readonly hard: number;
  readonly soft: number;
}

// c: DC > SQ > CD, DD; hard DD > CD. d: SQ > CD > DC; hard DD > DC > soft DD.
const c = { sq: 0, dc: 1, cd: -1, hard: -0.5, soft: -2 };
const d = { sq: 1, cd: 0.5, dc: -0.5, hard: 0, soft: -1.5 };
const book: { readonly c: Payoffs; readonly d: Payoffs } = { c, d };
const dt = (d.cd - d.dc) / (d.cd - d.soft);
const ct = (c.dc - c.sq) / (c.dc - c.hard);
const cs = (c.dc - c.sq) / (c.dc - c.cd);

function game(
  challengerHard: number,
  defenderHard: number,
  precision: number,
  [c, d]: readonly [Payoffs, Payoffs] = [book.c, book.d],
): string {
  return `
crisis: Unilateral deterrence
clock: { steps: 1 }
information: private
actors: { challenger: { precision: ${precision} }, defender: { precision: ${precision} } }
state:
  play: { levels: [quiet, demanded, resisted] }
  nerve: { levels: [soft, hard], start: { soft: rest, hard: ${challengerHard} }, seen_by: [challenger] }
  resolve: { levels: [weak, firm], start: { weak: rest, firm: ${defenderHard} }, seen_by: [defender] }
turns: [challenger, defender, challenger]
moves:
  challenger:
    wait: { when: play == quiet, then: { ends: status_quo } }
    demand: { when: play == quiet, then: { play: demanded } }
    back_down: { when: play == resisted, then: { ends: challenger_yields } }
    fight: { when: play == resisted, then: { ends: conflict } }
  defender:
    concede: { when: play == demanded, then: { ends: defender_yields } }
    resist: { when: play == demanded, then: { play: resisted } }
endings:
  status_quo: { rule: a, payoffs: { challenger: ${c.sq}, defender: ${d.sq} } }
  defender_yields: { rule: b, payoffs: { challenger: ${c.dc}, defender: ${d.dc} } }
  challenger_yields: { rule: c, payoffs: { challenger: ${c.cd}, defender: ${d.cd} } }
  conflict:
    rule: d
    payoffs:
      challenger: "if(nerve == hard, ${c.hard}, ${c.soft})"
      defender: "if(resolve == firm, ${d.hard}, ${d.soft})"
  none: { otherwise: true, rule: e }
`;
}

/** P(demand | soft), P(demand | hard), P(resist | weak), P(resist | firm). */
function playOf(challengerHard: number, defenderHard: number, precision: number): readonly number[] {
  const solution = onTree(compiled(game(challengerHard, defenderHard, precision)));
  const demand = (nerve: string) => movesAt(solution, 0, { nerve }).demand!;
  const resist = (resolve: string) => movesAt(solution, 1, { resolve }).resist!;
  return [demand("soft"), demand("hard"), resist("weak"), resist("firm")];
}

function differ(ours: readonly number[], theirs: readonly number[]): number {
  return Math.max(...ours.map((p, k) => Math.abs(p - theirs[k]!)));
}

describe("unilateral deterrence, types on both sides", () => {
  it("deters for certain where the defender is believed firm enough", () => {
    expect(0.9).toBeGreaterThan(ct);
    expect(differ(playOf(0.3, 0.9, 300).slice(0, 2), [0, 0])).toBeLessThan(1e-12);
  });

  it("separates: the hard demand, the firm resist, the others do not", () => {
    expect(0.58).toBeGreaterThan(cs);
    expect(0.58).toBeLessThan(ct);
    expect(differ(playOf(0.3, 0.58, 300), [0, 1, 0, 1])).toBeLessThan(1e-12);
  });

  it("all demand where the defender is believed weak and the challenger hard", () => {
    expect(0.7).toBeGreaterThan(dt);
    expect(0.2).toBeLessThan(cs);
    expect(differ(playOf(0.7, 0.2, 300), [1, 1, 0, 1])).toBeLessThan(1e-12);
  });

  it("bluffs as often as the book says, the closer the larger λ", () => {
    const [nerve, resolve] = [0.3, 0.2];
    const u = (nerve * (1 - dt)) / ((1 - nerve) * dt);
    const v = (cs - resolve) / (1 - resolve);
    const misses = [1e3, 1e4, 1e5].map((lambda) => differ(playOf(nerve, resolve, lambda), [u, 1, v, 1]));
    expect(misses[0]!).toBeLessThan(1e-3);
    expect(misses[2]!).toBeLessThan(1e-5);
    expect(misses[0]! / misses[1]!).toBeCloseTo(10, 0);
    expect(misses[1]! / misses[2]!).toBeCloseTo(10, 0);
  });
});

/** Odds of status quo, Defender concedes, Challenger backs down, conflict: worked out by another program, to four digits. */
const solvedElsewhere: readonly (readonly [
  lambda: number,
  challengerHard: number,
  defenderHard: number,
  odds: readonly number[],
  miss: number,
])[] = [
  // What the four regimes tend to.
  [2e4, 0.5, 0.7, [1, 0, 0, 0], 1e-4],
  [2e4, 0.5, 0.6, [0.5, 0.2, 0, 0.3], 1e-4],
  [2e4, 0.8, 0.3, [0, 0.7, 0.06, 0.24], 1e-4],
  [2e4, 0.4, 0.3, [0.36, 0.32, 0.12, 0.2], 1e-4],
  [120, 0.4, 0.3, [0.3693, 0.3123, 0.1165, 0.202], 5e-5],
  [4, 0.8, 0.3, [0.5077, 0.2061, 0.1064, 0.1797], 5.1e-5],
  [4, 0.4, 0.3, [0.6157, 0.129, 0.1297, 0.1257], 5.1e-5],
  [1, 0.4, 0.3, [0.5103, 0.2229, 0.1357, 0.1311], 5.1e-5],
];

describe("unilateral deterrence solved elsewhere", () => {
  const other: readonly [Payoffs, Payoffs] = [
    { sq: 0.6, dc: 1, cd: 0.2, hard: 0.4, soft: 0 },
    { sq: 1, dc: 0.3, cd: 0.8, hard: 0.5, soft: 0 },
  ];
  it.each(solvedElsewhere)("λ %d, hard with %d and %d: odds %j", (lambda, challenger, defender, odds, miss) => {
    const shares = endingShares(onTree(compiled(game(challenger, defender, lambda, other))));
    expect(differ(Array.from(shares).slice(0, 4), odds)).toBeLessThan(miss);
    expect(shares[4]).toBe(0);
  });
});
