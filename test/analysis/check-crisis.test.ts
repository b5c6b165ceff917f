import { describe, expect, it } from "vitest";
import { checkCrisis } from "../../src/analysis/check-crisis.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";

const text = `
crisis: Test of reach
clock: { steps: 3 }
sources: { wire: { grade: B } }
actors: { a: {}, b: {} }
state:
  arms: { levels: [none, some], start: none }
  secret: { levels: [no, yes], start: { no: 50%, yes: 50% } }
turns: [b, a]
moves:
  a: { hold: nothing, ask: { once: true }, shout: { when: arms == some and secret == yes } }
  b: { hold: nothing, ship: { after: a.ask, then: { arms: some } }, never: { when: "arms == none and secret > 0 and arms > 0" } }
endings:
  unseen: { when: arms == some and secret == no and arms == none, rule: "cannot be" }
  out: { otherwise: true, rule: "the rest" }
reports:
  - { id: too_early, happened: 1, source: wire, saw: { b: ship } }
  - { id: in_time, happened: 2, source: wire, saw: { b: ship } }
  - { id: both_at_once, happened: 2, source: wire, saw: [arms == some, { none of: [b.ship] }] }
  - { id: shouted, happened: 2, source: wire, saw: { a: shout } }
`;

function read(source: string): Crisis {
  const { crisis, diagnostics } = readCrisis("test.yaml", () => source);
  if (!crisis) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return crisis;
}

describe("checkCrisis", () => {
  const { result, diagnostics } = checkCrisis(read(text));

  it("warns of what can never come about, in any part", () => {
    const found = diagnostics.map(({ code, params }) => `${code} ${params.ending ?? params.move ?? params.report}`);
    expect(found).toEqual([
      "contrary-claims in_time",
      "unreachable-ending unseen",
      "unavailable-move never",
      "impossible-report too_early",
      "report-only-error both_at_once",
    ]);
    expect(diagnostics.every(({ severity, hint, span }) => severity === "warning" && hint && span)).toBe(true);
  });

  it("says how large the game is and what makes it so", () => {
    expect(result).toMatchObject({ parts: 2, combinations: 4, states: 3 });
    expect(result?.variables).toContainEqual({
      name: "made.a.ask",
      levels: 2,
      multiplies: "state",
      standsFor: "a.ask (after, once)",
    });
    expect(result?.variables.find(({ name }) => name === "secret")?.multiplies).toBe("parts");
    expect(result?.filter?.columns).toBeGreaterThanOrEqual(1);
  });

  it("reports each mistake of the reachable game once, with the state that shows it", () => {
    const broken = checkCrisis(read(text.replace("then: { arms: some }", "then: { arms: up 1 }")));
    expect(broken.result).toBeUndefined();
    expect(broken.diagnostics.map(({ code }) => code)).toEqual(["level-out-of-range"]);
    expect(broken.diagnostics[0]!.message).toContain("arms = some");
  });

  it("points at the last of the endings where none says what the last step leaves", () => {
    const open = checkCrisis(read(text.replace('  out: { otherwise: true, rule: "the rest" }\n', "")));
    expect(open.result).toBeUndefined();
    expect(open.diagnostics.map(({ code }) => code)).toEqual(["no-otherwise"]);
    expect(text.slice(open.diagnostics[0]?.span?.start, open.diagnostics[0]?.span?.end)).toBe("unseen");
  });
});
