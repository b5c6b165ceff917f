import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type Crisis,
  type ForecastResult,
  forecast,
  labelsOf,
  movesStepInWords,
  parameterValues,
  quickOdds,
  quickSettings,
  readCrisis,
  whatIf,
} from "../../src/index.ts";
import { assumptionsOf } from "../../web/src/state/assumptions.ts";
import { changedOdds } from "../../web/src/what-if/changed-odds.ts";
import { Previews } from "../../web/src/what-if/preview.ts";
import { changedMoves, dateTable, endingBars, endingTable, movesTable } from "../../web/src/what-if/what-if-tables.ts";

const root = join(import.meta.dirname, "../..");
const crisis = read("crises/taiwan-1995/crisis.yaml");
const base = await baseOf(crisis);
const slider = assumptionsOf(crisis).find(({ name }) => Object.hasOwn(crisisParameters(), name))!;

function read(file: string): Crisis {
  return readCrisis(file, (name) => readFileSync(join(root, name), "utf8")).crisis!;
}

async function baseOf(own: Crisis): Promise<ForecastResult> {
  return (await forecast(own)).result!;
}

function crisisParameters(): Readonly<Record<string, number>> {
  return Object.fromEntries(crisis.parameters.map(({ name }, k) => [name, parameterValues(crisis)[k]!]));
}

function work(set: readonly string[]) {
  const source = { file: "taiwan.yaml", texts: {}, off: [] };
  return { kind: "whatIf", source, words: { set, force: [], forbid: [] } } as const;
}

async function slid(place: number) {
  const set = [`${slider.name}=${slider.write(place)}`];
  const settings = quickSettings(crisis, set)!;
  const odds = await quickOdds(settings.crisis, settings);
  return { work: work(set), result: changedOdds(base, odds!, set) };
}

describe("a slider of the what-if", () => {
  it("says what `brink what-if` says, next moves and all", async () => {
    const { work: asked, result } = await slid(slider.low);
    const { result: full } = await whatIf(crisis, { set: asked.words.set });
    expect(endingTable(result).rows.flat().filter(Number)).toHaveLength(3 * crisis.endings.length);
    expect(result.question!.changed).toBeCloseTo(full!.question!.changed, 12);
    const [own, told] = [result, full!].map((one) => movesTable(changedMoves(one, shown()), "in July"));
    expect(own!.rows.map(([actor, move]) => [actor, move])).toEqual(told!.rows.map(([actor, move]) => [actor, move]));
    for (const [k, [, , before, changed]] of own!.rows.entries()) {
      expect(before).toBeCloseTo(Number(told!.rows[k]![2]), 12);
      expect(changed).toBeCloseTo(Number(told!.rows[k]![3]), 12);
    }
  });

  it("is previewed between solved places: exact at them, odds that add up", async () => {
    const previews = new Previews();
    previews.begin(assumptionsOf(crisis));
    const [low, high] = [await slid(slider.low), await slid(slider.high)];
    for (const end of [low, high]) previews.note(end.work, end.result);
    expect(previews.at(low.work)!.endings.map(({ changed }) => changed)).toEqual(
      low.result.endings.map(({ changed }) => expect.closeTo(changed, 12)),
    );
    const between = await slid((slider.low + 2 * slider.high) / 3);
    const preview = previews.at(between.work)!;
    expect(preview.question!.changed).toBeCloseTo(between.result.question!.changed, 1);
    expect(preview.endings.reduce((sum, { changed }) => sum + changed, 0)).toBeCloseTo(1, 9);
  });

  it("has no preview beyond the places that were solved", async () => {
    const previews = new Previews();
    previews.begin(assumptionsOf(crisis));
    const middle = await slid((slider.low + slider.high) / 2);
    previews.note(middle.work, middle.result);
    const beyond = slider.own < (slider.low + slider.high) / 2 ? slider.high : slider.low;
    expect(previews.at(work([`${slider.name}=${slider.write(beyond)}`]))).toBeUndefined();
  });
});

describe("tables of the what-if", () => {
  it("have the likeliest ending first and mark the one that is asked for", async () => {
    const { result } = await slid(slider.high);
    const bars = endingBars(result);
    const odds = bars.map((bar) => bar.odds ?? Number.NaN);
    expect(odds).toEqual([...odds].sort((a, b) => b - a));
    expect(bars.filter(({ strong }) => strong).map(({ key }) => key)).toEqual([result.question!.ending]);
  });

  it("have a row for each date, cumulative", async () => {
    const { result } = await slid(slider.high);
    const { rows } = dateTable(result.endings[0]!, result.stepEnds);
    expect(rows.map(([date]) => date)).toEqual(result.stepEnds);
    expect(rows.at(-1)!.slice(1)).toEqual([result.endings[0]!.base, result.endings[0]!.changed]);
  });

  it("compare moves only with those of the same step", async () => {
    const { result } = await whatIf(
      crisis,
      { set: [`${slider.name}=${slider.write(slider.low)}`] },
      { from: base.steps.length - 1 },
    );
    expect(changedMoves(result!, shown()).flatMap(({ moves }) => moves.map(({ base: own }) => own))).not.toContainEqual(
      expect.any(Number),
    );
  });

  it("compare moves with those at the start, and say so, on a clock without an end", async () => {
    const rivalry = read("test/fixtures/rivalry.yaml");
    const { result } = await whatIf(rivalry, { set: ["sting=2"] });
    const moves = changedMoves(result!, { result: result!.base, labels: labelsOf(rivalry) });
    const both = moves.flatMap((one) => one.moves.map(({ base: own, changed }) => [own, changed]));
    expect(both.length).toBeGreaterThan(0);
    for (const [own] of both) expect(own).toEqual(expect.any(Number));
    expect(movesTable(moves, movesStepInWords(result!)).caption).toBe("Moves at the start, changed");
  });
});

function shown() {
  return { result: base, labels: labelsOf(crisis) };
}
