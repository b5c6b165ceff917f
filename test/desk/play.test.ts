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

const rivalry = readFileSync(join(import.meta.dirname, "../fixtures/rivalry.yaml"), "utf8").replace(
  "b: { precision: 2 }",
  "b: { precision: 2, discount: 0.8 }",
);

/** Nothing ever ends it, and after one choice there is none. */
const settled = `
crisis: Settled for ever
clock: { steps: endless }
discount: 0.5
actors: { us: { precision: 1 }, them: { precision: 1 } }
state: { line: [open, drawn], quarrel: [calm, loud] }
moves:
  us: { draw: { when: line == open, then: { line: drawn } }, wait: { when: line == open, then: { line: drawn } } }
  them: { hush: { then: { quarrel: calm } }, shout: { then: { quarrel: loud } } }
payoffs: { us: 1, them: 0.5 }
endings: { never: { chance: 0%, rule: x } }
`;

describe("a play on an endless clock", () => {
  const crisis = crisisOf(rivalry);

  it("says that there is no last step, and what a later payoff is worth", () => {
    expect(tableOf(crisis, 1).clock).toMatch(/no last step: .* you stop\..* counts 0\.9 to a, 0\.8 to b now\.$/);
    expect(tableOf(crisisOf(settled), 1).clock).toMatch(/one step later counts 0\.5 now\.$/);
    expect(tableOf(crisisOf(text), 1).clock).toBe("The clock has 6 steps.");
  });

  it("ends where an ending comes about, is the same from the same seed and choices, and can be taken back", () => {
    const choices = playOut(tableOf(crisis, 7), "a", (moves) => moves.at(-1)!);
    const whole = tableOf(crisis, 7).play("a", choices);
    expect(whole.ended?.ending).toBe("war");
    expect(whole.events.at(-1)).toMatchObject({ kind: "end", who: "war" });
    expect(tableOf(crisis, 7).play("a", choices)).toEqual(whole);
    const before = tableOf(crisis, 7).play("a", choices.slice(0, -1));
    expect(before.ended).toBeUndefined();
    expect(whole.events.slice(0, before.events.length)).toEqual(before.events);
  });

  it("goes on as long as the player goes on", () => {
    const table = tableOf(
      crisisOf(
        rivalry
          .replace("[{ 30%: { ends: treaty } }, { rest: nothing }]", "nothing")
          .replace("[{ 20%: { ends: war } }, { rest: { heat: low } }]", "{ heat: low }"),
      ),
      3,
    );
    const choices = new Array<string>(300).fill("press");
    const state = table.play("a", choices);
    expect(state).toMatchObject({ made: 300, ended: undefined, waiting: false });
    expect(state.step).toBeGreaterThan(400);
    // Where it is high `a` can do nothing else: 0.1 is paid in every step, and 0.2 received where it is high at its end.
    const high = (step: number): boolean => !state.events.some((own) => own.step === step && own.what === "hit");
    const received = Array.from(
      { length: state.step },
      (_, step) => 0.9 ** step * ((high(step) ? 0.2 : 0) - 0.1),
    ).reduce((sum, value) => sum + value, 0);
    expect(state.received.find(({ actor }) => actor === "a")?.value).toBeCloseTo(received, 12);
  });

  it("hints what moves are worth for ever, the same in every step that is like another", () => {
    const table = tableOf(crisis, 1);
    const first = table.hint("a", []);
    expect(first.reduce((sum, { odds }) => sum + odds, 0)).toBeCloseTo(1, 12);
    const best = first.map(({ total }) => Math.exp(1.5 * total));
    first.forEach(({ odds, total, parts, endings }, m) => {
      expect(odds).toBeCloseTo(best[m]! / (best[0]! + best[1]!), 8);
      expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(total, 12);
      expect(endings.reduce((sum, ever) => sum + ever, 0)).toBeCloseTo(1, 9);
    });
    let compared = 0;
    for (let waits = 1; waits < 6; waits++) {
      const choices = new Array<string>(waits).fill("talk");
      const { levels, ended } = table.play("a", choices);
      if (ended) continue;
      expect(levels).toEqual(table.play("a", []).levels);
      expect(table.hint("a", choices)).toEqual(first);
      compared++;
    }
    expect(compared).toBeGreaterThan(0);
  });

  it("stands still now and then where the seat has nothing to choose, and time passes when it says so", () => {
    const table = tableOf(crisisOf(settled), 5);
    expect(table.play("us", []).open).toHaveLength(2);
    // The choice is made in the first step; in the twelve after it there was none.
    const waiting = table.play("us", ["draw"]);
    expect(waiting).toMatchObject({ step: 13, made: 1, waiting: true, ended: undefined });
    expect(waiting.open.map(({ move, label }) => [move, label])).toEqual([["", "Let 12 more steps pass"]]);
    expect(table.hint("us", ["draw"])).toEqual([]);
    expect(table.play("us", ["draw", "wait"])).toEqual(waiting);
    const later = table.play("us", ["draw", ""]);
    expect(later).toMatchObject({ step: 25, made: 2, waiting: true });
    expect(later.events.slice(0, waiting.events.length)).toEqual(waiting.events);
    expect(later.events.slice(later.seen).every(({ step }) => step >= 13)).toBe(true);
    expect(later.received.find(({ actor }) => actor === "us")?.value).toBeCloseTo(2 - 2 * 0.5 ** 25, 12);
  });

  it("ends as often as forecast when everybody follows the solution", async () => {
    const { result } = await forecast(crisis, {});
    const plays = 400;
    const counts = new Map<string, number>();
    for (let run = 0; run < plays; run++) {
      const state = tableOf(crisis, 11, run).play("nobody", new Array<string>(100).fill(""));
      counts.set(state.ended!.ending, (counts.get(state.ended!.ending) ?? 0) + 1);
    }
    for (const { name, probability } of result!.endings) {
      const deviation = Math.sqrt((probability * (1 - probability)) / plays);
      expect(Math.abs((counts.get(name) ?? 0) / plays - probability)).toBeLessThan(4 * deviation + 1e-9);
    }
  });

  it("is saved where the player stops, and opened again with the same digits", () => {
    const table = tableOf(crisis, 5);
    const choices = ["wait", "wait"];
    const state = table.play("b", choices);
    expect(state.ended).toBeUndefined();
    const saved: PlayLog = {
      ...{ kind: "brink-play", format: 1, brink: "0.1.0", crisis: "Endless rivalry", file: "r.yaml" },
      ...{ fingerprint: fingerprintOf({ "r.yaml": rivalry }), seat: "b", seed: 5, run: 0 },
      ...{ choices, stopped: true, events: state.events },
    };
    const log = readPlayLog(JSON.stringify(saved));
    if (typeof log === "string") throw new Error(log);
    expect(log.stopped).toBe(true);
    expect(readPlayLog(JSON.stringify({ ...saved, stopped: undefined }))).not.toHaveProperty("stopped");
    expect(tableOf(crisis, log.seed, log.run).play(log.seat, log.choices)).toEqual(state);
  });

  it("is refused in words with private information, and where no stationary equilibrium is found", () => {
    const refusals = (yaml: string): readonly string[] => {
      const opened = PlayTable.open(crisisOf(yaml), 1, 0);
      return opened instanceof PlayTable ? [] : opened.map(({ message }) => message);
    };
    const secret = rivalry
      .replace("discount:", "information: private\ndiscount:")
      .replace("grim: 40% }", "grim: 40% }, seen_by: [b]");
    expect(refusals(secret)).toEqual([expect.stringMatching(/do not see `mood`.* last step only\.$/)]);
    // Each best quits where the next would not: among three, nobody can always do the same.
    const next = { a: "b", b: "c", c: "a" } as const;
    const payoffs = (own: "a" | "b" | "c"): string => `{ ${own}: 1, ${next[next[own]]}: 2, ${next[own]}: 0 }`;
    const who = ["a", "b", "c"] as const;
    expect(
      refusals(`
clock: { steps: endless }
discount: 0.9
actors: { ${who.map((own) => `${own}: { precision: infinite }`).join(", ")} }
moves: { ${who.map((own) => `${own}: { ${own}_waits: nothing, ${own}_quits: { then: { ends: ${own}_out } } }`).join(", ")} }
endings: { ${who.map((own) => `${own}_out: { rule: x, payoffs: ${payoffs(own)} }`).join(", ")} }
`),
    ).toEqual([expect.stringMatching(/^No stationary equilibrium was found/)]);
  });
});
