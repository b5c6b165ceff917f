import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type DrawResult, runDraws } from "../../src/analysis/ranges/run-draws.ts";
import { partPool } from "../../src/cli/part-pool.ts";
import { readText } from "../crisis/read-text.ts";
import { plainly } from "./plain-result.ts";

const crisis = readText(`
crisis: Sign
actors: { us: {} }
state: { mood: { levels: [mild, angry], start: { mild: 0.5, angry: 0.5 } } }
moves: { us: { hold: nothing, go: { then: { ends: war } } } }
parameters: { p: { value: 0.5, range: [0, 1] } }
endings: { war: { rule: x, payoffs: { us: "-p - mood" } }, calm: { otherwise: true, rule: y } }
`);
const request = { asOfStep: 0, asOfDay: 0 };
const allPlainly = (found: readonly (readonly DrawResult[])[]) => found.map((results) => results.map(plainly));

describe("a pool of threads with very many short tasks", () => {
  it("gives all results, in the order of the tasks, and tells of each once", async () => {
    const tasks = Array.from({ length: 150 }, (_, k) => ({ crisis, request, draws: [Float64Array.of(k / 150)] }));
    const pool = partPool(2, join(import.meta.dirname, "../fixtures/part-worker.mjs"));
    const told: number[] = [];
    try {
      const results = allPlainly(await pool.runDraws(tasks, (done) => told.push(done)));
      expect(results).toEqual(tasks.map(runDraws));
      expect(told).toEqual(tasks.map((_, k) => k + 1));
      expect(allPlainly(await pool.runDraws(tasks.slice(0, 1)))).toEqual(results.slice(0, 1));
    } finally {
      await pool.close();
    }
  });

  it("says what went wrong in one of them, and goes on with others", async () => {
    const wrong = { crisis, request: { asOfStep: 0, asOfDay: 0 }, draws: [null as unknown as Float64Array] };
    const good = { crisis, request, draws: [Float64Array.of(0.5)] };
    const pool = partPool(2, join(import.meta.dirname, "../fixtures/part-worker.mjs"));
    try {
      await expect(pool.runDraws([good, wrong, good, good])).rejects.toThrow();
      expect(allPlainly(await pool.runDraws([good, good]))).toEqual([runDraws(good), runDraws(good)]);
    } finally {
      await pool.close();
    }
  });
});
