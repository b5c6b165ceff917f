import { describe, expect, it } from "vitest";
import { standingIn } from "../../web/src/reading/standing.ts";

const report = { id: "wire_2", kind: "claim", sentence: 2 } as const;
const odds = { id: "wire_3", kind: "estimate", sentence: 3, odds: { ending: "clash", below: 0.2 } } as const;

describe("drafts that stand in the texts of a crisis", () => {
  const standing = (text: string): readonly string[] => [...standingIn([report, odds], "Wire", { "a.yaml": text })];

  it("are reports of their name, however they are laid out", () => {
    expect(standing("reports:\n  - { id: wire_2, saw: x }\n")).toEqual(["wire_2"]);
    expect(standing("reports: [{ saw: x,\n id: wire_2 }]")).toEqual(["wire_2"]);
    expect(standing("reports:\n  - id: wire_22\n")).toEqual([]);
  });

  it("are no other words of that name", () => {
    expect(standing("# wire_2\nreports: []\n")).toEqual([]);
    expect(standing("sources: { wire_2: {} }\nreports:\n  - { id: other, same_as: wire_2 }\n")).toEqual([]);
  });

  it("are odds of their ending from their sentence", () => {
    expect(standing("estimates:\n  - { ending: clash, below: 20%, text: [N1, Wire3] }\n")).toEqual(["wire_3"]);
    expect(standing("estimates:\n  - { ending: clash, below: 20%, text: Wire3 }\n")).toEqual(["wire_3"]);
    expect(standing("estimates:\n  - { ending: other, below: 20%, text: [Wire3] }\n")).toEqual([]);
    expect(standing("estimates:\n  - { ending: clash, below: 20%, text: [Wire33] }\n")).toEqual([]);
    const tribute = { ...odds, odds: { ending: "tribute", below: 0.2 } };
    const clash = "estimates:\n  - { ending: clash, text: [Wire3] }\n";
    expect(standingIn([tribute], "Wire", { "a.yaml": clash }).size).toBe(0);
  });

  it("are found in any file, and in one that is half typed", () => {
    const texts = { "a.yaml": "crisis: {", "b.yaml": "reports:\n  - { id: wire_2, saw: { a: \n" };
    expect([...standingIn([report, odds], "Wire", texts)]).toEqual(["wire_2"]);
    expect(standingIn([], "Wire", texts).size).toBe(0);
  });
});
