/** Changes that must change nothing, and the grid against the tree as it is refined. */
import { describe, expect, it } from "vitest";
import { forecast } from "../../../src/analysis/forecast.ts";
import type { ForecastResult } from "../../../src/analysis/forecast-result.ts";
import { endingShares } from "../../../src/analysis/private/ending-shares.ts";
import { parameterValues } from "../../../src/crisis/compile/parts.ts";
import { compileEvidence } from "../../../src/crisis/compile-evidence.ts";
import type { PartBelief } from "../../../src/inference/belief.ts";
import { filterPart } from "../../../src/inference/filter-part.ts";
import { readText } from "../../crisis/read-text.ts";
import { compiled, movesAt, onGrid, onTree } from "./solve-text.ts";

interface Bluff {
  readonly information?: "open" | "private";
  readonly precision?: number;
  readonly stakes?: string;
  readonly resolve?: string;
  readonly more?: string;
  readonly drivers?: string;
  readonly reports?: string;
}

function bluff({ information = "private", precision = 2, ...rest }: Bluff = {}): string {
  return `
crisis: A bluff
question: { ask: "War?", ending: war, by: 2 }
clock: { steps: 2 }
information: ${information}
actors: { challenger: { precision: ${precision} }, defender: { precision: ${precision} } }
state:
  claim: { levels: [none, made] }
  stakes: ${rest.stakes ?? "{ levels: [low, high], start: { low: 50%, high: 50% }, seen_by: [challenger] }"}
  resolve: ${rest.resolve ?? "{ levels: [soft, hard], start: { soft: 60%, hard: 40% }, seen_by: [defender] }"}
${rest.more ?? ""}
${rest.drivers ?? ""}
moves:
  challenger:
    hold: nothing
    challenge: { then: { claim: made } }
  defender:
    concede: { when: claim == made, then: { ends: conceded } }
    resist: { when: claim == made, then: [{ 50%: { ends: war } }, { rest: { claim: none } }] }
endings:
  conceded: { rule: a, payoffs: { challenger: "if(stakes == high, 2, 1)", defender: -1 } }
  war: { rule: b, payoffs: { challenger: -2, defender: "if(resolve == hard, -0.5, -2)" } }
  peace: { otherwise: true, rule: c }
sources: { press: { grade: B } }
reports: [${rest.reports ?? ""}]
`;
}

async function forecastOf(text: string): Promise<ForecastResult> {
  const { result, diagnostics } = await forecast(readText(text));
  if (!result) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return result;
}

function apart(one: ArrayLike<number>, other: ArrayLike<number>): number {
  return Math.max(...Array.from(one, (p, k) => Math.abs(p - other[k]!)));
}

const odds = ({ endings }: ForecastResult): readonly number[] => endings.map(({ probability }) => probability);

describe("a game of private information", () => {
  it("changes nothing for a private variable whose levels are worth the same", async () => {
    const more =
      "  mood: { levels: [calm, tense, grim], start: { calm: 20%, tense: 30%, grim: 50% }, seen_by: [defender] }";
    const [one, other] = [await forecastOf(bluff()), await forecastOf(bluff({ more }))];
    expect(apart(odds(one), odds(other))).toBeLessThan(1e-12);
    expect(other.hidden.mood).toMatchObject({ calm: expect.closeTo(0.2, 12), grim: expect.closeTo(0.5, 12) });
    expect(
      apart(endingShares(onGrid(compiled(bluff({ more })), 0.25)), endingShares(onGrid(compiled(bluff()), 0.25))),
    ).toBeLessThan(1e-2);
  });

  it("is the seen game where beliefs are at 0 or 1, on tree and grid", async () => {
    for (const [low, soft] of [
      ["100%", "0%"],
      ["0%", "100%"],
    ] as const) {
      const certain = {
        stakes: `{ levels: [low, high], start: { low: ${low}, high: rest }, seen_by: [challenger] }`,
        resolve: `{ levels: [soft, hard], start: { soft: ${soft}, hard: rest }, seen_by: [defender] }`,
      };
      const open = odds(await forecastOf(bluff({ ...certain, information: "open" })));
      expect(apart(odds(await forecastOf(bluff(certain))), open)).toBeLessThan(1e-12);
      expect(apart(endingShares(onGrid(compiled(bluff(certain)), 0.1)), open)).toBeLessThan(1e-12);
    }
  });

  it("changes nothing for a level that is surely not there", async () => {
    const resolve = "{ levels: [soft, hard, mad], start: { soft: 60%, hard: 40%, mad: 0% }, seen_by: [defender] }";
    expect(apart(odds(await forecastOf(bluff({ resolve }))), odds(await forecastOf(bluff())))).toBeLessThan(1e-12);
  });

  it("is the open game where everybody sees everything", async () => {
    const seen = (levels: string, start: string) =>
      `{ levels: [${levels}], start: { ${start} }, seen_by: [challenger, defender] }`;
    const all = {
      stakes: seen("low, high", "low: 50%, high: 50%"),
      resolve: seen("soft, hard", "soft: 60%, hard: 40%"),
    };
    const one = await forecastOf(bluff({ ...all, information: "open" }));
    const other = await forecastOf(bluff(all));
    expect(odds(other)).toEqual(odds(one));
    expect(other.solution.parts).toBe(4);
  });

  it("differs from the open game where somebody does not see", async () => {
    const open = odds(await forecastOf(bluff({ information: "open" })));
    expect(apart(odds(await forecastOf(bluff())), open)).toBeGreaterThan(0.01);
  });

  it("weighs a report by Bayes' rule over what each type does", async () => {
    const reports = "{ id: firm, happened: 1, source: press, credibility: 2, saw: defender.resist }";
    const text = bluff({ reports });
    const solution = onTree(compiled(text));
    const demand =
      0.5 * (movesAt(solution, 0, { stakes: "low" }).challenge! + movesAt(solution, 0, { stakes: "high" }).challenge!);
    const resists = {
      soft: movesAt(solution, 1, { resolve: "soft", claim: "made" }).resist!,
      hard: movesAt(solution, 1, { resolve: "hard", claim: "made" }).resist!,
    };
    const told = (resist: number): number => {
      const claim = demand * resist;
      return 0.85 * (0.9 * claim + 0.1 * (1 - claim)) + 0.15 * 0.5;
    };
    const [soft, hard] = [0.6 * told(resists.soft), 0.4 * told(resists.hard)];
    const { hidden, reports: weighed } = await forecastOf(text);
    expect(hidden.resolve!.hard).toBeCloseTo(hard / (soft + hard), 12);
    expect(weighed[0]!.surprise).toBeCloseTo(-Math.log2(soft + hard), 12);
  });

  it("weighs reports on the grid as on the tree: secrets, question, surprise", () => {
    const drivers = "drivers: { resolve: [{ otherwise: true, soft: 10%, stay: rest }] }";
    const reports =
      "{ id: firm, happened: 1, source: press, credibility: 2, saw: defender.resist }, { id: leak, happened: 1, source: press, credibility: 3, saw: { resolve: hard } }";
    const base = compiled(bluff({ drivers, reports }));
    const beliefs = [onTree(base), onGrid(base)].map(({ game, policy }) => {
      const evidence = compileEvidence(
        base.crisis,
        game,
        new Int32Array(base.crisis.variables.length).fill(-1),
        parameterValues(base.crisis),
      );
      const question = { ending: 1, byStep: 1 };
      return filterPart(game, policy, evidence, { asOfStep: 1, asOfDay: 1, question });
    });
    const [tree, grid] = beliefs;
    const read = (belief: PartBelief): readonly number[] => [
      belief.mass,
      belief.question / belief.mass,
      belief.survival,
      ...belief.prefix,
      ...belief.levelsNow.flatMap((own) => Array.from(own, (mass) => mass / belief.mass)),
      ...belief.nextMoves.flatMap((own) => Array.from(own)),
    ];
    expect(tree!.counted).toHaveLength(2);
    expect(apart(read(tree!), read(grid!))).toBeLessThan(1e-4);
    expect(apart(read(tree!), read(grid!))).toBeGreaterThan(0); // two ways, not one
  });

  it("comes as close on the grid as the square of its spacing", () => {
    const drivers = "drivers: { resolve: [{ otherwise: true, soft: 10%, stay: rest }] }";
    for (const text of [bluff({ precision: 4 }), bluff({ precision: 3, drivers })]) {
      const game = compiled(text);
      const exact = endingShares(onTree(game));
      const misses = [0.25, 0.5, 1].map((fineness) => apart(endingShares(onGrid(game, fineness)), exact));
      expect(misses[2]!).toBeLessThan(1e-3);
      expect(Math.log2(misses[0]! / misses[2]!) / 2).toBeGreaterThan(1.6);
    }
  });

  it("says what the grid matters, and how it was solved", () => {
    const { record } = onGrid(compiled(bluff()), 0.25);
    expect(record.method).toContain("grid of public beliefs");
    expect(record.converged).toBe(true);
    expect(record.residual).toBeLessThan(1e-10);
    expect(record.notes[0]).toMatch(
      /^Public beliefs on a grid of 81 points \(8 × 8 intervals\); half as fine, the odds of no ending change by more than [\d.]+ points\.$/,
    );
  });
});
