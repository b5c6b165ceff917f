import { describe, expect, it } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import { quickOdds } from "../../src/analysis/quick-odds.ts";
import { quickSettings } from "../../src/analysis/quick-settings.ts";
import { steerableDrivers } from "../../src/analysis/steer-driver.ts";
import { whatIf } from "../../src/analysis/what-if.ts";
import { whatIfTable } from "../../src/analysis/what-if-table.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { text } from "./test-of-doing.ts";

function read(source: string): Crisis {
  const { crisis, diagnostics } = readCrisis("test.yaml", () => source);
  if (!crisis) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return crisis;
}

const crisis = read(text);
const done = async (words: Parameters<typeof whatIf>[1], options: Parameters<typeof whatIf>[2] = {}) => {
  const { result, diagnostics } = await whatIf(crisis, words, options);
  if (!result) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return result;
};
const oddsOf = async (source: string) => (await forecast(read(source))).result!.question!.probability;

describe("the chances of a driver in a what-if", () => {
  it("are put to a number: equal to a forecast of the file with that number", async () => {
    const result = await done({ set: ["driver.accident=30%"] });
    expect(result.from).toBeNull();
    expect(result.question?.changed).toBeCloseTo(await oddsOf(text.replace("chance: spark", "chance: 30%")), 14);
    expect((await done({ set: ["driver.accident=0.3"] })).question).toEqual(result.question);
  });

  it("have their odds multiplied: 10% at odds of 1 to 9 become 2 to 9", async () => {
    const { question } = await done({ set: ["driver.accident=x2"] });
    expect(question?.changed).toBeCloseTo(await oddsOf(text.replace("chance: spark", "chance: 2/11")), 13);
    expect(question?.changed).not.toBe(question?.base);
  });

  it("have their odds multiplied in every row of a driver with several", async () => {
    const { question } = await done({ set: ["driver.mood=×3"] });
    // 20% is 1 to 4 and becomes 3 to 4; 30% is 3 to 7 and becomes 9 to 7.
    const other = text.replace("angry: 20%", "angry: 3/7").replace("calm: 30%, stay", "calm: 9/16, stay");
    expect(other).not.toBe(text);
    expect(question?.changed).toBeCloseTo(await oddsOf(other), 13);
    expect(question?.changed).not.toBe(question?.base);
  });

  it("stay as they are at a factor of 1, to the last digit", async () => {
    const { question } = await done({ set: ["driver.accident=x1", "driver.mood=x1"] });
    expect(question?.changed).toBe(question?.base);
  });

  it("move only within a window", async () => {
    const { from, endings } = await done(
      { set: ["driver.accident=100%"], force: ["tension=high"] },
      { from: 2, until: 2 },
    );
    expect(from).toBe("3");
    const [war, other] = endings;
    expect(war!.byStep.changed[1]).toBeCloseTo(war!.byStep.base[1]!, 12);
    const without = await done({ force: ["tension=high"] }, { from: 2, until: 2 });
    expect(war!.byStep.changed[2]).toBeGreaterThan(without.endings[0]!.byStep.changed[2]! + 0.01);
    expect(other!.changed).toBeGreaterThan(0);
  });

  const untold = text.slice(0, text.indexOf("reports:"));

  it("move back after a window: equal to a file that changes the number for those steps", async () => {
    const wave = untold
      .replace("state:", "state:\n  wave: { levels: [off, on], calendar: { 1..2: on } }")
      .replace("chance: spark", 'chance: "if(wave == on, 2/11, spark)"');
    const { result } = await whatIf(read(untold), { set: ["driver.accident=x2"] }, { from: 0, until: 1 });
    expect(result!.question!.changed).toBeCloseTo(await oddsOf(wave), 13);
    expect(await oddsOf(wave)).not.toBeCloseTo(await oddsOf(untold.replace("chance: spark", "chance: 2/11")), 4);
  });

  it("hold to the end beside a plan that is over before", async () => {
    const plan = ["1=b.hold"];
    const both = await whatIf(read(untold), { set: ["driver.accident=x3"], plan });
    const inFile = await whatIf(read(untold.replace("chance: spark", "chance: 25%")), { plan });
    expect(both.result!.question!.changed).toBeCloseTo(inFile.result!.question!.changed, 13);
  });

  it("are put to a number where all other chances are certain", async () => {
    const certain = untold.replace("{ otherwise: true, calm: 30%, stay: rest }", "{ otherwise: true, stay: 100% }");
    const file = read(certain);
    expect(steerableDrivers(file)[0]).toEqual({ name: "mood", label: "mood", chance: 0.2 });
    const named = { ...file, variables: file.variables.map((own) => ({ ...own, label: `the ${own.name} of all` })) };
    expect(steerableDrivers(named)[0]!.label).toBe("the mood of all");
    const { result } = await whatIf(file, { set: ["driver.mood=50%"] });
    expect(result!.question!.changed).toBeCloseTo(await oddsOf(certain.replace("angry: 20%", "angry: 50%")), 14);
    const quick = quickSettings(file, ["driver.mood=50%"])!;
    expect((await quickOdds(quick.crisis, quick))?.question).toBeCloseTo(result!.question!.changed, 13);
  });

  it("have ranges from paired draws", async () => {
    const words = { set: ["driver.accident=x2", "driver.accident=x1"] };
    const { result } = await whatIfTable(crisis, words, { draws: 16 });
    const [twice, same] = (result?.rows ?? []).map(({ ranges }) => ranges?.question?.difference.mean);
    // Where an accident is likelier both are more careful.
    expect(twice).toBeLessThan(-0.001);
    expect(same).toBeCloseTo(0, 15);
  });

  it.each([
    ["driver.acident=x2", "unknown-name", "driver.accident"],
    ["driver.accident=x-1", "bad-value", "driver.accident=x2"],
    ["driver.accident=1.2", "bad-value", "20%"],
    ["driver.accident=often", "bad-value", "x2"],
    ["driver.mood=20%", "cannot-set", "driver.mood=x2"],
  ])("refuse %s with a hint", async (word, code, hint) => {
    const { result, diagnostics } = await whatIf(crisis, { set: [word] });
    expect(result).toBeUndefined();
    expect(diagnostics.map((found) => found.code)).toEqual([code]);
    expect(diagnostics[0]?.hint).toContain(hint);
  });

  it("are not put to two numbers at once", async () => {
    // Twice the odds twice would be four times; and 0.5 as a factor is not 50 %.
    for (const other of ["x3", "x2", "50%"]) {
      const { diagnostics } = await whatIf(crisis, { set: ["driver.accident=x2", `driver.accident=${other}`] });
      expect(diagnostics.map(({ code }) => code)).toEqual(["contradiction"]);
    }
  });
});

describe("drivers that can be steered", () => {
  it("are named with their chance where it is a plain number", () => {
    expect(steerableDrivers(crisis)).toEqual([
      { name: "mood", label: "mood", chance: null },
      { name: "accident", label: "accident", chance: 0.1 },
    ]);
    const sure = read(text.replace("chance: spark", "chance: 100%"));
    expect(steerableDrivers(sure).map(({ name }) => name)).toEqual(["mood"]);
    const onState = read(text.replace("chance: spark", "chance: spark * tension / 2"));
    expect(steerableDrivers(onState).at(-1)).toMatchObject({ name: "accident", chance: null });
  });
});

describe("quick settings", () => {
  it("give the odds of the what-if", async () => {
    for (const set of [["driver.accident=30%"], ["stake=2", "driver.mood=x3", "driver.accident=x0.5"], ["stake=2"]]) {
      const settings = quickSettings(crisis, set)!;
      const odds = await quickOdds(settings.crisis, settings);
      expect(odds?.question).toBeCloseTo((await done({ set })).question!.changed, 13);
    }
  });

  it("have one shape and one crisis for words that differ in their numbers and their order", () => {
    const one = quickSettings(crisis, ["driver.mood=x3", "driver.accident=x0.5"])!;
    const other = quickSettings(crisis, ["driver.accident=x2", "stake=2", "driver.mood=x1"])!;
    expect(other.shape).toBe(one.shape);
    expect(other.crisis).toEqual(one.crisis);
    expect(quickSettings(crisis, ["driver.accident=20%"])!.shape).not.toBe(
      quickSettings(crisis, ["driver.accident=x2"])!.shape,
    );
  });

  it("are not there for levels, and for words that are wrong", () => {
    expect(quickSettings(crisis, ["tension=high"])).toBeUndefined();
    expect(quickSettings(crisis, ["nothing=1"])).toBeUndefined();
    expect(quickSettings(crisis, ["stake=1", "stake=2"])).toBeUndefined();
  });
});
