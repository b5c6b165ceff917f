import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Crisis, forecast, readCrisis } from "../../src/index.ts";
import { fingerprintOf, type PlayLog, readPlayLog } from "../../web/src/play/play-log.ts";
import { seatsOf } from "../../web/src/play/play-state.ts";
import { PlayTable } from "../../web/src/play/play-table.ts";

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

  it("is refused in one sentence where there is no last step", () => {
    const endless = crisisOf(`
crisis: Endless
clock: { step: month }
discount: 0.9
actors: { a: { precision: 2 } }
state: { t: [low, high] }
moves: { a: { hold: nothing, press: { when: t == low, then: { t: high } } } }
drivers: { boom: { when: t == high, chance: 10%, then: { ends: war } } }
endings: { war: { rule: x, payoffs: { a: -1 } } }
`);
    const table = PlayTable.open(endless, 1, 0);
    expect(table).toMatchObject([{ message: expect.stringMatching(/without a last step.*steps: 24/) }]);
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

const secrets = `
crisis: Secrets at the table
clock: { steps: 3 }
information: private
actors: { us: { precision: 1.5 }, them: { precision: 1.5 } }
state:
  rung: { levels: [low, high] }
  nerve: { levels: [soft, hard], start: { soft: 60%, hard: 40% }, seen_by: [us] }
  works: { levels: [hollow, sound], start: { hollow: 50%, sound: 50% }, seen_by: [] }
drivers: { nerve: [{ otherwise: true, hard: 20%, stay: rest }] }
moves:
  us: { wait: nothing, press: { cost: 0.1 + 0.2 * works, then: { rung: high } } }
  them: { yield: { then: [{ 40%: { ends: calm } }, { rest: nothing }] }, stand: { then: [{ 30%: { ends: war } }, { rest: nothing }] } }
payoffs: { us: 0.1 * works, them: -0.1 * nerve }
endings:
  calm: { rule: a, payoffs: { us: "1 + rung * (1 + 2 * nerve)", them: -0.5 } }
  war: { rule: b, payoffs: { us: "if(nerve == hard, -0.2, -2)", them: "-1 - nerve + works" } }
  drawn: { otherwise: true, rule: c, payoffs: { us: "0.3 * rung" } }
`;

describe("a play with private information", () => {
  const crisis = crisisOf(secrets);
  const levelOf = (state: ReturnType<PlayTable["play"]>, variable: string): string =>
    state.levels.find((own) => own.variable === variable)!.level;

  it("tells a seat what its actor sees and believes, and nothing that hangs on what it does not see", () => {
    const met = new Map<string, string>();
    let compared = 0;
    for (let seed = 0; seed < 60; seed++) {
      const table = tableOf(crisis, seed);
      for (const seat of ["us", "them"]) {
        const choices: string[] = [];
        for (let state = table.play(seat, choices); !state.ended; state = table.play(seat, choices)) {
          expect(state.received).toEqual([]);
          expect(levelOf(state, "works")).toMatch(/^not seen; held for /);
          if (seat === "them") expect(levelOf(state, "nerve")).toMatch(/^not seen; held for /);
          else expect(["soft", "hard"]).toContain(levelOf(state, "nerve"));
          // Whatever is drawn, the same things seen are the same table.
          const seen = JSON.stringify([seat, state.events, seat === "us" ? levelOf(state, "nerve") : ""]);
          const shown = JSON.stringify([state, table.hint(seat, choices)]);
          if (met.has(seen)) compared++;
          expect(met.get(seen) ?? shown).toBe(shown);
          met.set(seen, shown);
          expect(JSON.stringify(state.events)).not.toMatch(/hollow|sound/);
          if (seat === "them") expect(JSON.stringify(state.events)).not.toMatch(/nerve|soft|hard/);
          choices.push(state.open[seed % 2]!.move);
        }
        const over = table.play(seat, choices);
        expect(["hollow", "sound"]).toContain(levelOf(over, "works"));
        expect(over.received).toHaveLength(2);
      }
    }
    expect(compared).toBeGreaterThan(80);
  });

  it("learns from what others do", () => {
    const held = new Set<string>();
    for (let seed = 0; seed < 40; seed++) held.add(levelOf(tableOf(crisis, seed).play("them", []), "nerve"));
    expect(held.size).toBe(2); // after a press, and after none
  });

  it("is refused where it cannot be solved, in words", () => {
    const opened = PlayTable.open(crisisOf(`${secrets}shocks: counted\n`), 1, 0);
    expect(opened instanceof PlayTable ? [] : opened.map(({ code }) => code)).toEqual(["private-not-solved"]);
  });
});
