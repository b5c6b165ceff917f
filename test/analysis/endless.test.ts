/** Explanations and what-ifs on a clock without a last step: against very long clocks that have one, and changed files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { followPart } from "../../src/analysis/endless/follow-part.ts";
import { explain } from "../../src/analysis/explain.ts";
import type { ExplainResult } from "../../src/analysis/explain-result.ts";
import { forecast } from "../../src/analysis/forecast.ts";
import { labelsOf } from "../../src/analysis/labels.ts";
import { percent } from "../../src/analysis/odds-in-words.ts";
import { reportData } from "../../src/analysis/report-data.ts";
import { reportHtml } from "../../src/analysis/report-html/report-html.ts";
import { whatIf } from "../../src/analysis/what-if.ts";
import { whatIfInFull, whatIfTable } from "../../src/analysis/what-if-table.ts";
import { forecastText } from "../../src/cli/forecast-text.ts";
import { plainView } from "../../src/cli/terminal/view.ts";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import { solveEndless } from "../../src/solvers/solve-endless.ts";
import { readText } from "../crisis/read-text.ts";

const rivalry = readFileSync(join(import.meta.dirname, "../fixtures/rivalry.yaml"), "utf8");

/** The same with so many steps that the first hardly notices the last. */
const long = rivalry
  .replace("steps: endless", "steps: 300")
  .replace("ending: treaty }", 'ending: treaty, by: "2048-12" }')
  .replace("endings: {", "endings: { goes_on: { otherwise: true, rule: z },");

/** Nothing ever ends it. */
const forever = rivalry.replaceAll("{ ends: treaty }", "{ heat: low }").replaceAll("{ ends: war }", "{ heat: low }");

async function explained(text: string): Promise<ExplainResult> {
  const { result, diagnostics } = await explain(readText(text));
  if (!result) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return result;
}

describe("explain on an endless clock", () => {
  it("gives the reasons, payoff parts and ways of a clock that is very long, to 1e-8", async () => {
    const [ours, theirs] = [await explained(rivalry), await explained(long)];
    expect(ours.reasons.map(({ actor }) => actor)).toEqual(["a", "b"]);
    ours.reasons.forEach((turn, t) => {
      turn.moves.forEach((move, m) => {
        const other = theirs.reasons[t]!.moves[m]!;
        expect(other.move).toBe(move.move);
        expect(move.probability).toBeCloseTo(other.probability, 8);
        expect(move.total).toBeCloseTo(other.total, 8);
        for (const part of move.parts) {
          const same = other.parts.find(({ kind, name }) => kind === part.kind && name === part.name);
          expect(part.value).toBeCloseTo(same!.value, 8);
        }
        expect(move.endings.treaty).toBeCloseTo(other.endings.treaty!, 5);
      });
    });
    for (const { name, probability, paths } of ours.endings) {
      const same = theirs.endings.find((ending) => ending.name === name)!;
      expect(probability).toBeCloseTo(same.probability, 5);
      if (probability < 1e-5) continue; // what still goes on
      paths.forEach((path, k) => {
        expect(path.words).toBe(same.paths[k]!.words);
        expect(path.share).toBeCloseTo(same.paths[k]!.share, 5);
        expect(path.ends).toBe(same.paths[k]!.ends);
      });
    }
  });

  it("answers the question as the forecast does, and says how far it looked", async () => {
    const [ours, theirs] = [await explained(rivalry), await forecast(readText(rivalry))];
    expect(ours.question).toMatchObject({
      by: "ever",
      probability: expect.closeTo(theirs.result!.question!.probability, 5),
    });
    expect(ours.asOf).toBe("the start");
    expect(ours.steps).toEqual([]);
    expect(ours.notes.at(-1)).toMatch(/^The clock has no end: ways are followed for \d+ steps/);
    expect((await explain(readText(rivalry), { asOf: "2024-02" })).diagnostics[0]!.code).toBe("bad-date");
  });

  it("counts payoffs for ever", async () => {
    // Nothing happens and 2 is paid in every step: worth 2 / (1 − δ) from now on.
    const paid = (delta: string): string => `
crisis: A pension
clock: { steps: endless }
discount: ${delta}
actors: { us: { precision: 1 } }
moves: { us: { sit: nothing, lie: nothing } }
payoffs: { us: { pension: 2 } }
endings: { never: { chance: 0%, rule: x } }
`;
    const worth = async (delta: string): Promise<number> => (await explained(paid(delta))).reasons[0]!.moves[0]!.total;
    for (const delta of ["0.9", "0.999", "0.99999"])
      expect((await worth(delta)) * (1 - Number(delta))).toBeCloseTo(2, 9);
  });

  it("tells what goes on for ever as such", async () => {
    const { endings, notes } = await explained(forever);
    const goesOn = endings.find(({ name }) => name === "goes_on");
    expect(goesOn?.probability).toBeCloseTo(1, 12);
    expect(notes.at(-1)).toContain("what never ends is told as `goes on`");
  });
});

describe("the odds of ever ending", () => {
  /** Ends once in many steps, and then for sure. */
  const rare = (chance: string): string => `
crisis: A rare end
question: { ask: "Does it ever end?", ending: end }
clock: { steps: endless }
discount: 0.9
actors: { us: { precision: 1 } }
moves: { us: { sit: nothing, lie: { cost: 0.1, then: nothing } } }
payoffs: { us: { calm: 1 } }
endings: { end: { chance: ${chance}, rule: x } }
`;
  /** A walk of 60 levels, down more often than up, that ends at the top only. */
  const walk = `
crisis: A walk
clock: { steps: endless }
discount: 0.9
actors: { us: { precision: 1 } }
state: { height: { levels: [${Array.from({ length: 60 }, (_, k) => `l${k}`).join(", ")}] } }
moves:
  us:
    climb: { when: height < l59, then: [{ 40%: { height: up 1 } }, { rest: { height: "max(0, height - 1)" } }] }
    arrive: { when: height == l59, then: { ends: top } }
payoffs: { us: { calm: 1 } }
endings: { top: { rule: x } }
`;

  it.each([
    ["once in a hundred steps", rare("1%")],
    ["once in ten million", rare("0.00001%")],
    ["once in a trillion, on the way up", walk],
  ])("are the same in forecast, explanation and reasons where it ends %s", async (_, text) => {
    const { result } = await forecast(readText(text));
    expect(result!.endings[0]!.probability).toBeCloseTo(1, 9);
    const told = await explained(text);
    expect(told.endings[0]!.probability).toBeCloseTo(1, 9);
    if (told.question) expect(told.question.probability).toBeCloseTo(1, 9);
    for (const { endings } of told.reasons[0]!.moves) expect(endings[result!.endings[0]!.name]).toBeCloseTo(1, 9);
  });

  it("are said to be unknown for what takes longer than was followed, where the chain is too large", () => {
    const crisis = readText(rare("1%"));
    const { game } = compileGame(crisis, { part: partsOf(crisis)[0]! });
    const { endings, unknown } = followPart(game!, solveEndless(game!).policy, { patient: 10, states: 0, steps: 100 });
    expect(unknown).toBeCloseTo(0.99 ** 100, 9);
    expect(endings[0]! + unknown).toBeCloseTo(1, 12);
  });
});

describe("the page and the text of an endless clock", () => {
  it("show where it stands in the long run, and what goes on for ever", async () => {
    const { input } = await reportData(readText(rivalry), "rivalry.yaml");
    const page = reportHtml(input!);
    expect(page).toContain("In the long run");
    expect(page).toContain("goes on for ever");
    expect(page).not.toMatch(/Odds over time|solved backwards|add up to 100%|undefined|NaN/);
    const { result } = await forecast(readText(forever));
    const text = forecastText(result!, labelsOf(readText(forever)), plainView(80));
    expect(text).toMatch(/goes on for ever {2,}100%/);
    const share = result!.longRun!.heat!.high!;
    expect(text).toContain(`high ${percent(share)}`);
    expect(text).toContain("In the long run, while it goes on");
    expect((await reportData(readText(rivalry), "rivalry.yaml", { asOf: "2024-02" })).diagnostics[0]!.code).toBe(
      "bad-date",
    );
  });
});

describe("what-if on an endless clock", () => {
  const done = async (words: Parameters<typeof whatIf>[1]) => {
    const { result, diagnostics } = await whatIf(readText(rivalry), words);
    if (!result) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return result;
  };

  it.each([
    [{ forbid: ["b.hit"] }, "hit: { when: heat == high", "hit: { when: heat > high"],
    [{ force: ["a.press"] }, "talk: { when: heat == low", "talk: { when: heat > high"],
    [{ set: ["sting=2"] }, "value: 1", "value: 2"],
    [{ set: ["heat=high"] }, "levels: [low, high], ladder", "levels: [low, high], start: high, ladder"],
    [{ set: ["mood=grim"] }, "start: { calm: 60%, grim: 40% }", "start: grim"],
  ])("%j is the forecast of the file with that in it", async (words, from, to) => {
    expect(rivalry).toContain(from);
    const ours = await done(words);
    const theirs = (await forecast(readText(rivalry.replace(from, to)))).result!;
    const base = (await forecast(readText(rivalry))).result!;
    expect(ours.from).toBe("the start");
    ours.endings.forEach((ending, e) => {
      expect(ending.base).toBe(base.endings[e]!.probability);
      expect(ending.changed).toBeCloseTo(theirs.endings[e]!.probability, 9);
    });
    expect(ours.question!.changed).toBeCloseTo(theirs.question!.probability, 9);
    expect(Math.abs(ours.question!.difference)).toBeGreaterThan(1e-4);
    expect(ours.nextMoves.b).toBeDefined();
  });

  it("holds a level, gives tables and ranges", async () => {
    const crisis = readText(rivalry);
    const held = (await done({ force: ["heat=high"] })).endings.find(({ name }) => name === "treaty")!;
    expect(held.changed).toBe(0);
    const table = await whatIfTable(crisis, { set: ["sting=2"], forbid: ["b.hit"] }, {});
    expect(table.result!.rows).toHaveLength(2);
    const { result } = await whatIfInFull(crisis, { set: ["sting=0.6"] }, { draws: 8 });
    const { ranges, question } = result!;
    expect(ranges!.question!.changed.high - ranges!.question!.changed.low).toBeLessThan(1e-9);
    expect(ranges!.question!.changed.mean).toBeCloseTo(question!.changed, 9);
    expect(ranges!.question!.base.high).toBeGreaterThan(ranges!.question!.base.low);
  });

  it("has no dates, and says so", async () => {
    const crisis = readText(rivalry);
    const codes = async (...args: [Parameters<typeof whatIf>[1], Parameters<typeof whatIf>[2]?]) =>
      (await whatIf(crisis, ...args)).diagnostics.map(({ code }) => code);
    expect(await codes({ set: ["sting=2"] }, { from: 3 })).toEqual(["bad-date"]);
    expect(await codes({ set: ["sting=2"] }, { asOf: "2024-03" })).toEqual(["bad-date"]);
    expect(await codes({ plan: ["2024-03=a.press"] })).toEqual(["bad-date"]);
    expect(await codes({})).toEqual(["nothing-to-do"]);
    expect(await codes({ forbid: ["b.hti"] })).toEqual(["unknown-name"]);
  });
});
