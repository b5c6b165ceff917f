/** Draws on an endless clock go the way of all draws: in tasks, dealt out, told of as they are done, and ended from outside. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { forecast } from "../../src/analysis/forecast.ts";
import { DrawKeeper } from "../../src/analysis/ranges/draw-keeper.ts";
import { type DrawRunner, runDrawsInSequence } from "../../src/analysis/ranges/draw-runner.ts";
import { drawWork } from "../../src/analysis/ranges/draw-work.ts";
import type { SensitivityPlan } from "../../src/analysis/sensitivity/plan.ts";
import { type SensitivityOptions, sensitivity } from "../../src/analysis/sensitivity/sensitivity.ts";
import { whatIf } from "../../src/analysis/what-if.ts";
import { whatIfInFull } from "../../src/analysis/what-if-table.ts";
import { partPool } from "../../src/cli/part-pool.ts";
import { runDraws } from "../../src/index.ts";
import { readText } from "../crisis/read-text.ts";

const rivalry = readFileSync(join(import.meta.dirname, "../fixtures/rivalry.yaml"), "utf8");
const crisis = readText(rivalry);
const request = { asOfStep: 0, asOfDay: 0 };
const values = [1, 0.5, 1.7, 2].map((sting) => Float64Array.of(sting));
const size = { paths: 2, rows: 8, most: 3 };

async function studied(options: SensitivityOptions) {
  const { result } = await sensitivity(crisis, { size, ...options });
  return { ...result!, milliseconds: 0 };
}

describe("a draw on an endless clock", () => {
  it("is its forecast, whatever was drawn on the same ground before", async () => {
    const kept = new DrawKeeper().on("rivalry", () => ({ crisis, request }));
    for (const round of [values, [...values].reverse()]) {
      const draws = kept.solve(round);
      for (const [d, parameters] of round.entries()) {
        const { result } = await forecast(crisis, { parameters });
        expect(draws[d]).toEqual({ mass: 1, endings: Float64Array.from(result!.endings, (own) => own.probability) });
      }
    }
  });

  it("makes no game where its start chances do not add up, nor does a what-if", async () => {
    const uneven = readText(
      rivalry.replace("start: { calm: 60%, grim: 40% }", "start: { calm: 0.6 * sting, grim: 40% }"),
    );
    const [fine, wrong] = drawWork({ crisis: uneven, request }).solve([values[0]!, values[3]!]);
    expect(fine).toMatchObject({ mass: 1 });
    expect(wrong).toMatchObject({
      failure: { code: "chance-out-of-range", message: expect.stringMatching(/grim|calm/) },
    });
    const { result, diagnostics } = await whatIf(uneven, { set: ["sting=2"] });
    expect([result, diagnostics.map(({ code }) => code)]).toEqual([undefined, ["chance-out-of-range"]]);
  });

  it("says why it makes no game, and the others go on", () => {
    const risky = readText(
      rivalry.replace("discount: 0.9", "discount: 0.9 * sting").replace("range: [0.5, 2]", "range: [0.5, 1.1]"),
    );
    const [fine, wrong, again] = drawWork({ crisis: risky, request }).solve([values[1]!, values[3]!, values[1]!]);
    expect(wrong).toMatchObject({ failure: { code: expect.any(String), message: expect.stringMatching(/discount/i) } });
    expect(again).toEqual(fine);
    expect(fine).toMatchObject({ mass: 1 });
  });
});

describe("an analysis on an endless clock", () => {
  it("has the same digits in two threads and in one, what-ifs too", async () => {
    const alone = await studied({});
    const inRanges = { draws: 32 };
    const changed = await whatIfInFull(crisis, { forbid: ["b.hit"] }, inRanges);
    const pool = partPool(2, join(import.meta.dirname, "../fixtures/part-worker.mjs"));
    try {
      const threads = { threads: 2, drawRunner: pool.runDraws };
      expect(await studied(threads)).toEqual(alone);
      const both = await whatIfInFull(crisis, { forbid: ["b.hit"] }, { ...inRanges, ...threads });
      expect(both.result!.ranges).toEqual(changed.result!.ranges);
    } finally {
      await pool.close();
    }
  });

  it("has them where a caller deals draws out with the public solver of draws", async () => {
    const drawRunner: DrawRunner = async (tasks) => tasks.map(runDraws);
    expect(await studied({ drawRunner })).toEqual(await studied({}));
  });

  it("tells how far it is while it draws", async () => {
    const told: number[] = [];
    let planned: SensitivityPlan | undefined;
    await studied({
      onPlan: (plan) => {
        planned = plan;
      },
      onDraws: (done) => told.push(done),
      threads: 4,
    });
    expect(told[0]).toBeLessThan(planned!.screening);
    expect(
      told.filter((done) => done > planned!.screening && done < planned!.screening + planned!.indices).length,
    ).toBeGreaterThan(2);
    expect(told).toEqual([...told].sort((one, other) => one - other));
    expect(told.at(-1)).toBeLessThanOrEqual(planned!.all);
  });

  it("ends where the one who draws ends it", async () => {
    let tasks = 0;
    const stopped = new Error("stopped");
    const drawRunner: DrawRunner = async (own, onDone) => {
      tasks += own.length;
      if (tasks > 4) throw stopped;
      return await runDrawsInSequence(own, onDone);
    };
    await expect(studied({ drawRunner, threads: 4 })).rejects.toBe(stopped);
  });
});
