import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { solveCrisis } from "../../src/analysis/forecast.ts";
import { drawSolver } from "../../src/analysis/ranges/draw-solver.ts";
import { factorSpace } from "../../src/analysis/sensitivity/factor-space.ts";
import type { TippingSummary } from "../../src/analysis/sensitivity/sensitivity-result.ts";
import { type Line, scanLines } from "../../src/analysis/tipping/scan-lines.ts";
import { mostTippingSolves, tippingPoints } from "../../src/analysis/tipping/tipping-points.ts";
import { parameterValues } from "../../src/crisis/compile/parts.ts";
import type { Crisis, Parameter } from "../../src/crisis/model.ts";
import { readText } from "../crisis/read-text.ts";

const line = (length: number): Line => ({ length, at: (share) => Float64Array.of(share) });
const along = async (points: readonly Float64Array[]) => points.map(([share]) => share!);

describe("where a criterion first holds along a line", () => {
  it("is found by a coarse scan and halving, the nearest of several places", async () => {
    // Not monotone: holds from 0.3 to 0.45 and from 0.8 on.
    const holds = (share: number) => (share > 0.3 && share < 0.45) || share > 0.8;
    const share = (await scanLines([line(1)], [holds], along))[0]![0]!.share;
    expect(share - 0.3).toBeGreaterThan(0);
    expect(share - 0.3).toBeLessThan(1 / 8192 + 1e-12);
  });

  it("stops at the end of the line, and at points that cannot be solved", async () => {
    const beyond = (share: number) => share >= 0.7;
    expect(await scanLines([line(0.69)], [beyond], along)).toEqual([[undefined]]);
    const gaps = async (points: readonly Float64Array[]) => points.map(([s]) => (s! > 0.9 ? undefined : s!));
    expect(await scanLines([line(1)], [(s) => s > 0.89], gaps)).toEqual([[undefined]]);
  });

  it("solves all lines in one call a round", async () => {
    let calls = 0;
    await scanLines([line(1), line(0.5), line(0.2)], [(s: number) => s > 0.15, (s: number) => s > 0.19], (points) => {
      calls += 1;
      return along(points);
    });
    expect(calls).toBe(11);
  });
});

async function summaryOf(crisis: Crisis): Promise<TippingSummary> {
  const space = factorSpace(crisis, parameterValues(crisis));
  const ranged = crisis.parameters.flatMap(({ range }, p) => (range ? [p] : []));
  const solve = drawSolver(space.crisis, { asOfStep: 0, asOf: undefined }, { grades: space.grades });
  return await tippingPoints(space, ranged, solve);
}

/** P(dark) = 4 (p − ½)² + ½ q, not monotone in p; calm leads at the file's values. */
const hollow = `
crisis: Hollow
question: { ask: "Does it get dark?", ending: dark }
actors: { us: { precision: infinite } }
moves: { us: { hold: nothing } }
parameters:
  p: { value: 0.5, range: [0, 1] }
  q: { value: 0.2, range: [0, 1] }
  s: { value: 2, range: [1, 4], distribution: loguniform }
state: { sky: [clear, black] }
drivers: { storm: { chance: "min(1, (4 * (p - 0.5) * (p - 0.5) + 0.5 * q) * s / 2)", then: { sky: black } } }
endings: { dark: { when: sky == black, rule: x }, calm: { otherwise: true, rule: y } }
`;

describe("tipping points", () => {
  it("are where the formula has them: one parameter either way, in logarithms where draws spread so, and pairs", async () => {
    const { found, leader, looked, solves } = await summaryOf(readText(hollow));
    expect(leader).toBe("calm");
    expect(looked).toEqual(["p", "q", "s"]);
    expect(solves).toBeLessThanOrEqual(mostTippingSolves(3));
    const single = (what: string, name: string) =>
      found.filter((point) => point.what === what && point.changes.length === 1 && point.changes[0]!.name === name);
    // 4 (p − ½)² + 0.1 = 0.5, and = 0.2 for ten points.
    expect(single("leader", "p").map(({ changes }) => changes[0]!.to)).toEqual([
      expect.closeTo(0.5 + Math.sqrt(0.1), 3),
      expect.closeTo(0.5 - Math.sqrt(0.1), 3),
    ]);
    expect(single("question", "p").map(({ share }) => share)).toEqual([
      expect.closeTo(Math.sqrt(0.025), 3),
      expect.closeTo(Math.sqrt(0.025), 3),
    ]);
    // q alone reaches 0.5 just at its end; ten points: q = 0.4 or 0.
    expect(single("question", "q").map(({ changes }) => changes[0]!.to)).toEqual([
      expect.closeTo(0, 3),
      expect.closeTo(0.4, 3),
    ]);
    // s doubles the odds at its upper end: exactly ten points.
    expect(single("question", "s")[0]!.changes[0]!.to).toBeCloseTo(4, 2);
    const [pair] = found.filter((point) => point.what === "question" && point.changes.length === 2);
    // The best: p and q up by the same share d: 4 d² + d / 2 = 0.1.
    const d = (-0.5 + Math.sqrt(0.25 + 1.6)) / 8;
    expect(pair!.share).toBeCloseTo(d, 3);
    expect(pair!.changes.map(({ name }) => name)).toEqual(["p", "q"]);
    expect(found.every((point, k) => k === 0 || point.share >= found[k - 1]!.share)).toBe(true);
  });

  it("agree with a fine scan of a real crisis, parameter by parameter", async () => {
    const file = join(import.meta.dirname, "../../crises/taiwan-1995/crisis.yaml");
    const whole = readText(readFileSync(file, "utf8"));
    const names = ["sharpness", "seize_cost"];
    const parameters = whole.parameters.map((one): Parameter => {
      const { range: _, ...certain } = one;
      return names.includes(one.name) ? one : certain;
    });
    const crisis = { ...whole, parameters };
    const asOf = (await solveCrisis(crisis, {})).solved!.asOf;
    const space = factorSpace(crisis, parameterValues(crisis));
    const solve = drawSolver(space.crisis, { asOfStep: asOf.step, asOf: undefined }, { grades: space.grades });
    const ranged = crisis.parameters.flatMap(({ range }, p) => (range ? [p] : []));
    const { found, leader } = await tippingPoints(space, ranged, solve);
    const steps = crisis.clock.steps!;
    for (const p of ranged) {
      const { name, range, value } = crisis.parameters[p]!;
      const [low, high] = range!;
      const fine = Array.from({ length: 100 }, (_, k) => low + ((high - low) * k) / 99);
      const results = await solve(
        fine.map((at) => {
          const values = Float64Array.from(space.values);
          values[p] = at;
          return values;
        }),
      );
      const flips = fine.filter((_, k) => {
        const result = results[k]!;
        if ("failure" in result) return false;
        const odds = crisis.endings.map((_e, e) =>
          result.endings.slice(e * steps, (e + 1) * steps).reduce((sum, mass) => sum + mass, 0),
        );
        return crisis.endings[odds.indexOf(Math.max(...odds))]!.name !== leader;
      });
      for (const [side, nearest] of [
        ["up", flips.find((at) => at > value)],
        ["down", flips.findLast((at) => at < value)],
      ] as const) {
        const own = found.find(
          ({ what, changes }) =>
            what === "leader" &&
            changes.length === 1 &&
            changes[0]!.name === name &&
            changes[0]!.to > value === (side === "up"),
        );
        if (nearest === undefined) expect(own).toBeUndefined();
        else expect(Math.abs(own!.changes[0]!.to - nearest)).toBeLessThan((high - low) / 99);
      }
    }
    expect(found.length).toBeGreaterThan(0);
  });
});
