import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import { type QuickOdds, type QuickRunner, quickOdds } from "../../src/analysis/quick-odds.ts";
import { QuickParts } from "../../src/analysis/quick-parts.ts";
import { quickPartsAtOnce } from "../../src/analysis/quick-parts-at-once.ts";
import { parameterValues } from "../../src/crisis/compile/parts.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";

const root = join(import.meta.dirname, "../..");

function read(file: string, change: (text: string) => string = (text) => text): Crisis {
  const { crisis } = readCrisis(file, (name) => change(readFileSync(join(root, name), "utf8")));
  if (!crisis) throw new Error(`${file} has mistakes`);
  return crisis;
}

const strait = read("test/fixtures/strait.yaml");
const taiwan = read("crises/taiwan-1995/crisis.yaml");
const cuba = read("crises/cuba-1962/crisis.yaml");

async function expectTheForecast(crisis: Crisis, options: { asOf?: string; parameters?: Float64Array }): Promise<void> {
  const { result } = await forecast(crisis, options);
  const quick = await quickOdds(crisis, options);
  expect(quick?.asOfStep).toBe(result?.asOfStep);
  expect(quick?.question).toBeCloseTo(result?.question?.probability ?? Number.NaN, 12);
  expect(quick?.endings.map(({ name }) => name)).toEqual(result?.endings.map(({ name }) => name));
  quick?.endings.forEach(({ probability, byStep }, e) => {
    expect(probability).toBeCloseTo(result?.endings[e]?.probability ?? Number.NaN, 12);
    for (const [t, odds] of byStep.entries()) expect(odds).toBeCloseTo(result?.endings[e]?.byStep[t] ?? Number.NaN, 12);
  });
  expect(flat(quick?.nextMoves).map(([name]) => name)).toEqual(flat(result?.nextMoves).map(([name]) => name));
  for (const [k, [, odds]] of flat(quick?.nextMoves).entries())
    expect(odds).toBeCloseTo(flat(result?.nextMoves)[k]?.[1] ?? Number.NaN, 12);
}

function flat(moves: QuickOdds["nextMoves"] = {}): readonly (readonly [string, number])[] {
  return Object.entries(moves).flatMap(([actor, odds]) =>
    Object.entries(odds).map(([move, own]) => [`${actor}: ${move}`, own] as const),
  );
}

describe("quick odds", () => {
  it("are those of the forecast, as of any date", async () => {
    await expectTheForecast(strait, {});
    await expectTheForecast(strait, { asOf: "2031-02" });
    await expectTheForecast(taiwan, {});
  });

  it("are those of the forecast with other parameters", async () => {
    const parameters = parameterValues(taiwan).map((value) => value * 1.05);
    await expectTheForecast(taiwan, { parameters });
  });

  it("have the same digits for any runner, whatever was solved before", async () => {
    const [one, other] = [new QuickParts(), new QuickParts()];
    const dealt: QuickRunner = async (tasks) => {
      const found = [...tasks]
        .reverse()
        .map((task, k) => (k % 2 ? one : other).answer(structuredClone(task), "taiwan"));
      return found.reverse();
    };
    const values = parameterValues(taiwan);
    const answers: (QuickOdds | undefined)[] = [];
    for (const factor of [1.1, 0.9, 1.1]) {
      const parameters = values.map((value) => value * factor);
      const alone = await quickOdds(taiwan, { parameters });
      expect(await quickOdds(taiwan, { parameters, runner: dealt, threads: 3 })).toEqual(alone);
      answers.push(alone);
    }
    expect(answers[0]).toEqual(answers[2]);
    expect(answers[0]).not.toEqual(answers[1]);
  });

  it("have the same digits with parts solved at once, however they are dealt", async () => {
    for (const [crisis, asOf] of [
      [cuba, "1962-10-24"],
      [taiwan, undefined],
    ] as const) {
      const options = asOf === undefined ? {} : { asOf };
      const alone = await quickOdds(crisis, options);
      for (const threads of [1, 2, 4]) {
        const parts = quickPartsAtOnce();
        const runner: QuickRunner = async (tasks) => tasks.map((task) => parts.answer(task, "one"));
        expect(await quickOdds(crisis, { ...options, runner, threads })).toEqual(alone);
      }
    }
  });

  it("read parameters of claims anew for each task", async () => {
    const claiming = read("test/fixtures/strait.yaml", (file) =>
      file
        .replace("saw: tension >= patrols,", 'saw: "tension >= limit",')
        .replace("parameters:", 'parameters:\n  limit: { value: 1, range: [0, 2], why: "what is seen from the cape" }'),
    );
    const quick = new QuickParts();
    const runner: QuickRunner = async (tasks) => tasks.map((task) => quick.answer(task, "same"));
    for (const limit of [1, 2]) {
      const parameters = parameterValues(claiming);
      parameters[claiming.parameters.findIndex(({ name }) => name === "limit")] = limit;
      const { result } = await forecast(claiming, { parameters });
      const found = await quickOdds(claiming, { parameters, runner });
      expect(found?.question).toBeCloseTo(result?.question?.probability ?? Number.NaN, 12);
    }
  });

  it("are not there where a forecast has to say why it has none", async () => {
    expect(await quickOdds({ ...strait, information: "private" })).toBeUndefined();
    expect(await quickOdds(strait, { asOf: "1990-01" })).toBeUndefined();
    const parameters = parameterValues(strait).fill(Number.NaN);
    expect(await quickOdds(strait, { parameters })).toBeUndefined();
  });
});
