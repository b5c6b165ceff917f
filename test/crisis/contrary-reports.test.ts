import { describe, expect, it } from "vitest";
import { contraryReports } from "../../src/crisis/contrary-reports.ts";
import { readText } from "./read-text.ts";

const pairs = (reports: string): string[] => {
  const crisis = readText(`
crisis: Two stories
clock: { start: 2030-01, step: month, steps: 6 }
sources: { paper: { grade: B }, radio: { grade: C } }
actors: { north: { precision: 1 } }
state: { rung: [calm, patrols, blockade], mood: [low, high] }
moves: { north: { hold: nothing, press: { then: { rung: blockade } }, ease: { then: { rung: calm } } } }
endings: { war: { when: mood == high, rule: x }, none: { otherwise: true, rule: y } }
drivers: { mood: [{ otherwise: true, high: 10%, stay: rest }] }
reports:
${reports}
`);
  return contraryReports(crisis).map(
    ({ report, other, by }) => `${crisis.reports[report]!.name} ${crisis.reports[other]!.name} ${by}`,
  );
};
const one = (id: string, happened: string, saw: string, source = "paper"): string =>
  `  - { id: ${id}, happened: ${happened}, source: ${source}, saw: ${saw} }`;

describe("contrary reports", () => {
  it("say that something happened and that it never did, whoever tells", () => {
    const never = one("never", "2030-01..2030-03", "{ none of: [north.press] }", "radio");
    expect(pairs(`${one("did", "2030-02", "{ north: press }")}\n${never}`)).toEqual(["did never never"]);
    // Before, or perhaps after: both may be so.
    expect(pairs(`${one("did", "2030-04", "{ north: press }")}\n${never}`)).toEqual([]);
    expect(pairs(`${one("did", "2030-02..2030-04", "{ north: press }")}\n${never}`)).toEqual([]);
    expect(pairs(`${one("did", "2030-02", "{ any of: [north.press, north.ease] }")}\n${never}`)).toEqual([]);
  });

  it("put one variable at two levels in the same step", () => {
    const calm = one("calm", "2030-02", "rung == calm");
    expect(pairs(`${calm}\n${one("armed", "2030-02", "rung >= patrols", "radio")}`)).toEqual(["calm armed level"]);
    expect(pairs(`${calm}\n${one("armed", "2030-02", "rung <= patrols", "radio")}`)).toEqual([]);
    expect(pairs(`${calm}\n${one("armed", "2030-03", "rung >= patrols", "radio")}`)).toEqual([]);
    expect(pairs(`${calm}\n${one("armed", "2030-02", "mood == low", "radio")}`)).toEqual([]);
  });

  it("are found by the levels a threshold leaves, and never within one event", () => {
    const never = one("never", "2030-02", "{ none of: [rung >= patrols] }", "radio");
    expect(pairs(`${one("high", "2030-02", "rung == blockade")}\n${never}`)).toEqual(["high never never"]);
    const again = "  - { id: again, same_as: high, source: radio }";
    expect(pairs(`${one("high", "2030-02", "rung == blockade")}\n${again}`)).toEqual([]);
  });
});
