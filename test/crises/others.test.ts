/**
 * Cuba 1962, Taiwan 1995-96 and the teaching example: clean files that carry
 * their sources, odds that add up, and the teaching example computed by hand.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import type { ForecastResult } from "../../src/analysis/forecast-result.ts";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { type ReadResult, readCrisis } from "../../src/crisis/read-crisis.ts";

const root = new URL("../../", import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, root), "utf8");
const read = (file: string): ReadResult => readCrisis(file, textOf);

function crisisOf(file: string): Crisis {
  const { crisis, diagnostics } = read(file);
  expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([]);
  return crisis!;
}

async function oddsOf(crisis: Crisis, asOf: string): Promise<ForecastResult> {
  const { result, diagnostics } = await forecast(crisis, { asOf });
  expect(diagnostics.filter((diagnostic) => diagnostic.severity === "error")).toEqual([]);
  return result!;
}

describe("deterrence in two steps, by hand", () => {
  const crisis = crisisOf("crises/deterrence/crisis.yaml");
  // F is the chance of a move better by x / λ than the only other one; λ = 2.
  const F = (x: number): number => 1 / (1 + Math.exp(-x));

  /** All figures of one kind of defender, to whom war is worth `war`; the tables of docs/deterrence-by-hand.md. */
  function byHand(war: number) {
    const resistWorth2 = (war + 0) / 2;
    const resist2 = F(2 * (resistWorth2 - -1));
    const challengeWorth2 = (1 - resist2) * 1 + resist2 * (-2 / 2);
    const challenge2 = F(2 * (challengeWorth2 - 0));
    const challengerValue2 = challenge2 * challengeWorth2;
    const defenderValue2 = challenge2 * ((1 - resist2) * -1 + resist2 * resistWorth2);
    const resistWorth1 = (war + defenderValue2) / 2;
    const resist1 = F(2 * (resistWorth1 - -1));
    const challengeWorth1 = (1 - resist1) * 1 + resist1 * ((-2 + challengerValue2) / 2);
    const challenge1 = F(2 * (challengeWorth1 - challengerValue2));
    const war1 = (challenge1 * resist1) / 2;
    const war2 = (challenge2 * resist2) / 2; // once step 2 is reached
    return { challenge1, resist1, challenge2, resist2, war1, war2, reach2: 1 - challenge1 + war1 };
  }
  const soft = byHand(-2);
  const hard = byHand(-0.5);
  const prior = { soft: 0.6, hard: 0.4 };
  // Grade B: 0.85 reliable. Credibility 2: 0.9 when reliable. Else a coin toss.
  const toldIfTrue = 0.85 * 0.9 + 0.15 * 0.5;
  const toldIfFalse = 0.85 * 0.1 + 0.15 * 0.5;

  it("stays within twenty lines", () => {
    expect(textOf("crises/deterrence/crisis.yaml").trimEnd().split("\n").length).toBeLessThanOrEqual(20);
  });

  it("gives the odds of war before any report", async () => {
    const result = await oddsOf({ ...crisis, reports: [] }, "1");
    const war = (kind: typeof soft): number => kind.war1 + kind.reach2 * kind.war2;
    const expected = prior.soft * war(soft) + prior.hard * war(hard);
    expect(expected).toBeCloseTo(0.179457, 6); // as printed in docs/deterrence-by-hand.md
    expect(result.question!.probability).toBeCloseTo(expected, 12);
    expect(result.nextMoves.challenger!.challenge).toBeCloseTo(
      prior.soft * soft.challenge1 + prior.hard * hard.challenge1,
      12,
    );
  });

  it("counts the report in step 1, where it has just been told", async () => {
    const result = await oddsOf(crisis, "1");
    const weigh = (kind: typeof soft): { all: number; war: number } => {
      const resisted = kind.challenge1 * kind.resist1;
      return {
        all: toldIfTrue * resisted + toldIfFalse * (1 - resisted),
        war: toldIfTrue * (kind.war1 + kind.war1 * kind.war2) + toldIfFalse * (1 - kind.challenge1) * kind.war2,
      };
    };
    const all = prior.soft * weigh(soft).all + prior.hard * weigh(hard).all;
    const war = prior.soft * weigh(soft).war + prior.hard * weigh(hard).war;
    expect(result.question!.probability).toBeCloseTo(war / all, 12);
    expect(result.reports[0]!.surprise).toBeCloseTo(-Math.log2(all), 12);
  });

  it("counts the report in step 2, step 1 survived", async () => {
    const result = await oddsOf(crisis, "2");
    const mass = (kind: typeof soft): number => toldIfFalse * (1 - kind.challenge1) + toldIfTrue * kind.war1;
    const all = prior.soft * mass(soft) + prior.hard * mass(hard);
    const softShare = (prior.soft * mass(soft)) / all;
    expect(softShare).toBeCloseTo(0.536663, 6);
    expect(result.hidden.resolve!.soft).toBeCloseTo(softShare, 12);
    const expected = softShare * soft.war2 + (1 - softShare) * hard.war2;
    expect(expected).toBeCloseTo(0.108602, 6);
    expect(result.question!.probability).toBeCloseTo(expected, 12);
    expect(result.nextMoves.challenger!.challenge).toBeCloseTo(
      softShare * soft.challenge2 + (1 - softShare) * hard.challenge2,
      12,
    );
  });

  it("has a commented twin that means the same", () => {
    const twin = textOf("docs/deterrence-by-hand.md").match(/```yaml\n([\s\S]*?)```/)![1]!;
    const result = readCrisis("twin.yaml", () => twin);
    expect(withoutPlaces(result.crisis)).toEqual(withoutPlaces(crisis));
    const lines = twin.trimEnd().split("\n");
    const bare = lines.filter((line) => !line.trim().startsWith("#"));
    expect(bare).toEqual(textOf("crises/deterrence/crisis.yaml").trimEnd().split("\n"));
    expect(lines.length - bare.length).toBeGreaterThanOrEqual(16);
  });
});

/** The same, without the places in the text. */
function withoutPlaces(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === "at" ? undefined : inner)));
}

describe.each([
  { file: "crises/cuba-1962/crisis.yaml", last: "E19", asOf: ["1962-10-16", "1962-10-23", "1962-11-08"] },
  { file: "crises/taiwan-1995/crisis.yaml", last: "E9", asOf: ["1995-05-22", "1995-08-01", "1996-03-11"] },
])("$file", ({ file, last, asOf }) => {
  const crisis = crisisOf(file);

  it("gives every parameter a range around its value, a unit and a reason", () => {
    for (const { name, value, range, unit, why } of crisis.parameters) {
      expect(range![0], name).toBeLessThan(value);
      expect(range![1], name).toBeGreaterThan(value);
      expect(unit, name).toBeTruthy();
      expect(why, name).toBeTruthy();
    }
  });

  it("gives every ending a rule and every hidden variable a reason", () => {
    for (const ending of crisis.endings) expect(ending.rule, ending.name).not.toBe("");
    for (const variable of crisis.variables) if (variable.uncertain) expect(variable.why, variable.name).toBeTruthy();
    expect(crisis.variables.filter((variable) => variable.uncertain).length).toBeGreaterThanOrEqual(2);
  });

  it("rests on every dated event, or says why not, and keeps the answer out of the reports", () => {
    const { prefix, sentences } = crisis.texts[0]!;
    const all = Array.from({ length: sentences }, (_, i) => `${prefix}${i + 1}`);
    const unused = crisis.unused.map(({ sentence }) => sentence);
    const used = new Set(
      [...JSON.stringify(crisis).matchAll(/"text":\[([^\]]*)\]/g)].flatMap((m) => m[1]!.match(/\w+/g) ?? []),
    );
    expect(all.filter((sentence) => !used.has(sentence) && !unused.includes(sentence))).toEqual([]);
    expect(crisis.ended).toBeUndefined();
    expect(crisis.reports.filter(({ text }) => text.includes(last))).toEqual([]);
  });

  it("stays small", () => {
    const states = partsOf(crisis).map((part) => compileGame(crisis, { part }).game!.blockStart[1]!);
    expect(states.reduce((sum, count) => sum + count, 0)).toBeLessThan(50_000);
  });

  it.each(asOf)("adds up as of %s", async (date) => {
    const result = await oddsOf(crisis, date);
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    expect(sum(result.endings.map(({ probability }) => probability))).toBeCloseTo(1, 10);
    for (const { probability } of result.endings) expect(probability).toBeGreaterThanOrEqual(0);
    for (const odds of Object.values(result.hidden)) expect(sum(Object.values(odds))).toBeCloseTo(1, 10);
    for (const odds of Object.values(result.nextMoves)) expect(sum(Object.values(odds))).toBeCloseTo(1, 10);
    for (const { counts, surprise } of result.reports) if (counts) expect(Number.isFinite(surprise)).toBe(true);
    expect(result.baselines.baseRate!.length).toBeGreaterThan(0);
  });
});

describe("the tutorial", () => {
  const blocks = [...textOf("docs/writing-a-crisis.md").matchAll(/<!-- file: (\S+) -->\n```yaml\n([\s\S]*?)```/g)];

  it("has six stages, the last of twenty lines", () => {
    expect(blocks.length).toBe(6);
    expect(blocks.at(-1)![2]!.trimEnd().split("\n").length).toBe(20);
  });

  it.each(blocks.map((block) => [block[1]!, block[2]!] as const))(
    "%s is a whole crisis without findings",
    async (name, text) => {
      const { crisis, diagnostics } = readCrisis(name, () => text);
      expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([]);
      const { result } = await forecast(crisis!, {});
      expect(result!.endings.reduce((sum, ending) => sum + ending.probability, 0)).toBeCloseTo(1, 12);
    },
  );

  it("says rightly what news of building means", async () => {
    const { crisis } = readCrisis("reef-6.yaml", () => blocks.at(-1)![2]!);
    const result = await oddsOf(crisis!, "2025-03");
    const silent = await oddsOf({ ...crisis!, reports: [] }, "2025-03");
    expect(result.hidden.nerve!.calm).toBeGreaterThan(silent.hidden.nerve!.calm! + 0.02);
    expect(result.reports[0]!.effect).toBeGreaterThan(0.5);
  });
});
