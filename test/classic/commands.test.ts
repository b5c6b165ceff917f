/** `brink solve` and `brink export`, from the command line to what they print. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClassicResult } from "../../src/analysis/classic-result.ts";
import { exportEfg } from "../../src/analysis/export-efg.ts";
import { textWidth } from "../../src/cli/terminal/text-width.ts";
import { partsOf } from "../../src/crisis/compile/parts.ts";
import { compileGame } from "../../src/crisis/compile-game.ts";
import { readCrisis } from "../../src/crisis/read-crisis.ts";
import type { EfgFile } from "../../src/gambit/game-file.ts";
import { readGameFile } from "../../src/gambit/read-game-file.ts";
import { treeOf } from "../../src/gambit/to-game.ts";
import { writeGameFile } from "../../src/gambit/write-game-file.ts";
import { BranchTracer } from "../../src/numeric/branch-tracer.ts";
import { profileWorth } from "../../src/solvers/classic/profile-worth.ts";
import { TreeLogitSystem } from "../../src/solvers/classic/tree-logit-system.ts";
import { solveBackward } from "../../src/solvers/solve-backward.ts";
import { brinkIn, type Ran } from "../cli/brink-in.ts";

const root = resolve(import.meta.dirname, "../..");
const game = (name: string): string => join(root, "games", name);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "brink-solve-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function brink(columns: number, ...args: readonly string[]): Promise<Ran> {
  return await brinkIn(folder, args, columns);
}

describe("brink solve", () => {
  it("prints the answer as data", async () => {
    const { exit, out } = await brink(80, "solve", game("chicken.nfg"), "--lambda", "3", "--json");
    const data = JSON.parse(out) as ClassicResult; // what --json promises
    expect(exit).toBe(0);
    expect(data).toMatchObject({
      lambda: 3,
      profile: [0.5, 0.5, 0.5, 0.5],
      expectedPayoffs: [2.5, 2.5],
      converged: true,
    });
    expect(data.method).toBe("logit equilibrium on the principal branch from λ = 0");
    expect(data.names[1]).toEqual({ player: "Column", place: "", actions: ["Swerve", "Straight"] });
    expect(data.residual).toBeLessThan(1e-12);
    expect(data.regret).toBeLessThan(1e-12);
    expect(data.branch!.forks[0]).toBeCloseTo(2, 5);
    expect(data.equilibria).toHaveLength(3);
    expect(data.notes.join(" ")).toMatch(/symmetric.*2 other equilibria/s);
  });

  it.each([60, 80, 120])("stays within %i columns", async (columns) => {
    for (const args of [["signal-of-resolve.efg"], ["three-signatories.nfg", "--method", "supports"]]) {
      const { exit, out } = await brink(columns, "solve", game(args[0]!), ...args.slice(1));
      expect(exit).toBe(0);
      expect(out.split("\n").filter((line) => textWidth(line) > columns)).toEqual([]);
    }
  });

  it("fits λ to counts", async () => {
    const { out } = await brink(80, "solve", game("prisoners-dilemma.nfg"), "--counts", "36,64,32,68", "--json");
    const data = JSON.parse(out) as ClassicResult; // what --json promises
    // Defecting gains 1 whatever the other does: ln(66/34) is the estimate.
    expect(data.lambda).toBeCloseTo(Math.log(66 / 34), 9);
    expect(data.fit!.standardError).toBeCloseTo(1 / Math.sqrt(200 * 0.66 * 0.34), 6);
  });

  it.each([
    [["chicken.nfg", "--lambda", "-1"], 2],
    [["chicken.nfg", "--method", "perfect"], 2],
    [["chicken.nfg", "--method", "extreme", "--lambda", "1"], 2],
    [["chicken.nfg", "--counts", "1,2"], 2],
    [["chicken.nfg", "--counts", "5,0,5,x"], 2],
    [["matching-pennies.nfg", "--method", "pure"], 2],
    [["three-signatories.nfg", "--method", "extreme"], 2],
    [["signal-of-resolve.efg", "--method", "zero-sum"], 2],
    [["prisoners-dilemma.nfg", "--counts", "0,9,0,9"], 1],
  ] as const)("%j ends with an error, not with an answer", async (args, exit) => {
    const [name, ...rest] = args;
    const answer = await brink(80, "solve", game(name), ...rest, "--json");
    expect(answer.exit).toBe(exit);
    expect(JSON.parse(answer.out)).not.toHaveProperty("profile");
  });

  it("shows a mistake of the file at its place", async () => {
    writeFileSync(
      join(folder, "bad.efg"),
      'EFG 2 R "t" { "A" }\np "" 1 1 "" { "x" "y" } 0\nt "" 0\nt "" 1 "" { oops }\n',
    );
    const { exit, err } = await brink(80, "solve", "bad.efg");
    expect(exit).toBe(1);
    expect(err).toContain("bad.efg:4:13: error gambit-unexpected");
  });
});

const sameTime = `
crisis: Two navies
clock: { steps: 2 }
actors: { north: { precision: 2 }, south: { precision: 2 }, weather: { acts_by: chance } }
state: { tension: { levels: [calm, high] }, fog: { levels: [clear, thick], start: { clear: 70%, thick: rest } } }
drivers:
  tension: [{ when: tension == high, calm: 0.3, stay: rest }, { otherwise: true, stay: rest }]
turns: [weather, [north, south], north]
moves:
  weather: { hold: { chance: 40% }, storm: { chance: 60%, then: { tension: high } } }
  north:
    hold: nothing
    sail: { cost: 0.1, then: [{ 25%: { ends: clash } }, { rest: { tension: high } }] }
  south: { hold: nothing, sail: { cost: "if(fog == thick, 0.5, 0)", then: { tension: high } } }
payoffs: { north: "if(tension == high, 0.5, 0)", south: "if(tension == high, -0.2, 0.3)" }
endings:
  clash: { rule: shots, payoffs: { north: -2, south: -3 } }
  accord: { rule: talks, chance: "if(tension == calm, 0.2, 0)", payoffs: { north: 1, south: 1 } }
  drift: { rule: neither, otherwise: true, payoffs: { south: 0.5 } }
`;

function crisisOf(file: string, text: string) {
  const { crisis, diagnostics } = readCrisis(file, (name) => (name === file ? text : undefined));
  expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([]);
  return crisis!;
}

describe("brink export", () => {
  it.each([
    ["crises/deterrence/crisis.yaml", undefined],
    ["same-time.yaml", sameTime],
  ])("%s as a tree is worth what the crisis is", (file, given) => {
    const crisis = crisisOf(file, given ?? readFileSync(join(root, file), "utf8"));
    const { game: exported } = exportEfg(crisis);
    const read = readGameFile("tree", writeGameFile(exported!)).game as EfgFile;
    const tree = treeOf(read);
    const games = partsOf(crisis).map((part) => ({ weight: part.weight, game: compileGame(crisis, { part }).game! }));
    const actors = games[0]!.game.actors;
    const worth = actors.map(() => 0);
    for (const { weight, game: part } of games) {
      const { value } = solveBackward(part);
      part.start.node.forEach((node, s) => {
        actors.forEach((_, j) => {
          worth[j]! += weight * part.start.probability[s]! * value[node * actors.length + j]!;
        });
      });
    }
    const branch = new BranchTracer(new TreeLogitSystem(tree, new Float64Array(tree.players.length).fill(2))).trace();
    expect(branch.converged).toBe(true);
    const { payoffs } = profileWorth(tree, branch.probabilities);
    tree.players.forEach((player, i) => {
      expect(payoffs[i]).toBeCloseTo(worth[actors.indexOf(player)]!, 9);
    });
  });

  it("discounts to the start, and says what that means for λ", () => {
    const discounted = crisisOf("d.yaml", sameTime.replace("steps: 2 }", "steps: 2 }\ndiscount: 0.9"));
    const { game: exported } = exportEfg(discounted);
    expect(exported!.comment).toContain("discounted to the start");
    const calm = exported!.outcomes.find(({ label }) => label === "drift");
    // Calm in both steps: the South gets 0.3, then 0.9 · 0.3, then 0.9² · 0.5.
    expect(calm!.payoffs.map(({ value }) => value)).toEqual([0, 0.975]);
  });

  it("writes a file, and refuses what no tree can hold", async () => {
    const crisis = join(root, "crises/deterrence/crisis.yaml");
    const done = await brink(80, "export", crisis, "--efg", "-o", "tree.efg");
    expect(done).toMatchObject({ exit: 0, out: "39 nodes and 12 information sets are in tree.efg.\n" });
    expect((await brink(80, "solve", "tree.efg", "--lambda", "2")).exit).toBe(0);
    expect((await brink(80, "export", crisis)).exit).toBe(2);
    const large = await brink(80, "export", join(root, "crises/caribbean-2025/crisis.yaml"), "--efg", "--json");
    expect(large.exit).toBe(1);
    expect(large.out).toContain("export-too-large");
  });
});
