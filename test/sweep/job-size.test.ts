/** How many rows make a job: by the size of the game, never by a clock. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { rowsInJob, triplesOf } from "../../src/sweep/job-size.ts";
import type { Scenario, SweepPlan } from "../../src/sweep/plan.ts";

const asIs: Scenario = { name: "as_is", values: {}, changes: { set: [], force: [], forbid: [], plan: [] } };
const plan: SweepPlan = {
  name: "S",
  seed: 1,
  scenarios: [asIs],
  asOf: [undefined],
  grid: [],
  drawn: [],
  draws: 100_000,
  answers: ["endings"],
};

function triples(change: (text: string) => string = (text) => text): number {
  const text = change(readFileSync(resolve(import.meta.dirname, "../fixtures/strait.yaml"), "utf8"));
  return triplesOf(readCrisis("strait.yaml", () => text).crisis!);
}

describe("rows in a job", () => {
  it("are many for a small game, and one for one that takes longer than a job should", () => {
    expect(rowsInJob(plan, asIs, triples())).toBe(4096);
    expect(rowsInJob(plan, asIs, 14_668_800)).toBeGreaterThan(4);
    expect(rowsInJob(plan, asIs, 14_668_800)).toBeLessThan(40);
    expect(rowsInJob(plan, asIs, 1e10)).toBe(1);
  });

  it("are fewer where each is a forecast or a what-if of its own", () => {
    const few = rowsInJob(plan, asIs, 1e6);
    expect(rowsInJob({ ...plan, answers: ["hidden"] }, asIs, 1e6)).toBeLessThan(few / 3);
    const changed: Scenario = { ...asIs, changes: { ...asIs.changes, forbid: ["north.press"] } };
    expect(rowsInJob(plan, changed, 1e6)).toBeLessThan(few / 3);
  });

  it("leave work for several threads, in jobs of a second at least", () => {
    // 41 ms a row: 16 s in all, 2 s a job; 1.6 s in all, 1 s a job.
    expect(rowsInJob({ ...plan, draws: 400 }, asIs, 1e6)).toBe(50);
    expect(rowsInJob({ ...plan, draws: 40 }, asIs, 1e6)).toBe(24);
  });

  it("are those of the plan where it says so", () => {
    expect(rowsInJob({ ...plan, rowsPerJob: 7 }, asIs, 1e10)).toBe(7);
  });

  it("are fewer with private information, whose solve is larger", () => {
    const secret = triples((text) => text.replace("turns:", "information: private\nturns:"));
    expect(secret).toBeGreaterThan(1000 * triples());
  });
});
