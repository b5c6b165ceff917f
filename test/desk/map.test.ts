import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { readCrisis } from "../../src/index.ts";
import { placesOf } from "../../web/src/map/crisis-places.ts";
import { PlaceFinder } from "../../web/src/map/find-places.ts";
import { pushApart } from "../../web/src/map/push-apart.ts";

const atlas: { objects: { countries: { geometries: readonly { properties: { name: string } }[] } } } = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-110m.json"), "utf8"),
);
const finder = new PlaceFinder(atlas.objects.countries.geometries.map(({ properties }) => properties.name));

describe("countries in a label", () => {
  it.each([
    ["United States executive", ["United States of America"]],
    ["US Congress", ["United States of America"]],
    ["Iran, North Korea and China", ["Iran", "North Korea", "China"]],
    ["Russian government", ["Russia"]],
    ["Venezuelan opposition", ["Venezuela"]],
    ["Taiwan's voters under pressure", ["Taiwan"]],
    ["Soviet Union", ["Russia"]],
    ["Nigerian and Guinean envoys", ["Nigeria", "Guinea"]],
    ["Equatorial lands", []],
    ["trust in us", []],
    ["Organization of American States", []],
    ["Romania and Oman", ["Romania", "Oman"]],
    ["a woman of mali", []],
  ])("%s", (label, countries) => {
    expect(finder.find(label)).toEqual(countries);
  });
});

describe("places of a crisis", () => {
  const file = (name: string): string => readFileSync(new URL(`../../crises/${name}`, import.meta.url), "utf8");

  it("holds actors by role, conditions, and who is in no country", () => {
    const { crisis } = readCrisis("taiwan-1995/crisis.yaml", file);
    const { places, elsewhere } = placesOf(crisis!, finder);
    expect(places.map(({ country, role }) => [country, role])).toEqual([
      ["China", "chooses"],
      ["Taiwan", "chooses"],
      ["United States of America", "chooses"],
    ]);
    expect(places[1]?.variables.length).toBeGreaterThan(0);
    expect(elsewhere).toEqual([]);
  });

  it("lists actors without a country", () => {
    const { crisis } = readCrisis("cuba-1962/crisis.yaml", file);
    expect(placesOf(crisis!, finder).elsewhere).toContain("United Nations");
  });
});

describe("marks", () => {
  it("lie apart and within the picture, and stay where there is room", () => {
    const points: readonly (readonly [number, number])[] = [
      [50, 50],
      [50, 50],
      [52, 51],
      [300, 100],
      [1, 1],
    ];
    const moved = pushApart(points, 20, { width: 400, height: 200 });
    for (const [k, one] of moved.entries()) {
      for (const other of moved.slice(k + 1))
        expect(Math.hypot(one[0] - other[0], one[1] - other[1])).toBeGreaterThan(19.5);
      expect(one[0]).toBeGreaterThanOrEqual(10);
    }
    expect(moved[3]).toEqual([300, 100]);
  });
});
