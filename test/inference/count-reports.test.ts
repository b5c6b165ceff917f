import { describe, expect, it } from "vitest";
import type { Evidence, EvidenceReport } from "../../src/game/evidence.ts";
import { countReports } from "../../src/inference/count-reports.ts";

/** Sources: 0 a newspaper, 1 a member and 2 an envoy, both told through it, 3 an agency of its own. */
const CHAINS = [[0], [1, 0], [2, 0], [3]];

interface Told {
  readonly source: number;
  readonly day: number;
  readonly hit?: number;
  readonly sameAs?: number;
  readonly to?: number;
}

function evidenceOf(told: readonly Told[]): Evidence {
  const reports = told.map(
    ({ source, day, hit = 0.75, sameAs, to = 0 }, k): EvidenceReport => ({
      id: `r${k}`,
      chain: CHAINS[source]!,
      hit,
      to,
      toldDay: day,
      toldStep: day,
      sameAs: sameAs ?? k,
      claim: [],
    }),
  );
  return { sources: [], watches: [], reports };
}

function counted(
  told: readonly Told[],
  asOf = 9,
): { index: number; chain: readonly number[]; day: number; hit: number }[] {
  return countReports(evidenceOf(told), (report) => report.toldDay <= asOf).map(({ index, chain, toldDay, hit }) => ({
    index,
    chain,
    day: toldDay,
    hit,
  }));
}

describe("countReports", () => {
  it("puts reports in order of telling, then of the file", () => {
    const order = counted([
      { source: 0, day: 3 },
      { source: 3, day: 1 },
      { source: 0, day: 1 },
      { source: 0, day: 12 },
    ]);
    expect(order.map(({ index }) => index)).toEqual([1, 2, 0]);
  });

  it("counts a source's repetition once, at its first telling and highest credibility", () => {
    expect(
      counted([
        { source: 0, day: 4, hit: 0.55 },
        { source: 0, day: 2, hit: 0.9, sameAs: 0 },
      ]),
    ).toEqual([{ index: 0, chain: [0], day: 2, hit: 0.9 }]);
  });

  it("counts what a source passes on as told by the source it comes from", () => {
    expect(
      counted([
        { source: 0, day: 1, hit: 0.9 },
        { source: 1, day: 5, hit: 0.55, sameAs: 0 },
      ]),
    ).toEqual([{ index: 1, chain: [1, 0], day: 1, hit: 0.9 }]);
  });

  it("counts only what is told: before the member speaks, the newspaper's own telling", () => {
    const told = [
      { source: 0, day: 1 },
      { source: 1, day: 5, sameAs: 0 },
    ];
    expect(counted(told, 4)).toEqual([{ index: 0, chain: [0], day: 1, hit: 0.75 }]);
  });

  it("counts two members told through one newspaper each, the newspaper not again", () => {
    const lines = counted([
      { source: 0, day: 3, hit: 0.9 },
      { source: 1, day: 4, sameAs: 0 },
      { source: 2, day: 2, sameAs: 0 },
    ]);
    expect(lines).toEqual([
      { index: 2, chain: [2, 0], day: 2, hit: 0.9 },
      { index: 1, chain: [1, 0], day: 3, hit: 0.9 },
    ]);
  });

  it("counts other sources each", () => {
    const lines = counted([
      { source: 0, day: 1 },
      { source: 3, day: 2, sameAs: 0 },
    ]);
    expect(lines.map(({ index }) => index)).toEqual([0, 1]);
  });

  it("takes the claim as far as the first telling reached", () => {
    const evidence = evidenceOf([
      { source: 0, day: 1, to: 1 },
      { source: 1, day: 5, to: 5, sameAs: 0 },
    ]);
    expect(countReports(evidence, () => true)[0]!.to).toBe(1);
  });

  it("keeps reports without a source apart from the others", () => {
    const { reports } = evidenceOf([
      { source: 0, day: 1 },
      { source: 0, day: 2, sameAs: 0 },
    ]);
    const nameless = { ...reports[1]!, chain: [] };
    const evidence = { sources: [], watches: [], reports: [reports[0]!, nameless] };
    expect(countReports(evidence, () => true).map(({ index }) => index)).toEqual([0, 1]);
  });
});
