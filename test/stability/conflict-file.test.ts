/** Reading conflict files and rankings, and crises as conflicts. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Intervention } from "../../src/analysis/intervention.ts";
import { conflictOfCrisis } from "../../src/analysis/stability/crisis-conflict.ts";
import { isConflictFile, readConflict } from "../../src/analysis/stability/read-conflict.ts";
import { stabilityOfConflict } from "../../src/analysis/stability/stability-of-conflict.ts";
import { withRanking } from "../../src/analysis/stability/with-ranking.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import { randomStream } from "../../src/numeric/random.ts";
import { movesFrom } from "../../src/stability/conflict-graph.ts";
import { LineIndex } from "../../src/text/line-index.ts";

const root = resolve(import.meta.dirname, "../..");
const cuba = readFileSync(join(root, "games/cuba-1962.conflict.yaml"), "utf8");

const byMoves = `
conflict: A border post
actors:
  north: { moves: { calm: [crossed, manned], manned: calm } }
  south: { name: The South, moves: { crossed: [fought, calm] } }
states: { calm: nobody there, crossed: a raid, manned: a garrison, fought: a battle }
ranking:
  north: [crossed, calm, manned, fought]
  south: [calm, manned, [crossed, fought]]
`;

function mistakesIn(text: string): readonly string[] {
  const index = new LineIndex(text);
  return readConflict("c.yaml", text).diagnostics.map(({ code, span }) => {
    const { line, column } = index.at(span?.start ?? 0);
    return `${line}:${column} ${code}`;
  });
}

describe("conflict files", () => {
  it("give the states that `never` leaves, and moves that change own options only", () => {
    const { conflict } = readConflict("c.yaml", cuba);
    const { states, graph } = conflict!;
    expect(states).toHaveLength(12);
    const from = states.findIndex(({ name }) => name === "blockade");
    expect(Array.from(movesFrom(graph, 1, from), (s) => states[s]!.name)).toEqual([
      "blockade+withdraw",
      "blockade+escalate",
    ]);
  });

  it("hold irreversible options, taken and dropped", () => {
    const held = (way: string): readonly string[] => {
      const { conflict } = readConflict(
        "c.yaml",
        cuba.replace("never:", `irreversible: { air_strike: ${way} }\nnever:`),
      );
      const from = conflict!.states.findIndex(({ name }) => name === (way === "taken" ? "air_strike" : "nothing"));
      return Array.from(movesFrom(conflict!.graph, 0, from), (s) => conflict!.states[s]!.name);
    };
    expect(held("taken")).toEqual(["air_strike+blockade"]);
    expect(held("dropped")).toEqual(["blockade"]);
  });

  it("may list states and moves", () => {
    const { conflict, diagnostics } = readConflict("c.yaml", byMoves);
    expect(diagnostics).toEqual([]);
    const { result } = stabilityOfConflict(conflict!, { state: "calm" });
    expect(result!.states[0]).toMatchObject({
      label: "nobody there",
      moves: { north: ["crossed", "manned"], south: [] },
      place: { north: 2, south: 1 },
    });
    // A raid at `crossed` is answered by going back to `calm`, which is no gain for north; south, there, would
    // only be raided again, but could then get away once more. From `manned` nobody keeps north.
    expect(result!.equilibria).toEqual({
      nash: ["fought"],
      sequential: ["calm", "crossed", "fought"],
      symmetric: ["calm", "fought"],
      general: ["calm", "crossed", "fought"],
    });
    expect(result!.about!.actors[0]!.verdicts.map(({ stable }) => stable)).toEqual([false, true, true, true]);
    expect(result!.about!.actors[0]!.verdicts[2]!.because).toBe(
      "State `calm` is symmetric metarational for north because if north goes to `crossed`, The South can go to `fought`, and north likes `fought` no better than `calm`, nor anything it can reach from there.",
    );
    expect(result!.about!.actors[0]!.verdicts[0]!.requires).toEqual([["crossed"]]);
  });

  it("are told from crises by their first key", () => {
    expect(isConflictFile(cuba)).toBe(true);
    expect(isConflictFile("crisis: A conflict: of words")).toBe(false);
  });

  it.each([
    ["hello", ["1:1 conflict-expected", "1:1 conflict-missing", "1:1 conflict-missing", "1:1 conflict-missing"]],
    ["conflict: x\nactors: {}\nranking: {}\nlevels: 3", ["4:1 conflict-unknown-key"]],
    [byMoves.replace("[fought, calm]", "[fogt, calm]"), ["5:48 conflict-unknown-name"]],
    [
      byMoves.replace("crossed, calm, manned, fought]", "crossed, calm, calm]"),
      ["8:26 conflict-ranked-twice", "8:3 conflict-unranked"],
    ],
    [byMoves.replace(/ {2}south: \[.*/, ""), ["8:3 conflict-missing"]],
    [byMoves.replace("ranking:", "never: []\nranking:"), ["7:8 conflict-both-ways"]],
    [cuba.replace("escalate] }", "blockade] }"), ["6:55 conflict-name-twice", "7:20 conflict-unknown-name"]],
    [cuba.replace("never:", "irreversible: { blockade: gone }\nnever:"), ["7:27 conflict-expected"]],
    [
      cuba.replace("[[withdraw, escalate]]", "[air_strike, [air_strike, withdraw], blockade, withdraw, escalate, []]"),
      [],
    ],
    [cuba.replace("us: { name", "2us: { name"), ["5:3 conflict-bad-name"]],
  ])("%# mistakes are told at their places, all of them", (text, places) => {
    const found = mistakesIn(text);
    if (places.length > 0) expect(found).toEqual(places);
    // With everything ruled out one state is left, so every ranking names states that are not there.
    else expect(new Set(found.map((place) => place.split(" ")[1]))).toEqual(new Set(["conflict-unknown-name"]));
  });

  it("never fail otherwise on files changed at random", () => {
    const random = randomStream(77);
    const signs = ["[", "]", "{", "}", ":", ",", "-", "0", "a", " ", "\n", '"', "#", "&", "*", "!", "\t"];
    for (let k = 0; k < 1000; k++) {
      let text = k % 2 === 0 ? cuba : byMoves;
      for (let edits = 1 + Math.floor(random.next() * 4); edits > 0; edits--) {
        const at = Math.floor(random.next() * text.length);
        const cut = Math.floor(random.next() * 6);
        const sign = signs[Math.floor(random.next() * signs.length)]!;
        text = text.slice(0, at) + (random.next() < 0.5 ? sign : "") + text.slice(at + cut);
      }
      const { conflict, diagnostics } = readConflict("c.yaml", text);
      expect(conflict === undefined).toBe(diagnostics.length > 0);
      if (conflict)
        expect(stabilityOfConflict(conflict, { coalitions: k % 20 === 0, state: "1" }).result).toBeDefined();
    }
  });
});

const navies = `
crisis: Two navies
clock: { steps: 3 }
actors: { north: { precision: 2 }, south: { precision: 2 }, weather: { acts_by: chance } }
state:
  tension: { levels: [calm, high] }
  mines: { levels: [none, laid] }
  fog: { levels: [clear, thick], start: { clear: 70%, thick: rest } }
turns: [north, south, weather]
moves:
  weather: { wait: { chance: 100% } }
  north:
    hold: nothing
    sail: { when: tension == calm, cost: 0.1, then: [{ 25%: { ends: clash } }, { rest: { tension: high } }] }
    back: { when: tension == high, then: { tension: calm } }
  south:
    hold: nothing
    mine: { arrives: 2 steps, when: mines == none, then: { mines: laid } }
    fire: { when: tension == high, then: { ends: clash } }
payoffs: { north: "if(tension == high, 0.5, 0) - 1 * mines", south: "if(tension == high, -0.2, 0) + 0.1 * mines" }
discount: 0.5
endings:
  clash: { rule: shots, payoffs: { north: -2, south: -3 } }
  drift: { rule: neither, otherwise: true, payoffs: { south: 0.8 } }
`;

function crisisOf(text: string) {
  const { crisis, diagnostics } = readCrisis("navies.yaml", (name) => (name === "navies.yaml" ? text : undefined));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return crisis!;
}

describe("a crisis as a conflict", () => {
  it("has the states that actors lead to, the likeliest outcomes, and endings that nobody leaves", () => {
    const { conflict } = conflictOfCrisis(crisisOf(navies));
    const { states, graph, actors, notes } = conflict!;
    expect(actors.map(({ name }) => name)).toEqual(["north", "south"]);
    expect(states.map(({ label }) => label)).toEqual([
      "the start",
      "tension high",
      "mines laid",
      "tension high, mines laid",
      "ends: clash",
    ]);
    const moves = (i: number): readonly (readonly number[])[] => states.map((_, s) => [...movesFrom(graph, i, s)]);
    expect(moves(0)).toEqual([[1], [0], [3], [2], []]);
    // What is sent has arrived.
    expect(moves(1)).toEqual([[2], [3, 4], [], [4], []]);
    // north, staying for three steps at discount 1/2: 0; 0.875; −1.75; −0.875; −2.
    expect(graph.rank[0]).toEqual(Float64Array.of(3, 4, 1, 2, 0));
    // south, with 0.1 of the discounted 0.8 at the end: 0.1; −0.25; 0.275; −0.075; −3.
    expect(graph.rank[1]).toEqual(Float64Array.of(3, 1, 4, 2, 0));
    expect(notes.join(" ")).toMatch(
      /Held: fog at clear.*likeliest outcome counts of north\.sail.*costs of north\.sail/s,
    );
  });

  it("takes other levels and parameters", () => {
    const crisis = crisisOf(navies);
    const settings: readonly Intervention[] = [{ kind: "setLevel", variable: 1, level: 1 }];
    const { conflict } = conflictOfCrisis(crisis, settings);
    expect(conflict!.states.map(({ label }) => label)).toEqual(["the start", "tension high", "ends: clash"]);
  });

  it("takes the orders of a file, and tells its mistakes", () => {
    const { conflict } = conflictOfCrisis(crisisOf(navies));
    const ranked = withRanking(conflict!, "r.yaml", "ranking: { south: [4, [1, 2], 3, 5] }");
    expect(ranked.conflict!.graph.rank[1]).toEqual(Float64Array.of(3, 3, 2, 4, 1));
    expect(ranked.conflict!.graph.rank[0]).toEqual(conflict!.graph.rank[0]);
    const codes = (text: string) => withRanking(conflict!, "r.yaml", text).diagnostics.map(({ code }) => code);
    expect(codes("ranking: { south: [4, 9, 1] }")).toEqual(["conflict-unknown-name", "conflict-unranked"]);
    expect(codes("rankings: {}")).toEqual(["conflict-unknown-key", "conflict-missing"]);
  });

  it.each([
    ["cuba-1962", 1],
    ["taiwan-1995", 77],
    ["caribbean-2025", 51],
    ["deterrence", 4],
  ])("%s is one of %i states", (name, count) => {
    const folder = join(root, "crises", name);
    const { crisis } = readCrisis("crisis.yaml", (file) => {
      try {
        return readFileSync(join(folder, file), "utf8");
      } catch {
        return undefined;
      }
    });
    const { conflict } = conflictOfCrisis(crisis!);
    expect(conflict!.states).toHaveLength(count);
    // In Cuba neither government has come to a decision at the start.
    expect(conflict!.notes.some((note) => note.includes("only state"))).toBe(count === 1);
    expect(stabilityOfConflict(conflict!).result!.equilibria.general.length).toBeGreaterThan(0);
  });
});
