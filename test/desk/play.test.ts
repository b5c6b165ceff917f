import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Crisis, forecast, readCrisis } from "../../src/index.ts";
import { fingerprintOf, type PlayLog, readPlayLog } from "../../web/src/play/play-log.ts";
import { PlayTable, seatsOf } from "../../web/src/play/play-table.ts";

const text = readFileSync(join(import.meta.dirname, "../fixtures/strait.yaml"), "utf8");

function crisisOf(yaml: string): Crisis {
  const { crisis, diagnostics } = readCrisis("crisis.yaml", () => yaml);
  if (!crisis) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return crisis;
}

function tableOf(crisis: Crisis, seed: number, run = 0): PlayTable {
  const table = PlayTable.open(crisis, seed, run);
  if (!(table instanceof PlayTable)) throw new Error(table.map(({ message }) => message).join("\n"));
  return table;
}

/** Plays to the end, always with the same rule for the seat. */
function playOut(table: PlayTable, seat: string, choose: (moves: readonly string[]) => string): readonly string[] {
  const choices: string[] = [];
  for (let state = table.play(seat, choices); !state.ended; state = table.play(seat, choices)) {
    expect(state.open.length).toBeGreaterThan(1);
    choices.push(choose(state.open.map(({ move }) => move)));
    expect(choices.length).toBeLessThan(500);
  }
  return choices;
}

describe("a play", () => {
  const crisis = crisisOf(text);
  const seat = seatsOf(crisis)[0]!.name;

  it("is refused where actors keep secrets, which the table would show", () => {
    const opened = PlayTable.open(crisisOf(text.replace(/^clock:/m, "information: private\nclock:")), 7, 0);
    expect(opened instanceof PlayTable ? [] : opened.map(({ code }) => code)).toEqual(["private-not-played"]);
  });

  it("ends, is the same from the same seed and choices, and can be taken back", () => {
    const table = tableOf(crisis, 7);
    const choices = playOut(table, seat, (moves) => moves.at(-1)!);
    const whole = table.play(seat, choices);
    expect(tableOf(crisis, 7).play(seat, choices)).toEqual(whole);
    const before = table.play(seat, choices.slice(0, -1));
    expect(before.ended).toBeUndefined();
    expect(whole.events.slice(0, before.events.length)).toEqual(before.events);
    expect(table.play(seat, [...choices.slice(0, -1), "no_such_move"])).toEqual(before);
  });

  it("draws others, chance and hidden facts from the seed", () => {
    const seen = new Set(
      Array.from({ length: 12 }, (_, seed) => {
        const table = tableOf(crisis, seed);
        return JSON.stringify([
          table.facts,
          table.play(
            seat,
            playOut(table, seat, (moves) => moves[1]!),
          ).events,
        ]);
      }),
    );
    expect(seen.size).toBeGreaterThan(3);
  });

  it("tells what a solved actor would do, and its payoffs add up", () => {
    const table = tableOf(crisis, 3);
    const { open } = table.play(seat, []);
    const hints = table.hint(seat, []);
    expect(hints.map(({ name }) => name)).toEqual(open.map(({ move }) => move));
    expect(hints.reduce((sum, { odds }) => sum + odds, 0)).toBeCloseTo(1, 12);
    for (const { total, parts, endings } of hints) {
      expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(total, 12);
      expect(endings.reduce((sum, odds) => sum + odds, 0)).toBeCloseTo(1, 9);
    }
  });

  it("plays groups that move at the same time, each by itself", () => {
    const chicken = crisisOf(`
actors: { a: { precision: 4 }, b: { precision: 4 } }
state: { first: [none, swerves, stays], second: [none, swerves, stays] }
turns: [[a, b]]
moves:
  a: { swerve: { then: { first: swerves } }, stay_on: { cost: 0.1, then: { first: stays } } }
  b: { swerve: { then: { second: swerves } }, stay_on: { then: { second: stays } } }
endings:
  crash: { when: first == stays and second == stays, payoffs: { a: -3, b: -3 } }
  other: { otherwise: true, rule: no crash }
`);
    const seeds = Array.from({ length: 60 }, (_, seed) => tableOf(chicken, seed).play("a", ["stay_on"]));
    expect(seeds.every(({ ended }) => ended !== undefined)).toBe(true);
    const crashes = seeds.filter(({ ended }) => ended?.ending === "crash");
    expect(crashes.length).toBeGreaterThan(0);
    expect(crashes.length).toBeLessThan(60);
    expect(crashes[0]!.received.find(({ actor }) => actor === "a")?.value).toBeCloseTo(-3.1, 12);
    expect(
      tableOf(chicken, 1)
        .play("a", [])
        .open.map(({ cost }) => cost),
    ).toEqual([0, 0.1]);
  });

  it("ends as often as forecast when the seat follows the solution", async () => {
    const plain = crisisOf(text.replace(/^reports:[\s\S]*$/m, ""));
    const { result } = await forecast(plain, {});
    const counts = new Map<string, number>();
    const plays = 400;
    // With a seat nobody has, all actors are played by the solution.
    for (let run = 0; run < plays; run++) {
      const { ended } = tableOf(plain, 11, run).play("nobody", []);
      counts.set(ended!.ending, (counts.get(ended!.ending) ?? 0) + 1);
    }
    for (const { name, probability } of result!.endings) {
      const deviation = Math.sqrt((probability * (1 - probability)) / plays);
      expect(Math.abs((counts.get(name) ?? 0) / plays - probability)).toBeLessThan(4 * deviation + 1e-9);
    }
  });
});

describe("a saved play", () => {
  const log: PlayLog = {
    kind: "brink-play",
    format: 1,
    brink: "0.1.0",
    crisis: "Strait",
    file: "strait.yaml",
    fingerprint: fingerprintOf({ "strait.yaml": text }),
    seat: "south",
    seed: 7,
    run: 0,
    choices: ["pay", ""],
    events: [],
  };

  it("is read back as it was written", () => {
    expect(readPlayLog(JSON.stringify(log))).toEqual(log);
  });

  it.each([
    ["nothing", ""],
    ["another file", "{}"],
    ["a newer one", JSON.stringify({ ...log, format: 2 })],
    ["choices that are none", JSON.stringify({ ...log, choices: [1] })],
    ["a seed that is none", JSON.stringify({ ...log, seed: -1 })],
  ])("is refused in words where it is %s", (_, saved) => {
    expect(readPlayLog(saved)).toMatch(/^This /);
  });

  it("knows its crisis by the 64-bit FNV-1a hash of its texts", () => {
    // "a\nfoobar" by the published algorithm, in whole numbers.
    let hash = 0xcbf29ce484222325n;
    for (const sign of "a\nfoobar") hash = BigInt.asUintN(64, (hash ^ BigInt(sign.charCodeAt(0))) * 0x100000001b3n);
    expect(fingerprintOf({ a: "foobar" })).toBe(hash.toString(16).padStart(16, "0"));
    expect(fingerprintOf({ a: "foobar" })).not.toBe(fingerprintOf({ b: "foobar" }));
  });
});
