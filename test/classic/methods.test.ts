/** What each method says of itself, ties of subgame-perfect play, supports of trees, and equilibria beside a fork. */
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { ClassicMethod, ClassicResult } from "../../src/analysis/classic-result.ts";
import { solveGameFile } from "../../src/analysis/solve-game-file.ts";
import type { GameFile } from "../../src/gambit/game-file.ts";
import { readGameFile } from "../../src/gambit/read-game-file.ts";
import { randomStream } from "../../src/numeric/random.ts";
import { perfectEquilibria } from "../../src/solvers/classic/perfect-equilibria.ts";
import { profileWorth } from "../../src/solvers/classic/profile-worth.ts";
import { type GameTree, hasPerfectInformation, TERMINAL } from "../../src/tree/game-tree.ts";
import { randomTree } from "./random-tree.ts";
import { gameIn } from "./reference-folder.ts";

const folder = resolve(import.meta.dirname, "../../games");

function gameOf(text: string): GameFile {
  const { game, diagnostics } = readGameFile("game", text);
  expect(diagnostics).toEqual([]);
  return game!;
}

function solved(game: GameFile, method: ClassicMethod, lambda?: number): ClassicResult {
  const { result, diagnostics } = solveGameFile(game, { method, ...(lambda === undefined ? {} : { lambda }) });
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return result!;
}

/** B is indifferent after l; what it does there decides what is best for A. */
const tied = `EFG 2 R "tied" { "A" "B" }
p "" 1 1 "" { "l" "r" } 0
p "" 2 1 "" { "x" "y" } 0
t "" 1 "" { 3, 1 }
t "" 2 "" { 0, 1 }
t "" 3 "" { 2, 0 }
`;

describe("all subgame-perfect equilibria", () => {
  it("are listed where what is best above hangs on a tie below", () => {
    const result = solved(gameOf(tied), "perfect");
    expect(result.equilibria.map(({ profile }) => profile)).toEqual([
      [1, 0, 1, 0],
      [0, 1, 0, 1],
    ]);
    expect(result.notes.join(" ")).toContain("All pure subgame-perfect equilibria are listed");
    expect(result.more).toBe("possible");
  });

  it("are all pure profiles in which nobody gains in any subgame", () => {
    let compared = 0;
    for (let seed = 0; seed < 400; seed++) {
      const tree = rounded(randomTree(randomStream(seed), 2, 2));
      if (!hasPerfectInformation(tree) || tree.infosets.length > 7) continue;
      compared++;
      const { profiles, complete } = perfectEquilibria(tree, 3);
      expect(complete).toBe(true);
      const found = profiles.map((profile) => profile.join()).sort();
      expect(found).toEqual(
        allPure(tree)
          .filter((profile) => isPerfect(tree, profile))
          .map(String)
          .sort(),
      );
    }
    expect(compared).toBeGreaterThan(20);
  });

  it("are cut where there are too many, and that is said", () => {
    const leaves = (depth: number): string =>
      depth === 0
        ? 't "" 1 "" { 0 }\n'
        : `p "" 1 ${++count} "" { "a" "b" } 0\n${leaves(depth - 1)}${leaves(depth - 1)}`;
    let count = 0;
    const text = leaves(4).replace('1 "" { 0 }', '1 "" { 0 }');
    const game = gameOf(`EFG 2 R "" { "A" }\n${text.replaceAll(/t "" 1 "" \{ 0 \}/g, 't "" 0')}`);
    const result = solved(game, "perfect");
    expect(result.equilibria).toHaveLength(256);
    expect(result.notes.join(" ")).toContain("the first 256 are listed");
  });
});

/** Payoffs 0 to 2, so that ties abound. */
function rounded(tree: GameTree): GameTree {
  return { ...tree, payoff: tree.payoff.map((value) => Math.floor(value * 0.3)) };
}

function allPure(tree: GameTree): readonly Float64Array[] {
  let profiles = [new Float64Array(tree.first[tree.infosets.length]!)];
  tree.infosets.forEach(({ actions }, h) => {
    profiles = profiles.flatMap((profile) =>
      actions.map((_, a) => {
        const longer = profile.slice();
        longer[tree.first[h]! + a] = 1;
        return longer;
      }),
    );
  });
  return profiles;
}

/** No single change at any node gains there: with perfect information that is subgame perfection. */
function isPerfect(tree: GameTree, profile: Float64Array): boolean {
  const worth = (n: number, i: number): number => {
    const h = tree.infoset[n]!;
    if (h === TERMINAL) return tree.payoff[2 * n + i]!;
    let sum = 0;
    for (let c = tree.childStart[n]!; c < tree.childStart[n + 1]!; c++) {
      const weight = h >= 0 ? profile[tree.first[h]! + c - tree.childStart[n]!]! : tree.chance[c]!;
      if (weight > 0) sum += weight * worth(tree.child[c]!, i);
    }
    return sum;
  };
  return tree.infoset.every((h, n) => {
    if (h < 0) return true;
    const { player } = tree.infosets[h]!;
    const here = worth(n, player);
    for (let c = tree.childStart[n]!; c < tree.childStart[n + 1]!; c++) {
      if (worth(tree.child[c]!, player) > here + 1e-9) return false;
    }
    return true;
  });
}

describe("what a profile is worth", () => {
  it("is the same by one pass, where all is seen, as by own moves one after the other", () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = randomStream(seed);
      const tree = randomTree(random, 2, 3);
      if (!hasPerfectInformation(tree)) continue;
      const profile = new Float64Array(tree.first[tree.infosets.length]!);
      tree.infosets.forEach(({ actions }, h) => {
        const weights = actions.map(() => random.next());
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        weights.forEach((weight, a) => {
          profile[tree.first[h]! + a] = weight / total;
        });
      });
      const { payoffs, gains } = profileWorth(tree, profile);
      // Every pure reply of each player, one by one.
      [0, 1].forEach((i) => {
        const replies = allPure(tree).map((pure) => {
          const mixed = profile.slice();
          tree.infosets.forEach(({ player }, h) => {
            if (player === i) mixed.set(pure.subarray(tree.first[h]!, tree.first[h + 1]!), tree.first[h]!);
          });
          return profileWorth(tree, mixed).payoffs[i]!;
        });
        if (replies.length < 3000) expect(gains[i]).toBeCloseTo(Math.max(...replies) - payoffs[i]!, 10);
      });
    }
  });
});

describe("supports of a tree", () => {
  it("are those of its reduced form", () => {
    const result = solved(gameIn(folder, "one-card-poker.efg"), "supports");
    expect(result.equilibria).toHaveLength(1);
    expect(result.profile[2]).toBeCloseTo(1 / 3, 9);
    const horse = solved(gameIn(folder, "selten-horse.efg"), "supports");
    expect(Math.max(...horse.equilibria.map(({ regret }) => regret))).toBeLessThan(1e-9);
    expect(horse.equilibria.some(({ profile }) => profile.join() === "0,1,0,1,0,1")).toBe(true);
  });
});

describe("at a symmetric fork", () => {
  it("the limit is the symmetric equilibrium, and the others are offered", () => {
    const result = solved(gameIn(folder, "chicken.nfg"), "limit");
    expect(result.profile.every((share) => Math.abs(share - 0.5) < 1e-6)).toBe(true);
    expect(result.equilibria.slice(1).map(({ profile }) => profile.join())).toEqual(["0,1,1,0", "1,0,0,1"]);
    expect(result.notes.join(" ")).toContain("2 other equilibria are listed");
    // Here the branch forks before it ends.
    const stag = solved(gameOf('NFG 1 R "" { "A" "B" } { 3 3 } 4 4 0 0 0 0 0 0 4 4 0 0 0 0 0 0 1 1'), "limit");
    expect(stag.notes.join(" ")).toMatch(/other equilibria? (is|are) listed/);
  });
});

describe("every answer", () => {
  it.each([
    ["chicken.nfg", "logit", 1],
    ["selten-horse.efg", "logit", 2],
    ["centipede.efg", "logit", 2],
    ["selten-horse.efg", "limit", undefined],
    ["centipede.efg", "perfect", undefined],
    ["chicken.nfg", "pure", undefined],
    ["chicken.nfg", "extreme", undefined],
    ["chicken.nfg", "lemke-howson", undefined],
    ["one-card-poker.efg", "zero-sum", undefined],
    ["signal-of-resolve.efg", "sequence", undefined],
    ["three-signatories.nfg", "supports", undefined],
  ] as const)(
    "of %s by %s says how, how exactly, why it stopped and whether there may be more",
    (name, method, lambda) => {
      const result = solved(gameIn(folder, name), method, lambda);
      expect(result.method.length).toBeGreaterThan(10);
      expect(result.lambda === null).toBe(method !== "logit" && method !== "limit");
      expect(result.residual === null).toBe(result.lambda === null);
      expect(result.stopped).toMatch(/\w/);
      expect(["none", "mixtures", "possible"]).toContain(result.more);
      expect(result.regretShare).toBeCloseTo(Math.max(0, result.regretShare), 15);
      if (method !== "logit") expect(result.regretShare).toBeLessThan(1e-7);
      expect(result.converged).toBe(true);
    },
  );
});
