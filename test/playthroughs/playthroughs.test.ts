/**
 * One path through each crisis, kept as text that a person can review. To
 * accept changes: `npx vitest run test/playthroughs -u`, then read the diff.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { solvePrivate } from "../../src/analysis/private/solve-private.ts";
import { dateOfStep } from "../../src/crisis/calendar.ts";
import { type Part, partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import type { Crisis } from "../../src/crisis/model.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import type { Game } from "../../src/game/game.ts";
import { type PlaythroughOptions, playthrough } from "../../src/game/playthrough.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";

const root = new URL("../../", import.meta.url);
const folders = readdirSync(new URL("crises/", root)).filter((name) =>
  existsSync(new URL(`crises/${name}/crisis.yaml`, root)),
);

function crisisOf(file: string, text?: string): Crisis {
  const read = (name: string): string | undefined => text ?? readFileSync(new URL(name, root), "utf8");
  const { crisis, diagnostics } = readCrisis(file, read);
  if (!crisis) throw new Error(diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
  return crisis;
}

function gameOf(crisis: Crisis, part: Part): Game {
  const { game, diagnostics } = compileGame(crisis, { part });
  if (!game) throw new Error(diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
  return game;
}

function play(crisis: Crisis, options: PlaythroughOptions, partIndex = 0): string {
  const game = gameOf(crisis, partsOf(crisis)[partIndex]!);
  const dates =
    crisis.clock.startDay === undefined ? {} : { stepLabel: (step: number) => dateOfStep(crisis.clock, step) };
  const solved = solvePrivate(crisis, game) ?? { game, ...solveBackward(game) };
  return playthrough(solved.game, solved.policy, { title: crisis.name, ...dates, ...options });
}

describe("kept playthroughs", () => {
  it.each(folders)("%s", async (folder) => {
    const text = play(crisisOf(`crises/${folder}/crisis.yaml`), { seed: 7 });
    await expect(text).toMatchFileSnapshot(`./${folder}.txt`);
  });

  it("has no file left over from a crisis that is gone", () => {
    const kept = readdirSync(new URL("test/playthroughs/", root)).filter((name) => name.endsWith(".txt"));
    expect(kept.map((name) => name.replace(".txt", "")).filter((name) => !folders.includes(name))).toEqual([]);
  });
});

describe("playthrough", () => {
  const deterrence = crisisOf("crises/deterrence/crisis.yaml");

  it("takes the branches asked for, in the order in which they are printed", () => {
    // Step 1: challenge, resist, no war. Step 2: challenge, concede.
    const text = play(deterrence, { choices: [1, 1, 1, 1, 0] });
    expect(text).toContain("> challenge");
    expect(text).toContain("> claim made → none");
    expect(text).toContain("Ending: conceded");
    expect(text).toContain("Received in all, discounted: challenger 1, defender -1");
    expect(text).not.toContain("Ending: war");
  });

  it("prints the odds of the solution", () => {
    const text = play(deterrence, { choices: [1, 1, 0] });
    expect(text).toContain(" 62.0% > challenge"); // soft defender, step 1, worked out in docs/deterrence-by-hand.md
    expect(text).toContain(" 37.8% > resist");
    expect(text).toContain(" 50.0% > ends: war");
  });

  it("takes the likeliest branch once the choices run out, and where nothing is asked", () => {
    // A soft defender is challenged and concedes; a hard one is not challenged, twice.
    expect(play(deterrence, {})).toContain("Ending: conceded");
    const text = play(deterrence, {}, 1);
    expect(text).toContain("Throughout: resolve hard");
    expect(text).toContain("Ending: peace");
    expect(text).toBe(play(deterrence, { choices: [] }, 1));
  });

  it("is the same for one seed and run, and differs between runs", () => {
    const texts = [0, 1, 2, 3, 4, 5, 6, 7].map((run) => play(deterrence, { seed: 1, run }));
    expect(play(deterrence, { seed: 1, run: 3 })).toBe(texts[3]);
    expect(new Set(texts).size).toBeGreaterThan(2);
  });

  it("refuses a branch that does not exist", () => {
    expect(() => play(deterrence, { choices: [2] })).toThrow(
      "choice 2 does not exist: this fork has the branches 0 to 1",
    );
  });

  it("discounts, takes off costs and adds step payoffs", () => {
    const text = play(
      crisisOf(
        "x.yaml",
        `
clock: { steps: 3 }
discount: 0.5
actors: { a: { precision: 1 } }
state: { n: { levels: 4 } }
moves: { a: { add: { cost: 2, then: { n: up 1 } } } }
payoffs: { a: 8 * n }
endings: { over: { otherwise: true, payoffs: { a: 16 } } }
`,
      ),
      {},
    );
    // −2 + 8 + ½(−2 + 16) + ¼(−2 + 24) + ⅛·16
    expect(text).toContain("Received in all, discounted: a 20.5");
  });

  it("shows who moves at the same time, who acts by chance, and the residual ending", () => {
    const crisis = crisisOf(
      "x.yaml",
      `
actors: { a: { precision: 1 }, b: { precision: 1 }, c: { acts_by: chance } }
state: { n: { levels: 3 } }
turns: [[a, b], c]
moves:
  a: { up_a: { cost: 0.5, then: { n: up 1 } }, stay_a: nothing }
  b: { up_b: { then: { n: up 1 } }, stay_b: nothing }
  c: { wait: { chance: rest }, clear: { chance: 25%, then: { n: 0 } } }
endings: { odd: { chance: 10% }, over: { otherwise: true } }
`,
    );
    const text = play(crisis, { choices: [0, 1, 1] });
    expect(text).toContain("  a and b, at the same time\n");
    expect(text).toContain("> a up_a + b up_b  (costs a 0.5)");
    expect(text).toContain("  c, by chance\n     75.0%   wait\n     25.0% > clear\n");
    expect(text).toContain("      => n 2 → 0");
    expect(text).toContain("  residual ending odd (10.0%): drawn");
    expect(text).toContain("Ending: odd");
  });
});
