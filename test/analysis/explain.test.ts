import { describe, expect, test } from "vitest";
import { explain } from "../../src/analysis/explain.ts";
import type { ExplainResult } from "../../src/analysis/explain-result.ts";
import { forecast } from "../../src/analysis/forecast.ts";
import { joinReasons } from "../../src/analysis/reasons-joined.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { crisisOf } from "./explain-cases.ts";

const ONE_MOVER = `
crisis: One mover
question: { ask: "War?", ending: war, by: 1 }
actors: { us: { name: United States, precision: 2 } }
moves:
  us:
    wait: nothing
    strike: { name: strike the base, cost: 0.25, then: { ends: war } }
endings:
  war: { rule: shots, payoffs: { us: 1 } }
  calm: { name: calm, otherwise: true, rule: none }
`;

const HIDDEN = `
crisis: Hidden resolve
question: { ask: "War?", ending: war, by: 2025-03 }
clock: { start: 2025-01, step: month, steps: 3 }
actors:
  us: { name: United States, precision: 3 }
  congress: { name: Congress, acts_by: chance }
sources: { paper: { grade: B } }
state:
  rung: { name: pressure, levels: [low, at_sea, ashore], ladder: true }
  line: { levels: [soft, hard], start: { soft: 60%, hard: 40% } }
moves:
  us:
    hold: nothing
    press: { when: rung < ashore, cost: 0.1, then: { rung: up 1 } }
    strike: { when: rung == ashore, cost: 0.2, then: { ends: war } }
  congress:
    let_pass: { chance: rest }
    refuse: { when: rung > low, chance: 20%, then: { rung: low } }
payoffs: { us: { pressure: 0.2 * rung * line } }
endings:
  war: { name: war, rule: shots, payoffs: { us: 0.5 * line } }
  calm: { name: calm, otherwise: true, rule: none }
reports: [{ id: seen, happened: 2025-01, source: paper, credibility: 2, saw: us.press }]
`;

async function explained(crisis: Crisis, asOf?: string): Promise<ExplainResult> {
  const { result, diagnostics } = await explain(crisis, asOf === undefined ? {} : { asOf });
  expect(diagnostics).toEqual([]);
  return result!;
}

describe("explain", () => {
  test("says why in parts of payoff that add up", async () => {
    const { reasons } = await explained(crisisOf(ONE_MOVER));
    // λ = 2, Q(strike) = 1 − 0.25, Q(wait) = 0.
    const odds = 1 / (1 + Math.exp(-1.5));
    const [turn] = reasons;
    expect(turn?.moves.map(({ move }) => move)).toEqual(["strike", "wait"]);
    const [strike, wait] = turn!.moves;
    expect(strike?.probability).toBeCloseTo(odds, 12);
    expect(strike?.total).toBeCloseTo(0.75, 12);
    expect(strike?.parts.map(({ name, value }) => [name, value])).toEqual([
      ["war", 1],
      ["cost", -0.25],
    ]);
    expect(strike?.endings).toEqual({ war: 1, calm: 0 });
    expect(wait?.against?.total).toBeCloseTo(0.75, 12);
    expect(turn?.sentence).toBe(
      "United States: strike the base (81.8%) is preferred to wait (18.2%): +0.750 utils, +1.000 from ending: war, −0.250 from own costs. The odds of war are 100.0 points higher after it.",
    );
  });

  test("joins its parts by their weight: the same odds as the forecast", async () => {
    const crisis = crisisOf(HIDDEN);
    const result = await explained(crisis, "2025-02");
    const expected = (await forecast(crisis, { asOf: "2025-02" })).result!;
    expect(result.question?.probability).toBe(expected.question?.probability);
    for (const { name, probability, paths, otherPaths } of result.endings) {
      expect(probability).toBe(expected.endings.find((ending) => ending.name === name)?.probability);
      expect(paths.reduce((sum, { share }) => sum + share, otherPaths)).toBeCloseTo(1, 9);
    }
    const moves = Object.fromEntries(result.reasons[0]!.moves.map(({ move, probability }) => [move, probability]));
    for (const [move, probability] of Object.entries(expected.nextMoves.us!)) {
      expect(moves[move] ?? 0).toBeCloseTo(probability, 12);
    }
    // An actor that acts by chance has no reasons.
    expect(result.reasons.map(({ actor }) => actor)).toEqual(["us"]);
  });

  test("tells paths in words, with a history", async () => {
    const { endings } = await explained(crisisOf(HIDDEN), "2025-01");
    const war = endings.find(({ name }) => name === "war")!;
    expect(war.paths).toHaveLength(1);
    const [path] = war.paths;
    expect(path).toMatchObject({ start: "low", words: "pressure: low → at sea → ashore", ends: "2025-03" });
    expect(path?.share).toBeCloseTo(1, 12);
    expect(path?.story?.events.map(({ date, words, ends }) => ({ date, words, ends }))).toEqual([
      { date: "2025-01", words: "United States: press (pressure: at sea)", ends: false },
      { date: "2025-02", words: "United States: press (pressure: ashore)", ends: false },
      { date: "2025-03", words: "United States: strike", ends: true },
    ]);
  });

  test("names what ends a history: a move, a driver, or the ending itself", async () => {
    const yaml = (ends: string): string => `
crisis: Chance
clock: { steps: 2 }
actors: { us: { precision: 1 } }
state: { heat: { levels: [low, high], ladder: true } }
moves: { us: { hold: nothing } }
drivers:
  heat: [{ when: heat == low, high: 100%, stay: rest }, { otherwise: true, stay: rest }]
  spark: { name: a spark, chance: 30%, then: { ends: war } }
endings:
  war: { name: open war, ${ends} }
  calm: { name: calm at last, otherwise: true, rule: none }
`;
    const told = async (file: string, ending: string): Promise<string | undefined> => {
      const { endings } = await explained(crisisOf(file));
      return endings.find(({ name }) => name === ending)?.paths[0]?.story?.events.at(-1)?.words;
    };
    expect(await told(yaml("rule: shots"), "war")).toBe("a spark");
    expect(await told(yaml("rule: shots"), "calm")).toBe("calm at last");
    const byItself = yaml("rule: shots, when: heat == high").replace("ends: war", "heat: low");
    expect(await told(byItself, "war")).toBe("open war");
  });

  test("compares two moves only where both are open, and names the first by its odds where there is a choice", () => {
    const crisis = crisisOf(ONE_MOVER);
    // Waiting is forced in 60 % of situations, and bad there; values are one payoff part and two endings a move.
    const choice = {
      moves: [0, 1],
      mass: 0.4,
      chosen: Float64Array.of(0.1, 0.3),
      values: Float64Array.of(0.04, 0.4, 0, 0.12, 0, 0.4),
    };
    const forced = { moves: [0], mass: 0.6, chosen: Float64Array.of(0.6), values: Float64Array.of(-6, 0.6, 0) };
    const parts = [{ kind: "step", name: "peace", ending: -1 }] as const;
    const mover = { stage: 0, actor: 0, reached: 1, parts, cases: [choice, forced] };
    const part = { mass: 1, movers: [mover], ways: { endings: new Float64Array(2), ways: [] } };
    const [turn] = joinReasons(crisis, [part], [1]);
    expect(turn?.choice).toBeCloseTo(0.4, 12);
    const [strike, wait] = turn!.moves;
    expect(strike).toMatchObject({ move: "strike", probability: 0.3, against: null });
    expect(strike?.chosen).toBeCloseTo(0.75, 12);
    expect(wait?.probability).toBeCloseTo(0.7, 12);
    expect(wait?.total).toBeCloseTo(-5.96, 12);
    expect(wait?.against?.both).toBeCloseTo(0.4, 12);
    expect(wait?.against?.total).toBeCloseTo(0.3 - 0.1, 12);
    expect(turn?.sentence).toBe(
      "United States, with a choice in 40.0% of situations: strike the base (75.0%) is preferred to wait (25.0%): +0.200 utils, +0.200 from peace. The odds of war are 100.0 points lower after it.",
    );
  });

  test("lists the reports that count by their effect, and says when they tell of the as-of step", async () => {
    const crisis = crisisOf(HIDDEN);
    const { reports, notes } = await explained(crisis, "2025-01");
    expect(reports.map(({ id, counts }) => [id, counts])).toEqual([["seen", true]]);
    expect(reports[0]?.effect).toBeGreaterThan(0);
    expect(notes.join(" ")).toContain("Reports tell of 2025-01 itself");
    expect((await explained(crisis, "2025-02")).notes.join(" ")).not.toContain("Reports tell of");
  });

  test("hands on what is wrong", async () => {
    const { result, diagnostics } = await explain(crisisOf(HIDDEN), { asOf: "2031-01" });
    expect(result).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["outside-clock"]);
  });
});
