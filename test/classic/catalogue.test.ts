import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { ClassicMethod } from "../../src/analysis/classic-result.ts";
import { solveGameFile } from "../../src/analysis/solve-game-file.ts";
import { distance, gameIn } from "./reference-folder.ts";

const folder = resolve(import.meta.dirname, "../../games");
const half = [1 / 2, 1 / 2, 1 / 2, 1 / 2];
const any = (count: number): readonly null[] => new Array<null>(count).fill(null);
const a = 1 / 2 + Math.sqrt(1 / 12);

/** Game, method, how many equilibria it finds, and one of them worked out by hand. */
const known: readonly (readonly [
  name: string,
  method: ClassicMethod,
  count: number,
  /** Null where it may be anything. */
  equilibrium: readonly (number | null)[],
])[] = [
  ["prisoners-dilemma.nfg", "extreme", 1, [0, 1, 0, 1]],
  ["chicken.nfg", "extreme", 3, half],
  ["stag-hunt.nfg", "extreme", 3, [2 / 3, 1 / 3, 2 / 3, 1 / 3]],
  ["battle-of-the-sexes.nfg", "extreme", 3, [2 / 3, 1 / 3, 1 / 3, 2 / 3]],
  ["matching-pennies.nfg", "extreme", 1, [1 / 2, 1 / 2, 1 / 10, 9 / 10]],
  ["inspection.nfg", "extreme", 1, [1 / 10, 9 / 10, 4 / 5, 1 / 5]],
  ["cuba-1962.nfg", "extreme", 3, half],
  ["three-signatories.nfg", "pure", 4, [1, 0, 1, 0, 0, 1]],
  ["three-signatories.nfg", "supports", 9, [a, 1 - a, a, 1 - a, a, 1 - a]],
  ["selten-horse.efg", "limit", 1, [0, 1, 0, 1, 0, 1]],
  ["entry-deterrence.efg", "perfect", 1, [0, 1, 0, 1]],
  ["ultimatum-to-a-state.efg", "perfect", 1, [0, 1, 0, 0, 1, 1, 0, 1, 0]],
  ["signal-of-resolve.efg", "pure", 2, [1, 0, 1, 0, 0, 1, 1, 0]],
  ["centipede.efg", "perfect", 1, [1, 0, 1, 0, 1, 0, 1, 0]],
  ["one-card-poker.efg", "zero-sum", 1, [1, 0, 1 / 3, 2 / 3, 2 / 3, 1 / 3]],
  // The second player has one optimal plan, the first a family of them.
  ["kuhn-poker.efg", "zero-sum", 1, [...any(8), ...any(4), 1, 0, 2 / 3, 1 / 3, 0, 1, 0, 1, 2 / 3, 1 / 3, 1, 0]],
  ["deadlock.nfg", "extreme", 1, [0, 1, 0, 1]],
  ["called-bluff.nfg", "extreme", 1, [0, 1, 1, 0]],
  ["bully.nfg", "extreme", 1, [0, 1, 1, 0]],
  ["cuba-1962-revised.nfg", "extreme", 1, [1 / 2, 1 / 2, 3 / 4, 1 / 4]],
  ["audience-costs.efg", "perfect", 1, [0, 1, 0, 1, 1, 0]],
  ["brinkmanship.efg", "perfect", 1, [0, 1, 1, 0, 0, 1]],
  // O'Neill's: open with 2, and stay out; four more hang on what is done where it makes no difference.
  ["dollar-auction.efg", "perfect", 5, [0, 0, 1, 0, 0, ...any(23)]],
  ["bargaining-with-a-secret.efg", "limit", 1, [0, 1, 1, 0, 0, 1, 1, 0, 1, 0]],
  // d_t = 5/8, c_s = 1/2: the soft demand with u = 2/5 and resist with v = 2/7.
  ["unilateral-deterrence.efg", "limit", 1, [0, 1, 0, 1, 3 / 5, 2 / 5, 1, 0, 0, 1, 5 / 7, 2 / 7]],
];

/** What the first player gets, where that is known better than what it does. */
const values: Readonly<Record<string, number>> = { "kuhn-poker.efg": -1 / 18, "one-card-poker.efg": 1 / 3 };

describe("the catalogue", () => {
  it.each(known)("%s by %s", (name, method, count, equilibrium) => {
    const { result, diagnostics } = solveGameFile(gameIn(folder, name), { method });
    expect(diagnostics).toEqual([]);
    expect(result!.equilibria).toHaveLength(count);
    const known = (profile: readonly number[]): readonly number[] => equilibrium.map((own, k) => own ?? profile[k]!);
    const nearest = Math.min(...result!.equilibria.map(({ profile }) => distance(profile, known(profile))));
    expect(nearest).toBeLessThan(method === "limit" ? 1e-4 : 1e-9);
    if (values[name] !== undefined) expect(result!.expectedPayoffs[0]).toBeCloseTo(values[name], 12);
  });

  it("says of every game where it comes from and what it teaches, and knows an equilibrium", () => {
    const names = readdirSync(folder).filter((name) => /\.(efg|nfg)$/.test(name));
    expect([...new Set(known.map(([name]) => name))].sort()).toEqual(names.sort());
    for (const name of names) expect(gameIn(folder, name).comment).toMatch(/\d{4}.*Teaches: /s);
  });
});
