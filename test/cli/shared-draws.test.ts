import { describe, expect, it } from "vitest";
import type { DrawResult, DrawTask } from "../../src/analysis/ranges/run-draws.ts";
import { GroundWriter, packResults, readGround, unpackDraws, unpackResults } from "../../src/cli/shared-draws.ts";
import { readText } from "../crisis/read-text.ts";
import { plainly } from "./plain-result.ts";

const plain = (mass: number): DrawResult => ({ mass, endings: Float64Array.of(mass / 2, mass / 3) });

describe("results of draws on their way between threads", () => {
  it("come out as they went in, whatever their kind", () => {
    const failed: DrawResult = { failure: { code: "no-game", message: "No game came of it." } };
    const changed: DrawResult = { ...plain(0.5), changed: [{ odds: Float64Array.of(1, 0) }] } as DrawResult;
    for (const results of [[], [failed], [plain(1)], [failed, plain(1), changed, plain(0.25), failed]]) {
      expect(unpackResults(structuredClone(packResults(results))).map(plainly)).toEqual(results);
    }
  });
});

describe("what draws have in common", () => {
  const crisis = readText(`
crisis: Sign
actors: { us: {} }
moves: { us: { hold: nothing, go: { then: { ends: war } } } }
parameters: { p: { value: 0.5, range: [0, 1] } }
endings: { war: { rule: x, payoffs: { us: -p } }, calm: { otherwise: true, rule: y } }
`);
  const request = { asOfStep: 0, asOfDay: 0 };
  const task = (draw: number, own: Partial<DrawTask> = {}): DrawTask => ({
    crisis,
    request,
    draws: [Float64Array.of(draw)],
    ...own,
  });

  it("is written once for tasks that share it, and read as it was", () => {
    const writer = new GroundWriter();
    const [first, second] = [writer.share(task(0.1)), writer.share(task(0.2))];
    expect(second.ground).toBe(first.ground);
    expect(second.key).toBe(first.key);
    expect(readGround(first.ground)).toEqual({ crisis, request });
    expect(unpackDraws(second.draws)).toEqual([Float64Array.of(0.2)]);
  });

  it("goes with draws that come out as they went in, also where there are none or no parameters", () => {
    const writer = new GroundWriter();
    const cases = [
      [],
      [new Float64Array(0), new Float64Array(0)],
      [Float64Array.of(1, 2), Float64Array.of(3, Number.NaN)],
    ];
    for (const draws of cases) {
      expect(unpackDraws(structuredClone(writer.share(task(1, { draws })).draws))).toEqual(draws);
    }
  });

  it("has another key where anything of it is another", () => {
    const writer = new GroundWriter();
    const others = [
      { crisis: { ...crisis } },
      { request: { ...request, asOfStep: 1 } },
      { grades: [] },
      { changes: [] },
    ];
    const keys = [task(1), ...others.map((own) => task(1, own))].map((own) => writer.share(own).key);
    expect(new Set(keys).size).toBe(5);
  });
});
