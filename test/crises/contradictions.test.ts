/** What the map of the seed commentary asks the checker to find in the Caribbean crisis, from the file alone. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contradictionsOf } from "../../src/crisis/contradictions.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";

const root = new URL("../../", import.meta.url);
const texts = (file: string): string => readFileSync(new URL(file, root), "utf8");
const { crisis } = readCrisis("crises/caribbean-2025/crisis.yaml", texts);
const found = contradictionsOf(crisis!);

/** The words at both places of a warning. */
function places({ span, related }: Diagnostic): readonly string[] {
  return [span!, ...(related ?? []).map((one) => one.span)].map(({ file, start, end }) =>
    texts(file).slice(start, end),
  );
}

describe("contradictions of the commentary", () => {
  it.each([
    ["I1: aid before the inauguration", "order-impossible", ["first_flight", "threat"]],
    ["I3: drills told as to come, never as held", "plan-never-told", ["pact", "ukraine_drags_on"]],
    ["I5: one system, two names", "two-names", ["aid_by_area", "arms_in_place"]],
    ["I8: Russian resolve both high and low", "contrary-signs", ["read_as_warning", "aid_capped"]],
  ])("%s", (_, code, names) => {
    expect(found.filter((one) => one.code === code).map(places)).toEqual([names]);
  });

  it("I16: odds without date, horizon and the rest of the whole", () => {
    const odds = found.filter(({ code }) => code === "odds-without-horizon");
    expect(odds.map(({ params }) => params)).toEqual(
      Array.from({ length: 2 }, () => ({ by: "RAND Corporation", missing: ["horizon", "date"] })),
    );
    expect(odds.map((one) => places(one)[1])).toEqual(["commentary", "commentary"]);
    const rest = found.filter(({ code }) => code === "odds-incomparable");
    expect(rest.map(({ message }) => message)).toEqual([
      "The odds by RAND Corporation leave at least 40% to endings nobody named.",
    ]);
  });

  it("finds nothing else", () => {
    expect(found.every(({ severity }) => severity === "warning")).toBe(true);
    expect(found).toHaveLength(7);
  });
});
